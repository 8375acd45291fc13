import type { NumberKind } from "./schema.ts";

/** The parts of a number that are filled in: the year, the month, and the count with so many digits at least. */
const PART = /\{(YYYY|MM|N{1,8})\}/g;
const AROUND = /^[\p{L}\p{N}\-_/. ]*$/u;

/** What is wrong with a pattern, as a predicate to follow the field's name. */
export function patternProblem(pattern: string): string | undefined {
  const parts = [...pattern.matchAll(PART)].map(([, part = ""]) => part);
  if (!AROUND.test(pattern.replace(PART, ""))) return "may hold letters, digits, - _ / . and {YYYY} {MM} {NNNN}";
  if (parts.filter((part) => part.startsWith("N")).length !== 1) return "must hold one count such as {NNNN}";
  if (parts.filter((part) => part === "YYYY").length > 1 || parts.filter((part) => part === "MM").length > 1)
    return "must not name a part twice";
  return parts.includes("MM") && !parts.includes("YYYY") ? "names the month without the year" : undefined;
}

/** The time within which a pattern counts from 1: a month, a year, or for ever. */
export function periodOf(pattern: string, on: string): string {
  if (pattern.includes("{MM}")) return on.slice(0, 7);
  return pattern.includes("{YYYY}") ? on.slice(0, 4) : "";
}

/** The number with this count. A count that has outgrown its digits is written whole. */
export const numberOf = (pattern: string, on: string, count: number): string =>
  pattern.replace(PART, (_, part: string) => {
    if (part === "YYYY") return on.slice(0, 4);
    return part === "MM" ? on.slice(5, 7) : String(count).padStart(part.length, "0");
  });

/** The counter of a kind of document and a period. */
export const seriesId = (kind: NumberKind, period: string): string => `nsr_${kind}${period.replace("-", "")}`;
