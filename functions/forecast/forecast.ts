/**
 * A forecast is counted by stage and read by category. Figures count opportunities under pipeline and stage; category
 * and probability are put to them when they are read, so a changed pipeline needs no recount, and a weighted amount is
 * rounded once. What a forecast said is a copy of these sums at the end of each day of the tenant, department by
 * department and month by month; what managers say is a row of its own, the last of which holds. Moves are counted as
 * they were made: whose the opportunity was then, and what it was worth.
 */
import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { figureView, NOWHERE } from "../../shared/records/figure-views.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { civilDay, currency, idOf } from "../../shared/schema.ts";
import { todayOf } from "../../shared/today.ts";
import { opportunity } from "../opportunities/table.ts";
import { daysOf, quarterOf } from "../quotas/rules.ts";
import { period } from "../quotas/schema.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { user } from "../users/table.ts";
import { Forecast, ForecastOverride, OverrideInput, Snapshot } from "./schema.ts";
import { snapshotId } from "./snapshot.ts";
import { FORECAST_FIELDS, forecastFor, plan, sale, seesPerson, standing, wordsOn } from "./standing.ts";
import { forecastOf, type Piece } from "./sums.ts";
import { forecastDay, forecastOverride, forecastSnapshot } from "./table.ts";

const asked = {
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
};
const Query = z.strictObject(asked);

const forecast = route({
  method: "GET",
  path: "/v1/forecast",
  permission: "forecast.read",
  summary:
    "What is expected to be won in a period, by category and person, with what managers say of it, within what the caller sees. What is shared by rules is no part of it.",
  query: Query,
  reply: Forecast,
  example: { query: { period: "2027-Q1" } },
  run: (call) => forecastFor(call, call.query),
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
  query: z.strictObject({
    ...asked,
    period: asked.period
      .optional()
      .describe("A year, quarter or month; the quarter of the day, unless told otherwise."),
    on: civilDay.describe("The day."),
  }),
  reply: Snapshot,
  example: { query: { period: "2027-Q1", on: "2026-12-31" } },
  run: async (call) => {
    const { on: until } = call.query;
    const wanted = call.query.period ?? quarterOf(until, (await fiscalCalendar.held(call.table)).yearStartsInMonth);
    const of = await plan(call, { ...call.query, period: wanted });
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
    checkUsable(call.access, opportunity.noun, FORECAST_FIELDS);
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
    checkUsable(call.access, opportunity.noun, FORECAST_FIELDS);
    const words = await wordsOn(call, call.query.period, figureView(call.access, sale));
    return { items: words.filter(({ ownerId }) => !call.query.ownerId || ownerId === call.query.ownerId) };
  },
});

export const forecastRoutes: Route[] = [forecast, snapshots, override, overrides];
