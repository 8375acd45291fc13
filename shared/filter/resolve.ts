import { addDays, civilDate, isCivilDate, zonedInstant } from "../clock.ts";
import { HOUR_MS } from "../duration.ts";
import { Fault } from "../fault.ts";
import { comparable } from "../search/text.ts";
import { filterErrors } from "./errors.ts";
import type { Condition, FieldKind, Filter, FilterField, FilterScalar, Relative } from "./filter.ts";
import { type Days, daysOfRelative, daysOfWord } from "./periods.ts";

/**
 * For whom and when a filter is asked: `now` is an instant, `timeZone` the tenant's, `me` a user's id. `daysIn` is a calendar
 * of its own, where its weeks, quarters and years begin otherwise than those of most.
 */
export type FilterContext = {
  now: string;
  timeZone: string;
  me: string;
  myDepartment?: string;
  daysIn?: typeof daysOfWord;
};

export type Comparable = string | number | boolean;
/** Milliseconds for instants, numbers and minor units as they are, civil dates as text, which sorts as time does. */
export type Bounds = { gte?: string | number; gt?: string | number; lte?: string | number; lt?: string | number };

/**
 * One concrete question. `oneOf`: the value is among these (of several values, one is). `within`: it lies within one of
 * these bounds. Each is false for a missing value; what holds for missing ones is written as a `not`.
 */
export type Question = { field: string; kind: FieldKind; isPhone?: true } & (
  | { oneOf: Comparable[] }
  | { within: Bounds[] }
  | { contains: string }
  | { startsWith: string }
  | { empty: true }
);
/** A filter without anything that moves or depends on who asks. It is plain data and may be kept or sent. */
export type Resolved = { all: Resolved[] } | { any: Resolved[] } | { not: Resolved } | Question;

/** Text as it is compared: compatibility forms made one (ＡＢＣ, ①) and case dropped. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/** A stretch of values from `from` on and before `to`, or the one value of a kind that does not move. */
type Span = { from: string | number; to: string | number } | { at: string | number };

function daysOf(value: string | Relative, today: string, daysIn = daysOfWord): Days {
  if (typeof value === "object") return daysOfRelative(value, today);
  return daysIn(value, today) ?? { from: value, to: addDays(value, 1) };
}

function spanOf(kind: FieldKind, value: FilterScalar, { now, timeZone, daysIn }: FilterContext): Span {
  if (typeof value === "number") return { at: value };
  if (typeof value === "object" && value.unit === "hour") {
    const at = Date.parse(now);
    const ms = ("last" in value ? -value.last : value.next) * HOUR_MS;
    // Both ends belong to it: what was made this very moment was made within the last hour.
    return { from: Math.min(at, at + ms), to: Math.max(at, at + ms) + 1 };
  }
  if (kind === "instant" && typeof value === "string" && value.includes("T")) return { at: Date.parse(value) };
  if (kind === "date" && typeof value === "string" && isCivilDate(value)) return { at: value };
  const { from, to } = daysOf(value as string | Relative, civilDate(new Date(now), timeZone), daysIn);
  if (kind === "date") return { from, to };
  const start = (on: string): number => zonedInstant(on, "00:00", timeZone).getTime();
  return { from: start(from), to: start(to) };
}

const lowerOf = (span: Span): Bounds => ({ gte: "at" in span ? span.at : span.from });
const upperOf = (span: Span): Bounds => ("at" in span ? { lte: span.at } : { lt: span.to });

/** Order against a stretch: before it begins, up to its end, after its end, from its beginning on. */
function ordered({ field, op, value }: Condition, kind: FieldKind, context: FilterContext): Resolved {
  const values = (Array.isArray(value) ? value : [value]) as FilterScalar[];
  const spans = values.map((one) => spanOf(kind, one, context));
  const [first, last] = [spans[0], spans.at(-1)] as [Span, Span];
  const within = (bounds: Bounds): Resolved => ({ field, kind, within: [bounds] });
  switch (op) {
    case "lt":
      return within({ lt: "at" in first ? first.at : first.from });
    case "lte":
      return within(upperOf(first));
    case "gt":
      return within("at" in first ? { gt: first.at } : { gte: first.to });
    case "gte":
      return within(lowerOf(first));
    case "between":
      return within({ ...lowerOf(first), ...upperOf(last) });
    default:
      if (spans.every((span) => "at" in span)) return { field, kind, oneOf: spans.map((span) => span.at) };
      return { field, kind, within: spans.map((span) => ({ ...lowerOf(span), ...upperOf(span) })) };
  }
}

const ORDERED: readonly FieldKind[] = ["number", "money", "date", "instant"];

/** A value of a kind without order; nothing where it means the department of somebody who has none. */
function plain(kind: FieldKind, value: FilterScalar, context: FilterContext): Comparable[] {
  if (kind === "text") return [folded(value as string)];
  if (kind === "id" || kind === "ids") {
    if (value === "$me") return [context.me];
    if (value === "$myDepartment") return context.myDepartment === undefined ? [] : [context.myDepartment];
  }
  return [value as Comparable];
}

/** A text as it is looked for in others; one of blanks and invisible characters alone is in none. */
const soughtFor = (text: string): string => comparable(text) || text;

function question(
  condition: Condition,
  kind: FieldKind,
  context: FilterContext,
  as: { isPhone?: true } | undefined,
): Resolved {
  const { field, op, value } = condition;
  if (op === "ne") return { not: question({ ...condition, op: "eq" }, kind, context, as) };
  if (op === "empty") {
    const isEmpty: Resolved = { field, kind, empty: true };
    return value === false ? { not: isEmpty } : isEmpty;
  }
  if (ORDERED.includes(kind)) return ordered(condition, kind, context);
  if (kind === "text" && (op === "contains" || op === "startsWith")) {
    const text = as?.isPhone ? folded(value as string) : soughtFor(value as string);
    return op === "contains" ? { field, kind, ...as, contains: text } : { field, kind, ...as, startsWith: text };
  }
  const values = (Array.isArray(value) ? value : [value]) as FilterScalar[];
  return { field, kind, ...as, oneOf: values.flatMap((one) => plain(kind, one, context)) };
}

/**
 * The filter with every relative value made concrete for one moment and one person.
 *
 * A date, a word or a `{ last | next }` is a stretch of whole days in the tenant's zone, clock changes included: `eq` is
 * within it, `lt` before it begins, `lte` until it ends, `gt` after it ends, `gte` since it began, `between` from the
 * beginning of the first to the end of the last. So `lt { last: 30 days }` is "longer ago than 30 days". Throws `Fault`
 * invalid for a filter that has errors: a kept one may name a field that is gone, and must not find everything then.
 */
export function resolveFilter(
  filter: Filter,
  fields: ReadonlyMap<string, FilterField>,
  context: FilterContext,
): Resolved {
  const errors = filterErrors(filter, fields, "filter");
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const resolved = (at: Filter): Resolved => {
    if ("all" in at) return { all: at.all.map(resolved) };
    if ("any" in at) return { any: at.any.map(resolved) };
    if ("not" in at) return { not: resolved(at.not) };
    const { kind, isPhone } = fields.get(at.field) as FilterField;
    return question(at, kind, context, isPhone && { isPhone });
  };
  return resolved(filter);
}
