import * as z from "zod";
import { openByAge } from "../../shared/ageing.ts";
import { civilDate, daysBetween } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { receivable } from "../receivables/table.ts";

/** Open papers of one account that one statement tells; an account that has more is told apart by its orders. */
const ITEMS_MAX = 2_000;

/** What stands on a statement; who may not see one of these gets none. */
const TOLD = ["reference", "amountMinor", "openMinor", "dueOn", "currency", "kind", "status"];

const Item = z.object({
  receivableId: z.string(),
  reference: z.string(),
  kind: z.enum(["invoice", "creditNote"]),
  issuedOn: z.string(),
  dueOn: z.string(),
  currency: z.string(),
  /** Negative where it is the customer's. */
  amountMinor: z.int(),
  openMinor: z.int(),
  overdueDays: z.int(),
});
export type StatementItem = z.output<typeof Item>;

const Sums = z.object({
  currency: z.string(),
  openMinor: z.int(),
  overdueMinor: z.int(),
  /** Not due, and past due by up to 30, 60, 90 and more days: together what is open. */
  ageing: z.object({
    notDueMinor: z.int(),
    to30Minor: z.int(),
    to60Minor: z.int(),
    to90Minor: z.int(),
    over90Minor: z.int(),
  }),
});

export const Statement = z.object({
  accountId: z.string(),
  on: z.string(),
  items: z.array(Item),
  totals: z.array(Sums),
});
export type Statement = z.output<typeof Statement>;

/** What some papers come to, by currency. */
export function sumsOf(items: readonly StatementItem[]): Statement["totals"] {
  return [...Map.groupBy(items, ({ currency }) => currency)].map(([currency, of]) => {
    const sum = (picks: (item: StatementItem) => boolean): number =>
      of.filter(picks).reduce((total, { openMinor }) => total + openMinor, 0);
    const ages = openByAge(of.map(({ overdueDays, openMinor }) => ({ pastDays: overdueDays, openMinor })));
    const [notDueMinor = 0, to30Minor = 0, to60Minor = 0, to90Minor = 0, over90Minor = 0] = ages;
    return {
      currency,
      openMinor: sum(() => true),
      overdueMinor: sum(({ overdueDays }) => overdueDays > 0),
      ageing: { notDueMinor, to30Minor, to60Minor, to90Minor, over90Minor },
    };
  });
}

function itemOf(row: RowOf<typeof receivable>, on: string, timeZone: string): StatementItem {
  const sign = row.kind === "creditNote" ? -1 : 1;
  const { id: receivableId, reference, kind, dueOn, currency } = row;
  return {
    ...{ receivableId, reference, kind, dueOn, currency },
    issuedOn: row.issuedOn ?? civilDate(new Date(row.createdAt), timeZone),
    amountMinor: sign * row.amountMinor,
    openMinor: sign * row.openMinor,
    overdueDays: kind === "invoice" ? Math.max(0, daysBetween(dueOn, on)) : 0,
  };
}

/** What an account owes and is owed today, as far as the caller sees it, oldest first. */
export async function statementOf(call: Caller, accountId: string): Promise<Statement> {
  checkSeen(call.access, receivable.noun, TOLD, "A statement");
  const { timeZone } = call.tenant;
  const on = civilDate(new Date(call.now), timeZone);
  const { rows, next } = await call.table.list(receivable, {
    sources: [sourceOf(receivable, "work", { accountId })],
    limit: ITEMS_MAX,
    examine: ITEMS_MAX + 1,
    keep: (row) => call.access.sees(receivable as Entity, row),
  });
  if (next !== undefined) {
    throw new Fault("too_large", `The account has more than ${ITEMS_MAX} open receivables; export them instead.`);
  }
  const items = rows.map((row) => itemOf(row, on, timeZone));
  return { accountId, on, items, totals: sumsOf(items) };
}
