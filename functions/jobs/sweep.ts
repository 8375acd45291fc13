import { enqueueJob } from "../../shared/jobs/queue.ts";
import { log } from "../../shared/log.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { ended, UNEXPECTED } from "./run.ts";
import { job } from "./table.ts";

/** A job that does not come a page further so often in a row has failed. */
const REVIVALS_MAX = 5;

/**
 * Runs every five minutes and brings the jobs to their queue once more of which nothing is heard: a message can be lost,
 * or be given up by the queue. Where one is only late, two runs of the job are one too many, and the earlier one ends. One
 * that is done and to be looked at again stays done, whatever becomes of the look.
 */
export const handler = dueWork("lostJobs", job, async ({ table, row, now }) => {
  const revivals = (row.revivals ?? 0) + 1;
  const told = { tenantId: table.tenantId, jobId: row.id, state: row.state, revivals };
  const isGivenUp = revivals > REVIVALS_MAX;
  const again = row.lookDueAt !== undefined;
  if (again && isGivenUp) log.error("job is not looked at again", told);
  else log.warn("job heard nothing of", told);
  const over = again ? { lookDueAt: undefined, problem: UNEXPECTED } : ended("failed", { problem: UNEXPECTED });
  const fields = isGivenUp ? { ...over, revivals: undefined } : { revivals };
  await table.replace(job, row, nextVersion(row, now.toISOString(), fields));
  if (!isGivenUp) await enqueueJob({ tenantId: table.tenantId, jobId: row.id, ...(again && { again }) });
});
