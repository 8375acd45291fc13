import type { FieldKind } from "./filter.ts";
import type { Bounds, Comparable, Question, Resolved } from "./resolve.ts";

/** The questions that a row must answer with yes for the filter to hold; a part that may hold otherwise gives none. */
function musts(filter: Resolved, isNegated = false): Question[] {
  if ("not" in filter) return musts(filter.not, !isNegated);
  if ("all" in filter || "any" in filter) {
    const parts = "all" in filter ? filter.all : filter.any;
    const isConjunction = "all" in filter !== isNegated || parts.length === 1;
    return isConjunction ? parts.flatMap((part) => musts(part, isNegated)) : [];
  }
  return isNegated ? [] : [filter];
}

/** Kinds whose one value stands in the row as it is compared: not text (folded), instants (written in many ways), lists. */
const EXACT: readonly FieldKind[] = ["id", "enum", "boolean", "number", "money", "date"];

/**
 * What must be equal for the filter to hold, from its conjunctions: field → value, for choosing an index. A row that
 * matches has these very values (of a money object, its minor units); the reverse does not hold. Text and instants are
 * left out, because what equals them may be written otherwise, and lists, because they hold more than one value.
 */
export function equalitiesOf(filter: Resolved): ReadonlyMap<string, Comparable> {
  const equal = new Map<string, Comparable>();
  for (const question of musts(filter)) {
    if (!("oneOf" in question) || !EXACT.includes(question.kind) || equal.has(question.field)) continue;
    const values = new Set(question.oneOf);
    if (values.size === 1) equal.set(question.field, question.oneOf[0] as Comparable);
  }
  return equal;
}

type Edge = { value: string | number; isOpen: boolean };

/** The edge that lets less through; `sign` is 1 for lower edges and -1 for upper ones. */
function tighter(a: Edge | undefined, b: Edge | undefined, sign: number): Edge | undefined {
  if (!a || !b) return a ?? b;
  if (a.value === b.value) return a.isOpen ? a : b;
  return a.value > b.value === sign > 0 ? a : b;
}

const edge = (closed: string | number | undefined, open: string | number | undefined): Edge | undefined => {
  if (closed !== undefined) return { value: closed, isOpen: false };
  return open === undefined ? undefined : { value: open, isOpen: true };
};

/** Moments leave as ISO text, as rows have them. */
const shown = (kind: FieldKind, value: string | number): string | number =>
  kind === "instant" ? new Date(value).toISOString() : value;

function boundsIn(question: Question): Bounds | undefined {
  if ("within" in question) return question.within.length === 1 ? question.within[0] : undefined;
  if (!("oneOf" in question) || question.oneOf.length !== 1) return undefined;
  const [value] = question.oneOf;
  const isOrdered = ["number", "money", "date", "instant"].includes(question.kind);
  return isOrdered ? { gte: value as string | number, lte: value as string | number } : undefined;
}

/**
 * Bounds that must hold for the filter to hold, from its conjunctions: field → the tightest of `gte` or `gt` and `lte` or
 * `lt`. Civil dates are text, instants ISO text to the millisecond, money its minor units.
 */
export function boundsOf(filter: Resolved): ReadonlyMap<string, Bounds> {
  const found = new Map<string, { kind: FieldKind; lower?: Edge; upper?: Edge }>();
  for (const question of musts(filter)) {
    const bounds = boundsIn(question);
    if (!bounds) continue;
    const { field, kind } = question;
    const { lower, upper } = found.get(field) ?? {};
    found.set(field, {
      kind,
      lower: tighter(lower, edge(bounds.gte, bounds.gt), 1),
      upper: tighter(upper, edge(bounds.lte, bounds.lt), -1),
    });
  }
  const out = new Map<string, Bounds>();
  for (const [field, { kind, lower, upper }] of found) {
    out.set(field, {
      ...(lower && { [lower.isOpen ? "gt" : "gte"]: shown(kind, lower.value) }),
      ...(upper && { [upper.isOpen ? "lt" : "lte"]: shown(kind, upper.value) }),
    });
  }
  return out;
}
