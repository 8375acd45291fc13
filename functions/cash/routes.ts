import * as z from "zod";
import { openByAge } from "../../shared/ageing.ts";
import { addDays, daysBetween, monthAfter, monthsFrom } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { type FigureView, figureView, viewedCounters } from "../../shared/records/figure-views.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { civilDay, currency, idOf } from "../../shared/schema.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { countedIn, piecesOf } from "../forecast/sums.ts";
import { opportunity } from "../opportunities/table.ts";
import { departmentsAsked } from "../quotas/rules.ts";
import { AsOf } from "../receivables/bounds.ts";
import { checkedAsOf } from "../receivables/rules.ts";
import { receivable } from "../receivables/table.ts";
import { CHANGED } from "./days.ts";
import { OWED_DAYS, OWED_MONTHS, PAID } from "./figures.ts";
import { backTest, type Cohort, expected, LAG_MAX, LEARNED_MONTHS } from "./rules.ts";

const MONTHS_MAX = 12;
const TESTED_MONTHS = 3;

const owed = receivable as Entity;
const FIELDS = ["amountMinor", "openMinor", "paidMinor", "currency", "dueOn", "status", "kind"];

const where = {
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
};

type Seen = { view: FigureView; below: string[] | undefined; wanted: string; today: string };

function seen(call: Caller, asked: { departmentId?: string; currency?: string }): Seen {
  checkUsable(call.access, receivable.noun, FIELDS);
  const below = departmentsAsked(call, owed, asked.departmentId);
  const view = figureView(call.access, owed, below);
  const today = todayOf(call);
  return { view, below, wanted: asked.currency ?? call.tenant.currency, today };
}

/** Counters of a figure in the wanted currency: the first part of their name, their measure, their value. */
async function counters(call: Caller, name: string, keys: string[][], { view, below, wanted }: Seen) {
  const counted = await viewedCounters(call.table, name, keys, view, below);
  return counted.flatMap(({ key, name: counter, value }) => {
    const [part = "", of, measure = ""] = counter.split("_");
    return of === wanted ? [{ month: key[0] ?? part, part, measure, value }] : [];
  });
}

/** What is open and what was billed, by due month. */
async function byMonth(call: Caller, of: Seen) {
  const [open, billed] = [new Map<string, number>(), new Map<string, number>()];
  for (const { part, measure, value } of await counters(call, OWED_MONTHS, [[]], of)) {
    const sums = measure === "openMinor" ? open : billed;
    sums.set(part, (sums.get(part) ?? 0) + value);
  }
  return { open, billed };
}

/** The ages of what is open; see `openByAge`. */
const BUCKETS = ["notDue", "days1To30", "days31To60", "days61To90", "over90"] as const;

const Ageing = z.object({
  on: civilDay,
  asOf: civilDay,
  currency,
  openMinor: z.int(),
  buckets: z.array(z.object({ key: z.string(), openMinor: z.int() })),
});

const ageing = route({
  method: "GET",
  path: "/v1/receivables/ageing",
  permission: "receivables.read",
  summary:
    "What is open now, or was at the end of an earlier day, by how many days it is past due on a day: that one, or a later one if nothing is paid till then.",
  query: z.strictObject({
    on: civilDay.optional().describe("The day that ages are counted to: asOf, or a later one."),
    asOf: AsOf,
    ...where,
  }),
  reply: Ageing,
  example: {},
  run: async (call) => {
    const of = seen(call, call.query);
    const asOf = checkedAsOf(call.query.asOf, of.today);
    const { on = asOf } = call.query;
    if (on < asOf) throw invalidField("on", `on must not lie before ${asOf}; name asOf for what was open earlier.`);
    const { open } = await byMonth(call, of);
    const months = [...open].filter(([, n]) => n !== 0).map(([month]) => [month]);
    const days = await counters(call, OWED_DAYS, months, of);
    const since = Array.from({ length: daysBetween(asOf, of.today) }, (_, n) => [addDays(asOf, n + 1)]);
    const changed = since.length > 0 ? await counters(call, CHANGED, since, of) : [];
    const sums = openByAge([
      ...days.map(({ part, value }) => ({ pastDays: daysBetween(part, on), openMinor: value })),
      ...changed.map(({ part, value }) => ({ pastDays: daysBetween(part, on), openMinor: -value })),
    ]);
    const buckets = BUCKETS.map((key, n) => ({ key, openMinor: sums[n] ?? 0 }));
    const openMinor = buckets.reduce((sum, one) => sum + one.openMinor, 0);
    return { on, asOf, currency: of.wanted, openMinor, buckets };
  },
});

