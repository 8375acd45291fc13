import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message, messageQueued } from "../../shared/notify/outbox.ts";
import { enqueue } from "../../shared/notify/queue.ts";
import { bankTransaction } from "../bank/table.ts";
import { appended, tellApplied, tellClaimable, tellUndone } from "./tell.ts";

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.applied", (c) => (c.after?.runs ?? 0) > (c.before?.runs ?? 0)),
  when(bankTransaction, "bankTransaction.undone", (c) => appended(c).some((e) => e.reversesId !== undefined)),
  when(
    bankTransaction,
    "bankTransaction.claimable",
    (c) => c.before?.state === "received" && c.after?.state === "claimable",
  ),
  messageQueued,
];

export const handles: Handler[] = [
  handle(bankTransaction, "bankTransaction.applied", "rest", "tells everybody concerned what was cleared", tellApplied),
  handle(bankTransaction, "bankTransaction.undone", "rest", "tells everybody concerned what was undone", tellUndone),
  handle(bankTransaction, "bankTransaction.claimable", "rest", "asks those who may claim it", tellClaimable),
  handle(message, "message.queued", "rest", "brings the message to the queue", async ({ tenantId, after }) => {
    if (after) await enqueue({ tenantId, messageId: after.id });
  }),
];
