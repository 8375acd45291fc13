import * as z from "zod";
import { addDays, civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { route } from "../../shared/http/route.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { currency, idOf } from "../../shared/schema.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { daysOf, departmentsAsked, monthsOf } from "../quotas/rules.ts";
import { period } from "../quotas/schema.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { bridgeOf, CUT_OF, figureOf } from "./figures.ts";
import type { Row } from "./rules.ts";
import { Bridge, CUTS, type RenewalFigure, RenewalReport } from "./schema.ts";
import { renewal, renewalPolicy, signedPartition } from "./table.ts";

const PERMISSION = "renewals.read";
const FIELDS = ["dueMinor", "renewedMinor", "startMinor", "addedMinor", "parts", "currency", "dueOn", "state"];

const asked = {
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
};
type Asked = { period: string; currency?: string | undefined; departmentId?: string | undefined };

/** What a caller sees of what is due in a period, or was renewed in one of its months. */
async function rowsOf(call: Caller, query: Asked, alsoRenewed: boolean) {
  checkUsable(call.access, renewal.noun, FIELDS);
  const below = departmentsAsked(call, renewal as unknown as Entity, query.departmentId);
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
  const due = call.table.each(renewal, { sources: [sourceOf(renewal, "all")], range, keep });
  const partitions = months.map(signedPartition);
  const renewed = call.table.each(renewal, { sources: [{ index: "parent", partitions, entries: true }], keep });
  const all = [...(await Array.fromAsync(due)), ...(alsoRenewed ? await Array.fromAsync(renewed) : [])];
  const rows = [...new Map(all.map((row) => [row.id, row])).values()];
  return { rows, days, currency: wanted, today: civilDate(new Date(call.now), call.tenant.timeZone) };
}

export const bridgeRoute = route({
  method: "GET",
  path: "/v1/reports/renewal-bridge",
  permission: PERMISSION,
  summary:
    "What was renewed in a period by the business basis (when it was renewed) and by the finance basis (when it was due), and their difference order by order.",
  query: z.strictObject(asked),
  reply: Bridge,
  example: { query: { period: "2027-Q1" } },
  run: async (call) => {
    const { rows, days, currency: of, today } = await rowsOf(call, call.query, true);
    const { financeBasis } = await renewalPolicy.held(call.table);
    const { period: named } = call.query;
    return { period: named, ...days, currency: of, financeBasis, ...bridgeOf(rows, days, financeBasis, today) };
  },
});

/** The filters of the list that shows what a figure counts. */
const FILTERS: Record<(typeof CUTS)[number], string | undefined> = {
  all: undefined,
  tier: "tier",
  productType: "productType",
  owner: "ownerId",
  department: "departmentId",
  firstYear: "firstYear",
  renewals: "renewals",
};

export const figuresRoute = route({
  method: "GET",
  path: "/v1/reports/renewals",
  permission: PERMISSION,
  summary:
    "What was due in a period and what of it is renewed: rates by count and amount, gross and net retention, completion of the target, structure and up-sell customers, at a cut.",
  query: z.strictObject({
    ...asked,
    by: z.enum(CUTS).default("all").describe("What the items tell apart."),
  }),
  reply: RenewalReport,
  example: { query: { period: "2027", by: "productType" } },
  run: async (call) => {
    const { by, period: named } = call.query;
    const { rows, days, currency: of } = await rowsOf(call, call.query, false);
    const policy = await renewalPolicy.held(call.table);
    const drill = (key: string): string => {
      const filter = FILTERS[by] && key ? { [FILTERS[by]]: key } : {};
      const range = { "dueOn.gte": days.from, "dueOn.lte": days.to, sort: "dueOn" };
      return `/v1/renewals?${new URLSearchParams({ ...range, currency: of, ...filter })}`;
    };
    const whole = figureOf("", rows, policy);
    const groups = by === "all" ? [] : [...Map.groupBy(rows, CUT_OF[by])].sort(([a], [b]) => (a < b ? -1 : 1));
    const items = groups.map(
      ([key, some]): z.output<typeof RenewalFigure> => ({ ...figureOf(key, some, policy, whole), drill: drill(key) }),
    );
    return { period: named, ...days, currency: of, by, total: { ...whole, drill: drill("") }, items };
  },
});
