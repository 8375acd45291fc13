import type { Access } from "../../shared/auth/access.ts";
import type { FactSource } from "../../shared/facts/fact.ts";
import type { Bounds, Comparable, Question, Resolved } from "../../shared/filter/resolve.ts";
import type { Begins, Level } from "./periods.ts";

/**
 * All that the engine asks is put together here, of what DuckDB and Athena (Trino) both speak and mean alike: days are texts,
 * so that no date function is needed but the one of weeks, and lists of ids are one text between bars.
 */

/** A value as it is written in SQL. */
export const literal = (value: Comparable): string =>
  typeof value === "string" ? `'${value.replaceAll("\0", "").replaceAll("'", "''")}'` : String(value);

/** A name of a table or column. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const all = (conditions: readonly string[]): string =>
  conditions.length === 0 ? "TRUE" : `(${conditions.join(" AND ")})`;
const any = (conditions: readonly string[]): string =>
  conditions.length === 0 ? "FALSE" : `(${conditions.join(" OR ")})`;

/** The part of a day. */
export function partSql(column: string, level: Level, { yearStartsInMonth, weekStartsOn }: Begins): string {
  if (level === "day") return column;
  if (level === "month") return `SUBSTR(${column}, 1, 7)`;
  if (level === "week") {
    // Weeks of both begin on Mondays: the day is moved there and its week back.
    const later = `INTERVAL '${weekStartsOn - 1}' DAY`;
    const monday = `DATE_TRUNC('week', CAST(${column} AS DATE) - ${later})`;
    return `SUBSTR(CAST(${monday} + ${later} AS VARCHAR), 1, 10)`;
  }
  const number = (from: number, chars: number): string => `CAST(SUBSTR(${column}, ${from}, ${chars}) AS INTEGER)`;
  const months = `(${number(1, 4)} * 12 + ${number(6, 2)} - ${yearStartsInMonth})`;
  const year = `CAST(CAST(FLOOR(${months} / 12.0) AS INTEGER) AS VARCHAR)`;
  if (level === "year") return year;
  return `${year} || '-Q' || CAST(CAST(FLOOR(MOD(${months}, 12) / 3.0) AS INTEGER) + 1 AS VARCHAR)`;
}

function within(column: string, { gte, gt, lte, lt }: Bounds): string {
  const ends = [
    [">=", gte],
    [">", gt],
    ["<=", lte],
    ["<", lt],
  ] as const;
  return all(ends.flatMap(([sign, end]) => (end === undefined ? [] : [`${column} ${sign} ${literal(end)}`])));
}

/**
 * A filter in SQL. It is true or false and never unknown, as the judge of rows has it: what is missing fits nothing but
 * `empty`. `texts` says which values of a text fit, since how people's texts compare is told in one place.
 */
export function filterSql(
  filter: Resolved,
  column: (field: string) => string,
  texts: (question: Question) => readonly string[],
): string {
  if ("all" in filter) return all(filter.all.map((one) => filterSql(one, column, texts)));
  if ("any" in filter) return any(filter.any.map((one) => filterSql(one, column, texts)));
  if ("not" in filter) return `(NOT ${filterSql(filter.not, column, texts)})`;
  const at = column(filter.field);
  if ("empty" in filter) return `(${at} IS NULL)`;
  const held = (condition: string): string => `(${at} IS NOT NULL AND ${condition})`;
  if ("within" in filter) return held(any(filter.within.map((bounds) => within(at, bounds))));
  const values = filter.kind === "text" || !("oneOf" in filter) ? texts(filter) : filter.oneOf;
  return values.length === 0 ? "FALSE" : held(`${at} IN (${values.map(literal).join(", ")})`);
}

/** Every question that a filter asks of a text. */
export function textQuestions(filter: Resolved): Question[] {
  if ("all" in filter) return filter.all.flatMap(textQuestions);
  if ("any" in filter) return filter.any.flatMap(textQuestions);
  if ("not" in filter) return textQuestions(filter.not);
  const isJudged = filter.kind === "text" && !("empty" in filter);
  return isJudged ? [filter] : [];
}

const holds = (column: string, id: string): string => `STRPOS(${column}, ${literal(`|${id}|`)}) > 0`;

/** Which rows of one kind of record somebody sees by their scope: what `Access.holds` says of a row. */
function sightOf(access: Access, { entity }: FactSource, of: string): string {
  const { tells } = entity;
  if (tells?.fields.some((field) => access.isClosed(tells.noun, field))) return "FALSE";
  const scope = access.scope(entity);
  if (scope === "all") return "TRUE";
  if (scope === undefined) return "FALSE";
  const me = access.actor.principalId;
  const departments = access.departments(entity);
  return any([
    holds(`${of}.owners`, me),
    ...(scope === "own" ? [] : [holds(`${of}.team`, me)]),
    ...(departments.length > 0 ? [`COALESCE(${of}.home, '') IN (${departments.map(literal).join(", ")})`] : []),
  ]);
}

/** The wall of a fact's rows, of whichever record each is. */
export const wallSql = (access: Access, sources: readonly FactSource[], of: string): string =>
  any(sources.map((source) => all([`${of}.noun = ${literal(source.entity.noun)}`, sightOf(access, source, of)])));

/** The rows of a list of pairs as a table. */
export const pairs = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([a, b]) => `(${literal(a)}, ${literal(b)})`).join(", ");

export { all, any };
