/**
 * A deduction is a record, its money an entry. What a payer takes off stays open on the receivable until somebody says
 * what becomes of it; accepted or given up, it is one more entry of the bank line that it came with, in the run of its
 * payment. So every way that takes that payment back, or gives it again, takes the settlement along without knowing of
 * it, and a receivable's amount stays what was received, netted, discounted, deducted and is open.
 */
import type { Work } from "../../shared/events/event.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { type Entry, standing } from "../bank/rules.ts";
import type { DeductionRow, Link } from "./deducted.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { deduction } from "./table.ts";

/** Who closes a deduction with its receivable. */
export const BY_RECEIVABLE = "receivable";

/** Does anything stand of the payment that a deduction was of? */
const stands = (entries: readonly Entry[], { receivableId, run }: Link): boolean =>
  entries.some((e) => e.run === run && e.receivableId === receivableId && e.kind !== "deduction");

/**
 * The deductions of a receipt after its allocations have changed: they fall with the last of the payment that they were of, and
 * are what they were where it is given again. What settled them is an entry of the receipt and falls with it.
 */
export async function deductionsFollow(
  table: Table,
  before: Transaction,
  after: Transaction,
  now: string,
): Promise<Action[]> {
  const [was, is] = [standing(before), standing(after)];
  const turned = (before.deductions ?? []).filter((link) => stands(was, link) !== stands(is, link));
  if (turned.length === 0) return [];
  const rows = await table.getMany(
    deduction,
    turned.map(({ id }) => id),
    true,
  );
  return turned.flatMap((link) => {
    const row = rows.get(link.id);
    if (!row || stands(is, link) === (row.state !== "reversed")) return [];
    const fields = stands(is, link)
      ? { state: row.stateBefore ?? "open", stateBefore: undefined }
      : { state: "reversed" as const, stateBefore: row.state };
    return [write.replace(deduction, row, nextVersion(row, now, fields))];
  });
}

/** Deductions of one receivable; each is of a payment of its own. */
const OF_ONE_MAX = 200;

/** Changes the deductions of a receivable, each by itself: another that has changed one meanwhile is right. */
async function changeEach(
  { table, now }: Work,
  receivableId: string,
  change: (row: DeductionRow) => Partial<DeductionRow> | undefined,
): Promise<void> {
  const sources = [sourceOf(deduction, "parent", { receivableId })];
  const { rows } = await table.list(deduction, { sources, limit: OF_ONE_MAX });
  for (const { id } of rows) {
    await anew(RACES_MAX, async () => {
      const row = await table.get(deduction, id);
      const fields = change(row);
      if (fields) await table.replace(deduction, row, nextVersion(row, now, fields));
    });
  }
}
const RACES_MAX = 8;

/** What became of what was taken off a receivable that is open no more: given up with it, paid after all, or credited. */
function outcomeOf(before: ReceivableRow, after: ReceivableRow): DeductionRow["state"] {
  if (after.status === "writtenOff") return "writtenOff";
  return after.paidMinor > before.paidMinor ? "recovered" : "credited";
}

/** Nothing is open on the receivable any more, and so of nothing that was taken off it. */
export const closeWith = (work: Work, before: ReceivableRow, after: ReceivableRow): Promise<void> =>
  changeEach(work, after.id, ({ state }) =>
    state === "open" ? { state: outcomeOf(before, after), resolvedBy: BY_RECEIVABLE, resolvedAt: work.now } : undefined,
  );

/** Something is open on it again: what closed with it is open, too. */
export const openWith = (work: Work, { id }: ReceivableRow): Promise<void> =>
  changeEach(work, id, ({ state, resolvedBy }) =>
    resolvedBy === BY_RECEIVABLE && state !== "reversed"
      ? { state: "open", resolvedBy: undefined, resolvedAt: undefined }
      : undefined,
  );
