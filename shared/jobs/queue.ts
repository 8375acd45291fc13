import { config } from "../config.ts";
import { senderTo } from "../queue.ts";

/**
 * What travels through the queue of jobs: which job of which tenant is to go on. How far it is, its row says. `begins` is
 * told twice, by whoever starts the job and off the stream, and counts once. `again` looks once more at a job that is done.
 */
export type QueuedJob = { tenantId: string; jobId: string; begins?: boolean; again?: boolean };

/** Brings a job to its queue; see `senderTo`. */
export const enqueueJob = senderTo<QueuedJob>(() => config().jobsQueueUrl);
