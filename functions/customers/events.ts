import { callerOf } from "../../shared/events/caller.ts";
import { type Change, type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { advance, backfill, forEach, isDue } from "../../shared/records/backfill.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure, type Figure } from "../../shared/records/figures.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { figuresOf } from "../accounts/figures.ts";
import { stageAfter, stageBefore } from "../accounts/rules.ts";
import { type account, lifeCycleMove } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";
import { recounts } from "../recounts.ts";
import { orderFigure, receiptFigure, receivableFigure } from "./figures.ts";
import { receivedMinor } from "./rules.ts";

type Accounted = { id: string; version: number; accountId?: string };
/** What an account's stage follows from, and when it happened. */
type Cause = { cause: "signed" | "paid"; at: string };

/** What becomes of an account's stage where what had brought it there is taken back. */
type Back = (row: RowOf<typeof account>) => Record<string, unknown> | undefined;

/** Counts a record where it is now and not where it was, and lets the accounts follow: their stage, their tier. */
async function count<R extends Accounted>(
  of: Figure,
  { before, after }: Change<R>,
  work: Work,
  causeOf: (row: R) => Cause | undefined = () => undefined,
  takenBack?: (work: Work, before: R, after: R | undefined) => Promise<Back | undefined>,
): Promise<void> {
  const record = after ?? before;
  if (!record) return;
  await countInto(work, of, { id: record.id, version: record.version, row: after as AnyRow | undefined });
  const call = callerOf(work, "customers");
  for (const accountId of new Set([before?.accountId, after?.accountId])) {
    if (!accountId) continue;
    // What a merge brings over from another account has not happened to this one.
    const isMoved = before?.accountId !== undefined && before.accountId !== after?.accountId;
    const cause = after?.accountId === accountId && !isMoved ? causeOf(after) : undefined;
    const { follow } = await import("../accounts/follow.ts");
    const back =
      before?.accountId === accountId && cause === undefined ? await takenBack?.(work, before, after) : undefined;
    await follow(call, accountId, (row) => (cause ? stageAfter(row, cause.cause, cause.at) : back?.(row)));
  }
}

const counts =
  (of: Figure) =>
  ({ before, after }: Change): boolean =>
    changesFigure(of, before as AnyRow | undefined, after as AnyRow | undefined);

const signing = (row: RowOf<typeof order>): Cause | undefined =>
  row.status === "signed" && row.signedAt ? { cause: "signed", at: row.signedAt } : undefined;

const payment = (row: RowOf<typeof bankTransaction>): Cause | undefined =>
  receivedMinor(row) > 0 ? { cause: "paid", at: row.updatedAt } : undefined;

/**
 * A receipt of which nothing stands any more: if it was the last one of its account, the account goes back to where its first payment
 * had found it.
 */
async function unpaid(
  work: Work,
  before: RowOf<typeof bankTransaction>,
  after: RowOf<typeof bankTransaction> | undefined,
): Promise<Back | undefined> {
  if (!before.accountId || receivedMinor(before) === 0) return undefined;
  const figures = Object.values(await figuresOf({ ...work, now: work.now }, before.accountId));
  if (figures.some((sums) => sums.receivedMinor > 0)) return undefined;
  const moves = await work.table.list(lifeCycleMove, {
    sources: [sourceOf(lifeCycleMove, "account", { accountId: before.accountId })],
    descending: true,
    limit: MOVES_LOOKED_AT,
    keep: (move) => move.cause === "paid",
  });
  const from = moves.rows[0]?.from ?? "target";
  const orders = figures.reduce((sum, { orders }) => sum + orders, 0);
  return (row) => stageBefore(row, from, { orders, at: after?.updatedAt ?? work.now });
}
/** Moves of one account among which its last payment's is looked for. */
const MOVES_LOOKED_AT = 20;

export const emits: Emission[] = [
  when(order, "order.worthChanged", counts(orderFigure)),
  when(receivable, "receivable.worthChanged", counts(receivableFigure)),
  when(bankTransaction, "bankTransaction.worthChanged", counts(receiptFigure)),
  when(backfill, "backfill.counting", (c) => isDue(c.after, ["figures"])),
];

export const handles: Handler[] = [
  handle(order, "order.worthChanged", "rest", "counts the order for its account, which is a customer now", (c, work) =>
    count(orderFigure, c, work, signing),
  ),
  handle(receivable, "receivable.worthChanged", "rest", "counts what the account owes", (c, work) =>
    count(receivableFigure, c, work),
  ),
  handle(bankTransaction, "bankTransaction.worthChanged", "rest", "counts what the account has paid", (c, work) =>
    count(receiptFigure, c, work, payment, unpaid),
  ),
  handle(backfill, "backfill.counting", "rest", "counts records anew by what the figures now are", async (c, work) => {
    if (!c.after) return;
    await advance(work, c.after, recounts, async ({ count }, rows) => {
      await forEach(rows, (row) => count(work, row));
      return 0;
    });
  }),
];
