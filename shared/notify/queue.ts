import { config } from "../config.ts";
import { senderTo } from "../queue.ts";

/** What travels through the queue: which message of which tenant. The row itself is read when it is sent. */
export type QueuedMessage = { tenantId: string; messageId: string };

/** Brings a message to the queue; see `senderTo`. */
export const enqueue = senderTo<QueuedMessage>(() => config().queueUrl);
