import type * as z from "zod";
import { openByAge } from "../../shared/ageing.ts";
import { addDays, civilDate, daysBetween } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { checkedAsOf } from "../receivables/rules.ts";
import type { Standing } from "../receivables/schema.ts";
import { receivable, receivableDay } from "../receivables/table.ts";
import type { Statement, StatementItem } from "./statement-schema.ts";

/** Open papers of one account that one statement tells; an account that has more is told apart by its orders. */
const ITEMS_MAX = 2_000;
/** Changes of one account that are looked through for what was open on an earlier day. */
const CHANGES_MAX = 10_000;

/** What stands on a statement; who may not see one of these gets none. */
const TOLD = ["reference", "amountMinor", "openMinor", "dueOn", "currency", "kind", "status"];

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

type Row = RowOf<typeof receivable>;
/** A receivable as it stood on a day. */
type Stood = { row: Row; was: z.output<typeof Standing> };

function itemOf(
  { row: { id: receivableId, createdAt }, was: row }: Stood,
  on: string,
  timeZone: string,
): StatementItem {
  const sign = row.kind === "creditNote" ? -1 : 1;
  const { reference, kind, dueOn, currency } = row;
  return {
    ...{ receivableId, reference, kind, dueOn, currency },
    issuedOn: row.issuedOn ?? civilDate(new Date(createdAt), timeZone),
    amountMinor: sign * row.amountMinor,
    openMinor: sign * row.openMinor,
    overdueDays: kind === "invoice" ? Math.max(0, daysBetween(dueOn, on)) : 0,
  };
}

const tooMany = (what: string): Fault =>
  new Fault("too_large", `The account has more than ${what}; export them instead.`);

/** The open receivables of an account that the caller sees. */
async function openOf(call: Caller, accountId: string): Promise<Row[]> {
  const { rows, next } = await call.table.list(receivable, {
    sources: [sourceOf(receivable, "work", { accountId })],
    limit: ITEMS_MAX,
    examine: ITEMS_MAX + 1,
    keep: (row) => call.access.sees(receivable as Entity, row),
  });
  if (next !== undefined) throw tooMany(`${ITEMS_MAX} open receivables`);
  return rows;
}

/** How the receivables that have changed since a day stood at its end; nothing of those that there were not. */
async function changedSince({ table }: Caller, accountId: string, asOf: string) {
  const { rows, next } = await table.list(receivableDay, {
    sources: [sourceOf(receivableDay, "account", { accountId })],
    range: { from: addDays(asOf, 1) },
    limit: CHANGES_MAX,
    examine: CHANGES_MAX + 1,
  });
  if (next !== undefined) throw tooMany(`${CHANGES_MAX} changes since ${asOf}`);
  const stood = new Map<string, z.output<typeof Standing> | undefined>();
  // The first of the days after it says how it stood before.
  for (const { receivableId, before } of rows) if (!stood.has(receivableId)) stood.set(receivableId, before);
  return stood;
}

/** What an account owed and was owed at the end of a day: as it stands now, but for what has changed since. */
async function stoodAt(call: Caller, accountId: string, asOf: string): Promise<Stood[]> {
  const [open, stood] = await Promise.all([openOf(call, accountId), changedSince(call, accountId, asOf)]);
  const then = [...stood].flatMap(([id, was]) =>
    was && was.openMinor > 0 && was.accountId === accountId ? [{ id, was }] : [],
  );
  const ids = then.map(({ id }) => id);
  const rows = await call.table.getMany(receivable, ids);
  const earlier = then.flatMap(({ id, was }): Stood[] => {
    const row = rows.get(id);
    return row && call.access.sees(receivable as Entity, row) ? [{ row, was }] : [];
  });
  const since = open.filter(({ id }) => !stood.has(id)).map((row): Stood => ({ row, was: row }));
  const all = [...since, ...earlier];
  if (all.length > ITEMS_MAX) throw tooMany(`${ITEMS_MAX} receivables that were open`);
  return all.sort((a, b) => (a.was.dueOn + a.row.id < b.was.dueOn + b.row.id ? -1 : 1));
}

/** What an account owes and is owed now, or was at the end of an earlier day, as far as the caller sees it, oldest first. */
export async function statementOf(call: Caller, accountId: string, asked?: string): Promise<Statement> {
  checkSeen(call.access, receivable.noun, TOLD, "A statement");
  const today = todayOf(call);
  const on = checkedAsOf(asked, today);
  const rows =
    on === today
      ? (await openOf(call, accountId)).map((row) => ({ row, was: row }))
      : await stoodAt(call, accountId, on);
  const items = rows.map((row) => itemOf(row, on, call.tenant.timeZone));
  return { accountId, on, items, totals: sumsOf(items) };
}
