/**
 * Waiting lines are decided anew when a receivable or a payer name appears that they may mean. What a person has
 * touched (claimed, undone) is never decided by the engine again.
 */
import { type Change, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import type { ReceivableRow } from "./rows.ts";
import { remittanceAdvice } from "./table.ts";

const deciding = () => import("./deciding.ts");

const isDeductedFrom = (c: Change<ReceivableRow>): boolean => c.before?.hasDeductions === true;

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.received", (c) => !c.before && c.after?.state === "received"),
  when(receivable, "receivable.opened", (c) => !c.before && (c.after?.openMinor ?? 0) > 0),
  when(
    receivable,
    "receivable.settled",
    (c) => isDeductedFrom(c) && (c.before?.openMinor ?? 0) > 0 && !c.after?.openMinor,
  ),
  when(
    receivable,
    "receivable.reopened",
    (c) => isDeductedFrom(c) && !c.before?.openMinor && (c.after?.openMinor ?? 0) > 0,
  ),
  when(remittanceAdvice, "remittanceAdvice.received", (c) => !c.before && c.after?.state === "waiting"),
  when(account, "account.renamed", (c) => {
    const names = (row?: { name: string; payerNames?: string[] }) => JSON.stringify([row?.name, row?.payerNames]);
    return c.before !== undefined && names(c.before) !== names(c.after);
  }),
  when(
    bankTransaction,
    "bankTransaction.decided",
    (c) => c.before?.state === "received" && c.after?.state !== "received",
  ),
];

export const handles: Handler[] = [
  handle(
    bankTransaction,
    "bankTransaction.received",
    "money",
    "applies the cash or lays it before people",
    async (c, work) => (await deciding()).received(c, work),
    async (c, work) => (c.after ? (await deciding()).layBeforePeople(work.table, c.after.id, work.now) : undefined),
  ),
  handle(
    receivable,
    "receivable.opened",
    "money",
    "uses prepayments and decides waiting receipts anew",
    async (c, work) => (await deciding()).opened(c, work),
  ),
  handle(
    receivable,
    "receivable.settled",
    "money",
    "closes what payers have taken off it, since it was paid or given up after all",
    async (c, work) => (await deciding()).settled(c, work),
  ),
  handle(receivable, "receivable.reopened", "money", "opens again what it has closed", async (c, work) =>
    (await deciding()).reopened(c, work),
  ),
  handle(
    remittanceAdvice,
    "remittanceAdvice.received",
    "money",
    "finds its payment, waiting or applied already",
    async (c, work) => (await deciding()).advised(c, work),
  ),
  handle(
    account,
    "account.renamed",
    "money",
    "decides the receipts anew that wait for this payer name",
    async (c, work) => (await deciding()).renamed(c, work),
  ),
  handle(
    bankTransaction,
    "bankTransaction.decided",
    "money",
    "lets a return that came first take its original back, and a waiting receipt find an advice with others",
    async (c, work) => (await deciding()).decided(c, work),
  ),
];
