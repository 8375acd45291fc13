import * as z from "zod";

/** all, any and not may stand this deep in each other. */
export const FILTER_DEPTH_MAX = 8;
/** Conditions of one filter, at any depth. */
export const FILTER_CONDITIONS_MAX = 100;
/** Values of one `in`. */
export const FILTER_VALUES_MAX = 200;
/** Characters of one text that is compared with. */
export const FILTER_TEXT_MAX = 500;
const FIELD_CHARS_MAX = 100;

export const FILTER_OPS = [
  "eq",
  "ne",
  "in",
  "lt",
  "lte",
  "gt",
  "gte",
  "between",
  "contains",
  "startsWith",
  "empty",
] as const;
export type FilterOp = (typeof FILTER_OPS)[number];

/**
 * How a field is compared. `money` is compared by its minor units; `ids` and `multiEnum` hold several values; `date` is
 * a civil day of the tenant's zone, `instant` a moment in UTC.
 */
export type FieldKind =
  | "text"
  | "number"
  | "boolean"
  | "enum"
  | "multiEnum"
  | "date"
  | "instant"
  | "id"
  | "ids"
  | "money";
/** `options` are the values that an enum knows; without them any text is one. */
/** `isPhone`: texts that are telephone numbers, compared as such. */
export type FilterField = { kind: FieldKind; options?: readonly string[]; isPhone?: true };

export const PERIOD_UNITS = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];
/** The longest stretch of each unit: about a century, so that no date leaves the four-digit years. */
export const RELATIVE_MAX: Record<PeriodUnit, number> = {
  hour: 876_000,
  day: 36_500,
  week: 5_200,
  month: 1_200,
  quarter: 400,
  year: 100,
};

/** A stretch of time that moves with the clock; `periods.ts` says where it begins and ends. */
export type Relative = { last: number; unit: PeriodUnit } | { next: number; unit: PeriodUnit };
export type FilterScalar = string | number | boolean | Relative;

/** One field compared with a value. `empty` may leave its value out, which means `true`. */
export type Condition = { field: string; op: FilterOp; value?: FilterScalar | readonly FilterScalar[] };
/** A filter is data: conditions, and all, any or not of filters. `all` of nothing holds, `any` of nothing does not. */
export type Filter = { all: readonly Filter[] } | { any: readonly Filter[] } | { not: Filter } | Condition;

const count = z.int().min(1).max(RELATIVE_MAX.hour);
const relative = z.union([
  z.strictObject({ last: count, unit: z.enum(PERIOD_UNITS) }),
  z.strictObject({ next: count, unit: z.enum(PERIOD_UNITS) }),
]);
const scalar = z.union([z.string().max(FILTER_TEXT_MAX), z.number(), z.boolean(), relative]);

const FORMS = ["all", "any", "not", "field"];

/**
 * One node. The contract names it `Filter`. A union of the four forms would answer every mistake with "matches none",
 * without a place; one object with optional parts names the part that is wrong.
 */
const node: z.ZodType = z
  .strictObject({
    get all(): z.ZodType {
      return z.array(node).max(FILTER_CONDITIONS_MAX).optional();
    },
    get any(): z.ZodType {
      return z.array(node).max(FILTER_CONDITIONS_MAX).optional();
    },
    get not(): z.ZodType {
      return node.optional();
    },
    field: z.string().min(1).max(FIELD_CHARS_MAX).optional(),
    op: z.enum(FILTER_OPS).optional(),
    value: z.union([scalar, z.array(scalar).max(FILTER_VALUES_MAX)]).optional(),
  })
  .superRefine((given: Record<string, unknown>, context) => {
    const forms = FORMS.filter((form) => given[form] !== undefined);
    const isCondition = forms[0] === "field";
    const hasRest = given.op !== undefined || given.value !== undefined;
    if (forms.length !== 1 || (!isCondition && hasRest)) {
      context.addIssue({ code: "custom", message: "must be one of all, any, not, or a field with its op and value" });
    } else if (isCondition && given.op === undefined) {
      context.addIssue({ code: "custom", path: ["op"], message: `is required: ${FILTER_OPS.join(", ")}` });
    }
  })
  .meta({ id: "Filter", description: "One of all, any, not, or a field with its op and value." });

/** The filters right below a node, of whatever it is made. */
function below(given: unknown): unknown[] {
  if (typeof given !== "object" || given === null) return [];
  const { all, any, not } = given as { all?: unknown; any?: unknown; not?: unknown };
  return [all, any].flatMap((list) => (Array.isArray(list) ? list : [])).concat(not === undefined ? [] : [not]);
}

/** What makes a filter too large, if anything; walks level by level, so that no depth can exhaust the stack. */
export function excessOf(filter: unknown): { code: "too_deep" | "too_many"; message: string } | undefined {
  let level = [filter];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    nodes += level.length;
    if (depth > FILTER_DEPTH_MAX) {
      return { code: "too_deep", message: `is at most ${FILTER_DEPTH_MAX} levels deep` };
    }
    if (nodes > FILTER_CONDITIONS_MAX * 2) {
      return { code: "too_many", message: `has at most ${FILTER_CONDITIONS_MAX} conditions` };
    }
    level = level.flatMap(below);
  }
  return undefined;
}

/** A filter as it comes in. Whether its fields exist and its values fit them, `filterErrors` says. */
export const Filter = z.preprocess((given, context) => {
  const excess = excessOf(given);
  if (!excess) return given;
  context.issues.push({ code: "custom", message: excess.message, input: given });
  return z.NEVER;
}, node) as unknown as z.ZodType<Filter>;

/** Every condition of a filter. */
export function conditionsOf(filter: Filter): Condition[] {
  if ("all" in filter) return filter.all.flatMap(conditionsOf);
  if ("any" in filter) return filter.any.flatMap(conditionsOf);
  return "not" in filter ? conditionsOf(filter.not) : [filter];
}

/** Every field that a filter names, each once: whoever may not see one of them may not filter by it either. */
export const fieldsOf = (filter: Filter): string[] => [...new Set(conditionsOf(filter).map((c) => c.field))];
