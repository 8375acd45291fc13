import { isCivilDate, isInstant } from "../clock.ts";
import { phoneOf, phonePrefixes, samePhone } from "../search/phones.ts";
import { comparable } from "../search/text.ts";
import type { FieldKind } from "./filter.ts";
import { type Bounds, type Comparable, folded, type Question, type Resolved } from "./resolve.ts";

const CUSTOM = "custom.";

/** The value of a field as it stands in a row; `custom.key` is the key of its `custom`. Nothing inherited is a field. */
export function fieldValue(row: Record<string, unknown>, field: string): unknown {
  const isCustom = field.startsWith(CUSTOM);
  const holder = isCustom && Object.hasOwn(row, "custom") ? row.custom : isCustom ? undefined : row;
  const key = isCustom ? field.slice(CUSTOM.length) : field;
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/**
 * The values of a field as they are compared: none if it is missing, several for `ids` and `multiEnum`. A value of
 * another type than the field's counts as missing. Money may be minor units or an object that has `amountMinor`.
 */
export function comparables(kind: FieldKind, value: unknown): Comparable[] {
  switch (kind) {
    case "text":
      return isText(value) ? [folded(value)] : [];
    case "boolean":
      return typeof value === "boolean" ? [value] : [];
    case "number":
      return typeof value === "number" && !Number.isNaN(value) ? [value] : [];
    case "money": {
      const minor =
        typeof value === "object" && value !== null ? (value as { amountMinor?: unknown }).amountMinor : value;
      return typeof minor === "number" && !Number.isNaN(minor) ? [minor] : [];
    }
    case "date":
      return isText(value) && isCivilDate(value) ? [value] : [];
    case "instant":
      return isText(value) && isInstant(value) ? [Date.parse(value)] : [];
    case "ids":
    case "multiEnum":
      return Array.isArray(value) ? value.filter(isText) : [];
    default:
      return isText(value) ? [value] : [];
  }
}

const isWithin = (value: Comparable, { gte, gt, lte, lt }: Bounds): boolean =>
  (gte === undefined || value >= gte) &&
  (gt === undefined || value > gt) &&
  (lte === undefined || value <= lte) &&
  (lt === undefined || value < lt);

/** Whether a telephone number is asked for, in whichever way it is typed. */
function isNumber(question: Question, value: string): boolean {
  if ("oneOf" in question) return question.oneOf.some((typed) => samePhone(value, String(typed)));
  const number = phoneOf(value);
  const digits = [number?.e164?.slice(1), number?.national].filter((one) => one !== undefined);
  const typed = phonePrefixes(
    "contains" in question ? question.contains : "startsWith" in question ? question.startsWith : "",
  );
  const text =
    "contains" in question
      ? value.includes(question.contains)
      : "startsWith" in question && value.startsWith(question.startsWith);
  return (
    text ||
    typed.some((one) => digits.some((all) => ("contains" in question ? all.includes(one) : all.startsWith(one))))
  );
}

function answers(question: Question, row: Record<string, unknown>): boolean {
  const values = comparables(question.kind, fieldValue(row, question.field));
  if ("empty" in question) return values.length === 0;
  if (question.isPhone) return values.some((value) => isNumber(question, String(value)));
  if ("oneOf" in question) return values.some((value) => question.oneOf.includes(value));
  if ("within" in question) return values.some((value) => question.within.some((bounds) => isWithin(value, bounds)));
  if ("contains" in question) return values.some((value) => comparable(value as string).includes(question.contains));
  return values.some((value) => comparable(value as string).startsWith(question.startsWith));
}

/**
 * Whether a row is what the filter asks for.
 *
 * - Text is compared without regard to case and compatibility forms (NFKC): ＡＢＣ contains b. What it contains and begins
 *   with is looked for as the search box does, without accents and strokes and in either form of a Chinese character:
 *   Łódź contains lodz, 雲帆 begins with 云.
 * - Ids, enum values and options are compared as they are; of several values, one that fits is enough.
 * - Instants are compared as moments, however they are written; civil dates as days.
 * - A missing value (absent, null, empty, of the wrong type) is `empty` and `ne` everything; all else is false for it.
 */
export function matchesFilter(filter: Resolved, row: Record<string, unknown>): boolean {
  if ("all" in filter) return filter.all.every((one) => matchesFilter(one, row));
  if ("any" in filter) return filter.any.some((one) => matchesFilter(one, row));
  if ("not" in filter) return !matchesFilter(filter.not, row);
  return answers(filter, row);
}
