import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { type FigureView, figureView, NOWHERE, viewedCounters } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { civilDay, currency, idOf } from "../../shared/schema.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { opportunity } from "../opportunities/table.ts";
import { daysOf, departmentsAsked, monthsOf } from "../quotas/rules.ts";
import { period } from "../quotas/schema.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { user } from "../users/table.ts";
import { BY_MONTH } from "./figures.ts";
import { Forecast, ForecastOverride, OverrideInput, Snapshot } from "./schema.ts";
import { snapshotId } from "./snapshot.ts";
import { forecastOf, type Override, type Piece, piecesOf, pipelinesOf } from "./sums.ts";
import { forecastDay, forecastOverride, forecastSnapshot } from "./table.ts";

const asked = {
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
};
const Query = z.strictObject(asked);
type Asked = z.output<typeof Query>;

const sale = opportunity as unknown as Entity;

/** The fields that a forecast tells of. */
const FIELDS = ["amountMinor", "currency", "stage", "status", "expectedOn", "ownerId"];

/** Whether a caller sees the forecast of somebody: by the department that they were in, or as their own. */
const seesPerson = (
  { access }: Caller,
  { departments, person }: FigureView,
  of: { ownerId: string; departmentId?: string },
) => access.scope(sale) === "all" || departments.includes(of.departmentId ?? NOWHERE) || person?.id === of.ownerId;

/** The words on a period's forecasts, as they were at an instant. */
async function wordsOn(
  call: Caller,
  of: string,
  view: FigureView,
  below?: readonly string[],
  at?: string,
): Promise<Override[]> {
  const all = await call.table.collect(forecastOverride, { period: of }, "override#");
  return all.filter(
    (word) =>
      seesPerson(call, view, word) &&
      (below === undefined || below.includes(word.departmentId ?? NOWHERE)) &&
      (at === undefined || word.createdAt < at),
  );
}

/** What is asked for, and by whom: the months, the departments, what of them is seen. */
async function plan(call: Call<unknown, Asked>) {
  checkUsable(call.access, opportunity.noun, FIELDS);
  const below = departmentsAsked(call, sale, call.query.departmentId);
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const months = monthsOf(call.query.period, yearStartsInMonth);
  const wanted = call.query.currency ?? call.tenant.currency;
  return { below, months, wanted, view: figureView(call.access, sale, below) };
}

/** What stands in the months now. */
async function standing(call: Caller, { months, view, below }: Awaited<ReturnType<typeof plan>>): Promise<Piece[]> {
  const [counted, pipelines] = await Promise.all([
    viewedCounters(
      call.table,
      BY_MONTH,
      months.map((month) => [month]),
      view,
      below,
    ),
    pipelinesOf(call.table, call.tenant, call.now),
  ]);
  return piecesOf(counted, pipelines);
}

const forecast = route({
  method: "GET",
  path: "/v1/forecast",
  permission: "forecast.read",
  summary:
    "What is expected to be won in a period, by category and person, with what managers say of it, within what the caller sees. What is shared by rules is no part of it.",
  query: Query,
  reply: Forecast,
  example: { query: { period: "2027-Q1" } },
  run: async (call: Call<unknown, Asked>) => {
    const of = await plan(call);
    const [pieces, words] = await Promise.all([
      standing(call, of),
      wordsOn(call, call.query.period, of.view, of.below),
    ]);
    return { period: call.query.period, ...daysOf(of.months), ...forecastOf(pieces, words, of.wanted) };
  },
});

/** What was noted at the end of a day: departments whole, and what was somebody's own in the others. */
async function noted(
  call: Caller,
  on: string,
  { months, view, below }: Awaited<ReturnType<typeof plan>>,
): Promise<Piece[]> {
  const all = [...call.tenant.departmentParents.keys(), NOWHERE];
  const wanted = view.person ? (below ?? all) : view.departments;
  const ids = months.flatMap((month) => wanted.map((department) => snapshotId(on, month, department)));
  const rows = [...(await call.table.getMany(forecastSnapshot, ids)).values()];
  const own = view.person && `o${bodyOf(view.person.id)}`;
  return rows.flatMap(({ departmentId, sums }) => {
    const pieces = sums.map((sum) => ({ ...sum, scaled: BigInt(sum.scaled) }));
    if (view.departments.includes(departmentId)) return pieces;
    return pieces.filter(({ facet }) => facet === own).flatMap((piece) => [piece, { ...piece, facet: "a" }]);
  });
}

