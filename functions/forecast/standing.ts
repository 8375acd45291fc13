import type { Caller } from "../../shared/http/route.ts";
import { type FigureView, figureView, NOWHERE } from "../../shared/records/figure-views.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { opportunity } from "../opportunities/table.ts";
import { daysOf, departmentsAsked, monthsOf } from "../quotas/rules.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { countedIn, forecastOf, type Override, type Piece, piecesOf } from "./sums.ts";
import { forecastOverride } from "./table.ts";

/** What is asked of a forecast: of which period, and of whom alone. */
export type ForecastAsked = { period: string; departmentId?: string | undefined; currency?: string | undefined };

export const sale = opportunity as Entity;

/** The fields that a forecast tells of. */
export const FORECAST_FIELDS = ["amountMinor", "currency", "stage", "status", "expectedOn", "ownerId"];

/** Whether a caller sees the forecast of somebody: by the department that they were in, or as their own. */
export const seesPerson = (
  { access }: Caller,
  { departments, person }: FigureView,
  of: { ownerId: string; departmentId?: string },
) => access.scope(sale) === "all" || departments.includes(of.departmentId ?? NOWHERE) || person?.id === of.ownerId;

/** The words on a period's forecasts, as they were at an instant. */
export async function wordsOn(
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
export async function plan(call: Caller, query: ForecastAsked) {
  checkUsable(call.access, opportunity.noun, FORECAST_FIELDS);
  const below = departmentsAsked(call, sale, query.departmentId);
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const months = monthsOf(query.period, yearStartsInMonth);
  const wanted = query.currency ?? call.tenant.currency;
  return { below, months, wanted, view: figureView(call.access, sale, below) };
}

/** What stands in the months now. */
export async function standing(
  call: Caller,
  { months, view, below }: Awaited<ReturnType<typeof plan>>,
): Promise<Piece[]> {
  const [counted, pipelines] = await countedIn(call, months, view, below);
  return piecesOf(counted, pipelines);
}

/** What is expected to be won in a period, with what managers say of it, within what the caller sees. */
export async function forecastFor(call: Caller, query: ForecastAsked) {
  const of = await plan(call, query);
  const [pieces, words] = await Promise.all([standing(call, of), wordsOn(call, query.period, of.view, of.below)]);
  return { period: query.period, ...daysOf(of.months), ...forecastOf(pieces, words, of.wanted) };
}
