import { callerOf } from "../../shared/events/caller.ts";
import { type Change, type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { stageAfter } from "../accounts/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";
import { countRecord } from "./figures.ts";
import { changesWorth, orderWorth, receiptWorth, receivableWorth, type Worth } from "./rules.ts";

type Accounted = { id: string; version: number; accountId?: string };
/** What an account's stage follows from, and when it happened. */
type Cause = { cause: "signed" | "paid"; at: string };

/** Counts a record where it is now and where it was, and lets the accounts follow: their stage, their tier. */
async function count<R extends Accounted>(
  { before, after }: Change<R>,
  work: Work,
  worthOf: (row: R) => Worth,
  causeOf: (row: R) => Cause | undefined = () => undefined,
): Promise<void> {
  const record = after ?? before;
  const call = callerOf(work, "customers");
  const accountIds = new Set([before?.accountId, after?.accountId]);
  for (const accountId of accountIds) {
    if (!accountId || !record) continue;
    const isHere = after?.accountId === accountId;
    await countRecord(work, { accountId, record, worth: isHere ? worthOf(after) : { sums: {} } });
    // What a merge brings over from another account has not happened to this one.
    const isMoved = before?.accountId !== undefined && before.accountId !== after?.accountId;
    const cause = isHere && !isMoved ? causeOf(after) : undefined;
    const { follow } = await import("../accounts/follow.ts");
    await follow(call, accountId, (row) => cause && stageAfter(row, cause.cause, cause.at));
  }
}

const counts =
  <R extends Accounted>(worthOf: (row: R) => Worth) =>
  ({ before, after }: Change<R>): boolean =>
    changesWorth(worthOf, before, after);

const signing = (row: RowOf<typeof order>): Cause | undefined =>
  row.status === "signed" && row.signedAt ? { cause: "signed", at: row.signedAt } : undefined;

const payment = (row: RowOf<typeof bankTransaction>): Cause | undefined =>
  Object.keys(receiptWorth(row).sums).length > 0 ? { cause: "paid", at: row.updatedAt } : undefined;

export const emits: Emission[] = [
  when(order, "order.worthChanged", counts(orderWorth)),
  when(receivable, "receivable.worthChanged", counts(receivableWorth)),
  when(bankTransaction, "bankTransaction.worthChanged", counts(receiptWorth)),
];

export const handles: Handler[] = [
  handle(order, "order.worthChanged", "rest", "counts the order for its account, which is a customer now", (c, work) =>
    count(c, work, orderWorth, signing),
  ),
  handle(receivable, "receivable.worthChanged", "rest", "counts what the account owes", (c, work) =>
    count(c, work, receivableWorth),
  ),
  handle(bankTransaction, "bankTransaction.worthChanged", "rest", "counts what the account has paid", (c, work) =>
    count(c, work, receiptWorth, payment),
  ),
];