const Month = z.object({
  month: z.string(),
  /** What is open and due in it; with the first month what is past due. */
  scheduledMinor: z.int(),
  /** What of all that is open is expected to come in it. */
  expectedMinor: z.int(),
  /** What open sales that are expected to be decided in it come to, weighted; left out where the caller sees no forecast. */
  pipelineMinor: z.int().optional(),
});

const CashForecast = z.object({
  currency,
  months: z.array(Month),
  backTest: z.array(
    z.object({
      month: z.string(),
      expectedMinor: z.int(),
      cameMinor: z.int(),
      errorMinor: z.int(),
      /** Of what came; left out where nothing did. */
      errorBasisPoints: z.int().optional(),
    }),
  ),
});

const CashQuery = z.strictObject({
  months: z.coerce.number().int().min(1).max(MONTHS_MAX).default(3).describe("Months, this one included."),
  ...where,
});

/** What was billed and paid of each due month that probabilities are learned from, or tested on. */
async function cohortsOf(call: Caller, of: Seen, billed: ReadonlyMap<string, number>): Promise<Map<string, Cohort>> {
  const first = monthAfter(of.today, -(LEARNED_MONTHS + LAG_MAX + TESTED_MONTHS));
  const months = monthsFrom(first, LEARNED_MONTHS + LAG_MAX + TESTED_MONTHS + 1).filter((month) => billed.has(month));
  const paid = await counters(
    call,
    PAID,
    months.map((month) => [month]),
    of,
  );
  return new Map(
    months.map((month) => {
      const own = paid.filter((one) => one.month === month);
      const paidMinor = Array.from({ length: LAG_MAX + 1 }, (_, lag) =>
        own.reduce((sum, { part, value }) => sum + (Number(part) === lag ? value : 0), 0),
      );
      return [month, { billedMinor: billed.get(month) ?? 0, paidMinor }];
    }),
  );
}

/** The weighted worth of the open sales of each month, as far as the caller sees forecasts. */
async function pipelineOf(call: Caller, months: readonly string[], { wanted }: Seen) {
  const isClosed = ["amountMinor", "stage", "expectedOn", "currency"].some((field) => {
    return call.access.isClosed(opportunity.noun, field);
  });
  if (isClosed || !call.access.can("forecast.read")) return () => ({});
  const view = figureView(call.access, opportunity as Entity);
  const [counted, pipelines] = await countedIn(call, months, view);
  return (month: string) => {
    const pieces = piecesOf(
      counted.filter(({ key }) => key[0] === month),
      pipelines,
    );
    const scaled = pieces
      .filter(({ facet, currency: of, category }) => facet === "a" && of === wanted && category !== "closedWon")
      .reduce((sum, piece) => sum + piece.scaled, 0n);
    return { pipelineMinor: Number(rounded(scaled, BigInt(BASIS_POINTS_WHOLE))) };
  };
}

const cashForecast = route({
  method: "GET",
  path: "/v1/cash-forecast",
  permission: "receivables.read",
  summary:
    "What cash is expected of open receivables, month by month, by how late invoices were paid so far, and what open sales weigh; with how far the same reckoning was off in the months that are over.",
  query: CashQuery,
  reply: CashForecast,
  example: { query: { months: "3" } },
  run: async (call: Call<unknown, z.output<typeof CashQuery>>) => {
    const of = seen(call, call.query);
    const now = of.today.slice(0, 7);
    const { open, billed } = await byMonth(call, of);
    const cohorts = await cohortsOf(call, of, billed);
    const months = monthsFrom(now, call.query.months);
    const sums = expected(open, cohorts, now, months.length);
    const isDueIn = (due: string, month: string): boolean => due === month || (month === now && due < now);
    const dueIn = (month: string): number =>
      [...open].reduce((sum, [due, n]) => sum + (isDueIn(due, month) ? n : 0), 0);
    const sold = await pipelineOf(call, months, of);
    const tests = monthsFrom(monthAfter(now, -TESTED_MONTHS), TESTED_MONTHS).map((month) => {
      const tested = backTest(cohorts, month);
      const errorMinor = tested.expectedMinor - tested.cameMinor;
      const share = tested.cameMinor === 0 ? {} : { errorBasisPoints: basisPointsOf(errorMinor, tested.cameMinor) };
      return { month, ...tested, errorMinor, ...share };
    });
    return {
      currency: of.wanted,
      months: months.map((month, n) => ({
        month,
        scheduledMinor: dueIn(month),
        expectedMinor: sums[n] ?? 0,
        ...sold(month),
      })),
      backTest: tests,
    };
  },
});

const basisPointsOf = (part: number, of: number): number =>
  Number(rounded(BigInt(part) * BigInt(BASIS_POINTS_WHOLE), BigInt(of)));

export const routes: Route[] = [ageing, cashForecast];
