import { addDays } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { daysOf, departmentsAsked, monthsOf } from "../quotas/rules.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import type { Row } from "./rules.ts";
import { renewal, signedPartition } from "./table.ts";

/** What figures are made of. */
export const FIGURE_FIELDS = [
  "dueMinor",
  "renewedMinor",
  "startMinor",
  "addedMinor",
  "parts",
  "currency",
  "dueOn",
  "state",
];

/** Whoever reads: a caller, or somebody whom a report goes to. */
type Reader = Pick<Caller, "table" | "access" | "tenant" | "now">;
type Asked = { period: string; currency?: string | undefined; departmentId?: string | undefined };

/** What is due in a period, as far as a caller sees it, as a query of the index. */
export async function duesAsked(call: Reader, query: Asked) {
  checkUsable(call.access, renewal.noun, FIGURE_FIELDS);
  const below = departmentsAsked(call, renewal as Entity, query.departmentId);
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const months = monthsOf(query.period, yearStartsInMonth);
  const days = daysOf(months);
  const wanted = query.currency ?? call.tenant.currency;
  const keep = (row: Row): boolean =>
    !row.archived &&
    row.currency === wanted &&
    (!below || (row.departmentId !== undefined && below.includes(row.departmentId))) &&
    call.access.sees(renewal, row);
  const range = { from: days.from, to: addDays(days.to, 1) };
  return { due: { sources: [sourceOf(renewal, "all")], range, keep }, months, days, currency: wanted };
}

/** What a caller sees of what is due in a period, or was renewed in one of its months. */
export async function rowsOf(call: Reader, query: Asked, alsoRenewed: boolean) {
  const { due: asked, months, days, currency } = await duesAsked(call, query);
  const due = call.table.each(renewal, asked);
  const partitions = months.map(signedPartition);
  const { keep } = asked;
  const renewed = call.table.each(renewal, { sources: [{ index: "parent", partitions, entries: true }], keep });
  const all = [...(await Array.fromAsync(due)), ...(alsoRenewed ? await Array.fromAsync(renewed) : [])];
  const rows = [...new Map(all.map((row) => [row.id, row])).values()];
  return { rows, days, currency, today: todayOf(call) };
}
