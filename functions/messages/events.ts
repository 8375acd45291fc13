import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message, messageQueued } from "../../shared/notify/outbox.ts";
import { enqueue } from "../../shared/notify/queue.ts";
import { bankRejection, bankTransaction } from "../bank/table.ts";
import { appended } from "./appended.ts";

/** What is told of receipts, and to whom, is loaded when there is something to tell. */
const telling = () => import("./tell.ts");

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.applied", (c) => (c.after?.runs ?? 0) > (c.before?.runs ?? 0)),
  when(bankTransaction, "bankTransaction.undone", (c) => appended(c).some((e) => e.reversesId !== undefined)),
  when(
    bankTransaction,
    "bankTransaction.claimable",
    (c) => c.before?.state === "received" && c.after?.state === "claimable",
  ),
  when(bankRejection, "bankRejection.kept", (c) => !c.before && (c.after?.inDelivery ?? 0) > 0),
  messageQueued,
];

export const handles: Handler[] = [
  handle(
    bankTransaction,
    "bankTransaction.applied",
    "rest",
    "tells everybody concerned what was cleared",
    async (c, work) => (await telling()).tellApplied(c, work),
  ),
  handle(
    bankTransaction,
    "bankTransaction.undone",
    "rest",
    "tells everybody concerned what was undone",
    async (c, work) => (await telling()).tellUndone(c, work),
  ),
  handle(bankTransaction, "bankTransaction.claimable", "rest", "asks those who may claim it", async (c, work) =>
    (await telling()).tellClaimable(c, work),
  ),
  handle(
    bankRejection,
    "bankRejection.kept",
    "rest",
    "tells finance what a bank sent and could not be stored",
    async (c, work) => (await telling()).tellRejected(c, work),
  ),
  handle(message, "message.queued", "rest", "brings the message to the queue", async ({ tenantId, after }) => {
    if (after) await enqueue({ tenantId, messageId: after.id });
  }),
];
