import { subtreeOf } from "../../shared/auth/access.ts";
import { addMonths, monthAfter, monthsFrom } from "../../shared/clock.ts";
import { notFound } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Entity } from "../../shared/table/entity.ts";

const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;

/** A year, a quarter or a month: 2026, 2026-Q4, 2026-11. */
export const PERIOD = /^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/;

/**
 * The months of a period. A year is named after the calendar year in which it begins, and its first quarter begins with it:
 * where years begin in April, 2026-Q4 is January to March 2027. A month is always that of the calendar.
 */
export function monthsOf(period: string, yearStartsInMonth: number): string[] {
  const [year = "", part] = period.split("-");
  if (part && !part.startsWith("Q")) return [period];
  const start = `${year}-${String(yearStartsInMonth).padStart(2, "0")}`;
  if (!part) return monthsFrom(start, MONTHS_A_YEAR);
  return monthsFrom(monthAfter(start, (Number(part.slice(1)) - 1) * MONTHS_A_QUARTER), MONTHS_A_QUARTER);
}

/** The quarter in which a day lies, named as `monthsOf` reads it. */
export function quarterOf(day: string, yearStartsInMonth: number): string {
  const start = monthAfter(day.slice(0, 7), 1 - yearStartsInMonth);
  return `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5)) / MONTHS_A_QUARTER)}`;
}

/** The first and the last day of some months in a row. */
export const daysOf = (months: readonly string[]): { from: string; to: string } => ({
  from: `${months[0]}-01`,
  to: addMonths(`${months.at(-1)}-31`, 0),
});

/** The departments that a caller asks for; one that they see nothing of is not there. */
export function departmentsAsked(
  { access, tenant }: Pick<Caller, "access" | "tenant">,
  entity: Entity,
  asked?: string,
): string[] | undefined {
  if (asked === undefined) return undefined;
  const scope = access.scope(entity);
  const isSeen = scope === "all" || access.departments(entity).includes(asked) || access.actor.departmentId === asked;
  if (!tenant.departmentParents.has(asked) || !isSeen) throw notFound("department", asked);
  return subtreeOf(tenant.departmentParents, asked);
}
