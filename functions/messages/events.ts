import { type Change, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message, messageQueued } from "../../shared/notify/outbox.ts";
import { enqueue } from "../../shared/notify/queue.ts";
import { bankRejection, bankStatement, bankTransaction } from "../bank/table.ts";
import { remittanceAdvice } from "../reconciliation/table.ts";
import { appended, paidOut } from "./appended.ts";
import type { Transaction } from "./gather.ts";

/** What is told of receipts, and to whom, is loaded when there is something to tell. */
const telling = () => import("./tell.ts");
const finance = () => import("./finance.ts");

const isReceipt = (c: Change<Transaction>): boolean => c.after?.direction === "credit";

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.applied", (c) => isReceipt(c) && (c.after?.runs ?? 0) > (c.before?.runs ?? 0)),
  when(
    bankTransaction,
    "bankTransaction.undone",
    (c) => isReceipt(c) && appended(c).some((e) => e.reversesId !== undefined && !e.bankTransactionId),
  ),
  when(
    bankTransaction,
    "bankTransaction.returned",
    (c) => isReceipt(c) && appended(c).some((e) => e.kind === "returned" && !e.reversesId),
  ),
  when(
    bankTransaction,
    "bankTransaction.restored",
    (c) => isReceipt(c) && appended(c).some((e) => e.kind === "returned" && e.reversesId !== undefined),
  ),
  when(bankTransaction, "bankTransaction.paidOut", (c) => paidOut(c).length > 0),
  when(
    bankTransaction,
    "bankTransaction.claimable",
    (c) => c.before?.state === "received" && c.after?.state === "claimable",
  ),
  when(bankRejection, "bankRejection.kept", (c) => !c.before && (c.after?.inDelivery ?? 0) > 0),
  when(bankStatement, "bankStatement.gapFound", (c) => c.before?.state !== "gap" && c.after?.state === "gap"),
  when(
    remittanceAdvice,
    "remittanceAdvice.differs",
    (c) => c.before?.state !== "differs" && c.after?.state === "differs",
  ),
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
  handle(
    bankTransaction,
    "bankTransaction.returned",
    "rest",
    "tells everybody concerned what the bank took back",
    async (c, work) => (await telling()).tellUndone(c, work, "returned"),
  ),
  handle(
    bankTransaction,
    "bankTransaction.restored",
    "rest",
    "tells everybody concerned what is cleared again, since it was not returned",
    async (c, work) => (await telling()).tellApplied(c, work, true),
  ),
  handle(
    bankTransaction,
    "bankTransaction.paidOut",
    "rest",
    "tells everybody concerned what was refunded or paid out, or is no more",
    async (c, work) => (await import("./paidout.ts")).tellPaidOut(c, work),
  ),
  handle(bankTransaction, "bankTransaction.claimable", "rest", "asks those who may claim it", async (c, work) =>
    (await telling()).tellClaimable(c, work),
  ),
  handle(
    bankRejection,
    "bankRejection.kept",
    "rest",
    "tells finance what a bank sent and could not be stored",
    async (c, work) => (await finance()).tellRejected(c, work),
  ),
  handle(
    bankStatement,
    "bankStatement.gapFound",
    "rest",
    "tells finance of lines that are missing or came twice",
    async (c, work) => (await finance()).tellGap(c, work),
  ),
  handle(
    remittanceAdvice,
    "remittanceAdvice.differs",
    "rest",
    "tells finance of an advice that says otherwise than was booked",
    async (c, work) => (await finance()).tellAdviceDiffers(c, work),
  ),
  handle(message, "message.queued", "rest", "brings the message to the queue", async ({ tenantId, after }) => {
    if (after) await enqueue({ tenantId, messageId: after.id });
  }),
];
