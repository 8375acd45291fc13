import type * as z from "zod";
import { Fault, type InputError } from "../fault.ts";
import { isTransient } from "../table/transient.ts";
import type { Language } from "../words/language.ts";
import { spokenIn } from "../words/spoken.ts";
import { answered } from "./headers.ts";
import { wordsOf } from "./issue-words.ts";

/** What goes back through the gateway. */
export type HttpResult = {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
};

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  412: "Precondition failed",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal error",
  503: "Service unavailable",
};

/** What is down may be up again so soon. */
const RETRY_AFTER_SECONDS = "1";

/** The one place that turns a fault into HTTP (RFC 9457), in the language that is asked for. Whatever is no `Fault` tells the caller nothing but an id. */
export async function problemOf(error: unknown, requestId: string, language: Language = "en"): Promise<HttpResult> {
  const fault = faultOf(error);
  const { status, code, detail, errors } = fault;
  const body = await spokenIn(language, {
    type: `/docs#problem-${code}`,
    title: TITLES[status] ?? "Error",
    status,
    code,
    detail,
    requestId,
    ...(errors.length > 0 && { errors }),
  });
  return {
    statusCode: status,
    headers: answered({
      "content-type": "application/problem+json",
      "content-language": language,
      "x-request-id": requestId,
      ...(status === 401 && { "www-authenticate": "Bearer" }),
      ...(status === 503 && { "retry-after": RETRY_AFTER_SECONDS }),
      ...fault.headers,
    }),
    body: JSON.stringify(body),
  };
}

/** What is no fault of the caller's is down for a moment, or ours. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (isTransient(error)) return new Fault("unavailable", "Something that this call needs does not answer; try again.");
  return new Fault("internal", "Something failed on our side. Quote the requestId if you report it.");
}

/** At most this many errors of one body are told. */
const ERRORS_TOLD_MAX = 50;

/**
 * The issues of the shape that a value of several possible ones comes nearest to: of those that its kind fits, the one with the
 * fewest. So `{ contactIds: "x" }` is told that contactIds must be a list, and not that it is no input.
 */
function nearest({ errors = [] }: { errors?: z.core.$ZodIssue[][] }): z.core.$ZodIssue[] {
  const inside = errors.filter((some) => some.length > 0 && !some.some(({ path, code }) => isOther(path, code)));
  const unknown = (some: z.core.$ZodIssue[]): number =>
    some.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 0), 0);
  return inside.sort((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0] ?? [];
}

/** Whether an issue says that a value is of another kind altogether. */
const isOther = (path: readonly PropertyKey[], code: string): boolean => path.length === 0 && code === "invalid_type";

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
  error.issues.flatMap((issue) => messageOf(issue, path === "" ? [] : [path]));

const refusal = (code: "invalid" | "unknown_filter", errors: InputError[]): Fault =>
  new Fault(code, errors.map((e) => e.message).join(" "), { errors });

/** Parses with every error told, each with its path. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw refusal("invalid", result.error.issues.flatMap((issue) => messageOf(issue)).slice(0, ERRORS_TOLD_MAX));
}

/** Parses a query string. A parameter that the call does not have is told as lists tell it: 400 `unknown_filter`. */
export function parsedQuery<S extends z.ZodType>(schema: S, value: Record<string, string>): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const unknown = result.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const others = result.error.issues.filter((issue) => issue.code !== "unrecognized_keys");
  const errors = [...unknown.map(unknownParameter), ...others.flatMap((issue) => messageOf(issue))];
  throw refusal(unknown.length > 0 ? "unknown_filter" : "invalid", errors.slice(0, ERRORS_TOLD_MAX));
}

/** Tells of a parameter that a call does not have. */
export const unknownParameter = (path: string): InputError => ({
  path,
  code: "unknown_filter",
  message: `${path} is not a parameter of this call.`,
});