const errorOf = (said: number, won: number): number | undefined =>
  won === 0 ? undefined : Number(rounded(BigInt(said - won) * BigInt(BASIS_POINTS_WHOLE), BigInt(won)));

const snapshots = route({
  method: "GET",
  path: "/v1/forecast/snapshots",
  permission: "forecast.read",
  summary:
    "What was forecast at the end of a day, and how near it was to what was won since. Of a team's sales only one's own are told; a day of which nothing was noted is answered by the last one before.",
  query: z.strictObject({ ...asked, on: civilDay.describe("The day.") }),
  reply: Snapshot,
  example: { query: { period: "2027-Q1", on: "2026-12-31" } },
  run: async (call) => {
    const of = await plan(call as unknown as Call<unknown, Asked>);
    const { on: until, period: wanted } = call.query;
    const last = await call.table.newest(forecastDay, {}, { skPrefix: "day#", before: `day#${until}~`, limit: 1 });
    const day = last.rows[0];
    if (!day) return { period: wanted, ...daysOf(of.months), ...forecastOf([], [], of.wanted) };
    const [then, now, words] = await Promise.all([
      noted(call, day.on, of),
      standing(call, of),
      wordsOn(call, wanted, of.view, of.below, day.createdAt),
    ]);
    const said = forecastOf(then, words, of.wanted);
    const wonMinor =
      forecastOf(now, [], of.wanted).categories.find(({ category }) => category === "closedWon")?.amountMinor ?? 0;
    const committedErrorBasisPoints = errorOf(said.committedMinor, wonMinor);
    const weightedErrorBasisPoints = errorOf(said.weightedMinor, wonMinor);
    const { from, to } = daysOf(of.months);
    return {
      ...{ period: wanted, from, to, on: day.on, ...said },
      accuracy: {
        wonMinor,
        committedErrorMinor: said.committedMinor - wonMinor,
        weightedErrorMinor: said.weightedMinor - wonMinor,
        ...(committedErrorBasisPoints !== undefined && { committedErrorBasisPoints }),
        ...(weightedErrorBasisPoints !== undefined && { weightedErrorBasisPoints }),
        isFinal: todayOf(call) > to,
      },
    };
  },
});

const override = route({
  method: "POST",
  path: "/v1/forecast/overrides",
  permission: "forecast.override",
  summary: "Says what somebody's forecast is thought to come to, and why; the last word holds, all are kept.",
  body: OverrideInput,
  reply: ForecastOverride,
  status: 201,
  example: {
    body: {
      period: "2027-Q1",
      ownerId: "{userId}",
      category: "commit",
      amountMinor: 50_000_000,
      note: "客户已口头确认",
    },
  },
  run: async (call) => {
    checkUsable(call.access, opportunity.noun, FIELDS);
    const { amountMinor, currency: of = call.tenant.currency, ownerId, ...said } = call.body;
    const owner = await call.table.find(user, ownerId);
    const departmentId = owner?.departmentId;
    if (!owner || !seesPerson(call, figureView(call.access, sale), { ownerId, departmentId })) {
      const message = `There is no user ${ownerId} whose forecast you see.`;
      throw new Fault("unknown_reference", message, {
        errors: [{ path: "ownerId", code: "unknown_reference", message }],
      });
    }
    return call.table.create(forecastOverride, {
      ...{ ...fresh(call, forecastOverride), ...said, ownerId, currency: of, byId: call.actor.principalId },
      ...(departmentId && { departmentId }),
      ...(amountMinor !== null && { amountMinor }),
    });
  },
});

const overrides = route({
  method: "GET",
  path: "/v1/forecast/overrides",
  permission: "forecast.read",
  summary: "All that was said of a period's forecasts, oldest first.",
  query: z.strictObject({ period: asked.period, ownerId: idOf("usr").optional().describe("Of this person alone.") }),
  reply: z.object({ items: z.array(ForecastOverride) }),
  example: { query: { period: "2027-Q1" } },
  run: async (call) => {
    checkUsable(call.access, opportunity.noun, FIELDS);
    const words = await wordsOn(call, call.query.period, figureView(call.access, sale));
    return { items: words.filter(({ ownerId }) => !call.query.ownerId || ownerId === call.query.ownerId) };
  },
});

export const forecastRoutes: Route[] = [forecast, snapshots, override, overrides];
