import type { Emission, Handler } from "../../shared/events/event.ts";
import { handle, when } from "../../shared/events/event.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";

const deciding = () => import("./deciding.ts");

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.received", (c) => !c.before && c.after?.state === "received"),
  when(receivable, "receivable.opened", (c) => !c.before && (c.after?.openMinor ?? 0) > 0),
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
    "lets a return that came first take its original back",
    async (c, work) => (await deciding()).decided(c, work),
  ),
];
