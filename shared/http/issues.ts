import type * as z from "zod";
import { Fault, type InputError } from "../fault.ts";
import { wordsOf } from "./issue-words.ts";

/** At most this many errors of one body are told. */
const ERRORS_TOLD_MAX = 50;

/**
 * The issues of the shape that a value of several possible ones comes nearest to: of those that its kind fits (no object is
 * one of some words), the one with the fewest. So `{ contactIds: "x" }` is told that contactIds must be a list, and not that it is no input.
 */
function nearest({ errors = [], input }: { errors?: z.core.$ZodIssue[][]; input?: unknown }): z.core.$ZodIssue[] {
  const isOther = ({ path, code }: z.core.$ZodIssue): boolean =>
    path.length === 0 && (code === "invalid_type" || (code === "invalid_value" && typeof input === "object"));
  const inside = errors.filter((some) => some.length > 0 && !some.some(isOther));
  const unknown = (some: z.core.$ZodIssue[]): number =>
    some.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 0), 0);
  return inside.sort((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0] ?? [];
}

/** Without what else is wrong with a value that is of another kind altogether. */
function useful(issues: z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const placeOf = ({ path }: z.core.$ZodIssue): string => JSON.stringify(path.map(String));
  const others = new Set(issues.filter(({ code }) => code === "invalid_type").map(placeOf));
  return issues.filter((one) => one.code === "invalid_type" || !others.has(placeOf(one)));
}

function messageOf(issue: z.core.$ZodIssue, base: readonly string[] = []): InputError[] {
  const near = issue.code === "invalid_union" && issue.input !== undefined ? nearest(issue) : [];
  if (near.length > 0) return near.flatMap((one) => messageOf(one, [...base, ...issue.path.map(String)]));
  const path = [...base, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const at = path ? `${path}.${key}` : key;
      return { path: at, code: "unknown_field", message: `${at} is not a field of this call.` };
    });
  }
  const missing = (issue.code === "invalid_type" || issue.code === "invalid_union") && issue.input === undefined;
  return [
    {
      path,
      code: missing ? "required" : issue.code,
      message: `${path || "The body"}: ${missing ? "is required" : wordsOf(issue)}.`,
    },
  ];
}

/** What was wrong with a value that stands at `path`; nothing for a body itself. */
export const issuesOf = (error: z.ZodError, path: string): InputError[] =>
  useful(error.issues).flatMap((issue) => messageOf(issue, path === "" ? [] : [path]));

const refusal = (code: "invalid" | "unknown_filter", errors: InputError[]): Fault =>
  new Fault(code, errors.map((e) => e.message).join(" "), { errors });

/** Parses with every error told, each with its path. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw refusal(
    "invalid",
    useful(result.error.issues)
      .flatMap((issue) => messageOf(issue))
      .slice(0, ERRORS_TOLD_MAX),
  );
}

/** Parses a query string. A parameter that the call does not have is told as lists tell it: 400 `unknown_filter`. */
export function parsedQuery<S extends z.ZodType>(schema: S, value: Record<string, string>): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const unknown = result.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const others = useful(result.error.issues).filter((issue) => issue.code !== "unrecognized_keys");
  const errors = [...unknown.map(unknownParameter), ...others.flatMap((issue) => messageOf(issue))];
  throw refusal(unknown.length > 0 ? "unknown_filter" : "invalid", errors.slice(0, ERRORS_TOLD_MAX));
}

/** Tells of a parameter that a call does not have. */
export const unknownParameter = (path: string): InputError => ({
  path,
  code: "unknown_filter",
  message: `${path} is not a parameter of this call.`,
});
