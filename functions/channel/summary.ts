import * as z from "zod";
import { daysBetween } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import { type Call, type Caller, route } from "../../shared/http/route.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { order } from "../orders/table.ts";
import { daysOf, monthsOf } from "../quotas/rules.ts";
import { period } from "../quotas/schema.ts";
import { fiscalCalendar, quota } from "../quotas/table.ts";
import { partnerStatement, rebateNotice } from "../rebates/table.ts";
import { namedPartner } from "./whose.ts";

/** Orders of one partner that a summary reads; one who has more is read by reports. */
const ORDERS_MAX = 2_000;
const YEAR_DAYS = 365;

const Kind = z.object({ kind: z.string(), orders: z.int(), signedMinor: z.int() });

const Summary = z.object({
  partnerId: z.string(),
  name: z.string(),
  tier: z.string().optional(),
  rateBasisPoints: z.int().optional(),
  period: z.string(),
  currency: z.string(),
  signedMinor: z.int().describe("What was signed through it in the period."),
  byKind: z.array(Kind).describe("The same by kind of order: new, upsell, renewal."),
  quotaMinor: z.int().optional().describe("What is asked of it in the period."),
  gapMinor: z.int().optional().describe("What is missing of that; negative, where it has done more."),
  arrMinor: z.int().describe("What its running contracts bring in a year, as of today."),
  rebates: z.object({
    openMinor: z.int().describe("What the open statements come to."),
    toBePaidMinor: z.int().describe("What the closed and settled ones come to."),
  }),
  rulesWaiting: z.int().describe("Rules that are yet to be acknowledged."),
});

type Order = RowOf<typeof order>;

/** A contract's worth by the year, of one that has a first and a last day and runs today. */
function yearly({ startsOn, endsOn, terminatedOn, totalMinor }: Order, today: string): number {
  const last = terminatedOn ?? endsOn;
  if (!startsOn || !endsOn || !last || startsOn > today || last < today) return 0;
  return Math.round((totalMinor * YEAR_DAYS) / (daysBetween(startsOn, endsOn) + 1));
}

async function ordersOf(call: Caller, partnerId: string, currency: string): Promise<Order[]> {
  const { rows, next } = await call.table.list(order, {
    sources: [sourceOf(order, "parent", { partnerId })],
    limit: ORDERS_MAX,
    examine: ORDERS_MAX + 1,
    keep: (row) =>
      row.status === "signed" && !row.archived && row.currency === currency && call.access.sees(order, row),
  });
  if (next === undefined) return rows;
  throw new Fault("too_large", `The partner has more than ${ORDERS_MAX} orders; ask the reports instead.`);
}

/** What is asked of a partner in a period. */
async function quotaOf(call: Caller, partnerId: string, of: string, currency: string): Promise<number | undefined> {
  const sources = [sourceOf(quota, "parent", { period: of, measure: "signed" })];
  const rows = await Array.fromAsync(call.table.each(quota, { sources }));
  return rows.find((row) => row.partnerId === partnerId && row.currency === currency && !row.archived)?.amountMinor;
}

async function rebatesOf(call: Caller, partnerId: string, currency: string) {
  const [statements, notices] = await Promise.all([
    Array.fromAsync(
      call.table.each(partnerStatement, { sources: [sourceOf(partnerStatement, "owner", { partnerId })] }),
    ),
    Array.fromAsync(call.table.each(rebateNotice, { sources: [sourceOf(rebateNotice, "owner", { partnerId })] })),
  ]);
  const sum = (...states: readonly string[]): number =>
    statements
      .filter(
        (row) => row.currency === currency && states.includes(row.state) && call.access.sees(partnerStatement, row),
      )
      .reduce((total, { totalMinor }) => total + totalMinor, 0);
  return {
    rebates: { openMinor: sum("open"), toBePaidMinor: sum("closed", "settled") },
    rulesWaiting: notices.filter((row) => row.state === "waiting" && call.access.sees(rebateNotice, row)).length,
  };
}

const Query = z.strictObject({
  period: period
    .optional()
    .describe("A year, quarter or month: 2026, 2026-Q4, 2026-11; this year, unless told otherwise."),
});

async function told(call: Call<unknown, z.output<typeof Query>>): Promise<z.output<typeof Summary>> {
  const row = await namedPartner(call);
  const { id } = row;
  const [today, currency] = [todayOf(call), call.tenant.currency];
  const { period: of = today.slice(0, 4) } = call.query;
  checkUsable(call.access, order.noun, ["totalMinor", "kind", "currency", "startsOn", "endsOn"]);
  checkUsable(call.access, quota.noun, ["amountMinor"]);
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const { from, to } = daysOf(monthsOf(of, yearStartsInMonth));
  const [orders, quotaMinor, rebates] = await Promise.all([
    ordersOf(call, id, currency),
    quotaOf(call, id, of, currency),
    rebatesOf(call, id, currency),
  ]);
  const signed = orders.filter(({ signedAt }) => {
    const on = signedAt && todayOf({ now: signedAt, tenant: call.tenant });
    return on !== undefined && on >= from && on <= to;
  });
  const sum = (all: readonly Order[]): number => all.reduce((total, { totalMinor }) => total + totalMinor, 0);
  const signedMinor = sum(signed);
  const { name, tier, rateBasisPoints } = row;
  return {
    ...{ partnerId: id, name, period: of, currency, signedMinor, ...rebates },
    ...(tier !== undefined && { tier }),
    ...(rateBasisPoints !== undefined && { rateBasisPoints }),
    byKind: [...Map.groupBy(signed, ({ kind }) => kind)]
      .map(([kind, all]) => ({ kind, orders: all.length, signedMinor: sum(all) }))
      .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    ...(quotaMinor !== undefined && { quotaMinor, gapMinor: quotaMinor - signedMinor }),
    arrMinor: orders.reduce((total, one) => total + yearly(one, today), 0),
  };
}

export const summary = route({
  method: "GET",
  path: "/v1/partners/{id}/summary",
  permission: "channel.read",
  summary:
    "How a partner does, for a small screen: what it signed against its quota, its contracts' yearly worth, rebates, rules.",
  query: Query,
  reply: Summary,
  example: { params: { id: "{id}" } },
  run: told,
});
