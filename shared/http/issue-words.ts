import type * as z from "zod";

const TYPES: Readonly<Record<string, string>> = {
  int: "must be a whole number",
  number: "must be a number",
  string: "must be a text",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
  record: "must be an object",
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "must be a day such as 2026-11-24",
  datetime: "must be an instant in UTC such as 2026-11-24T08:00:00Z",
  email: "must be an e-mail address",
  url: "must be an address such as https://example.com",
  base64: "must be base 64",
};

/** What a bound counts, by what it bounds; a number is bound by itself. */
const COUNTED: Readonly<Record<string, string>> = { string: " characters", array: " items", record: " entries" };

type Bound = { origin: string; isLeast: boolean; is: number | bigint; inclusive: boolean };

function boundOf({ origin, isLeast, is, inclusive }: Bound): string {
  const counted = COUNTED[origin];
  if (counted !== undefined && isLeast && Number(is) === 1) return "must not be empty";
  const measure = inclusive ? (isLeast ? "at least" : "at most") : isLeast ? "more than" : "less than";
  return `must ${counted === undefined ? "be" : "have"} ${measure} ${is}${counted ?? ""}`;
}

/** The kinds of value that a field of several shapes has. */
function kindsOf({ errors, message }: z.core.$ZodIssueInvalidUnion): string {
  const kinds = errors.flatMap((some) =>
    some.flatMap((one) =>
      one.code === "invalid_type" && one.path.length === 0 ? (TYPES[one.expected]?.replace("must be ", "") ?? []) : [],
    ),
  );
  return kinds.length > 0 ? `must be ${[...new Set(kinds)].join(" or ")}` : message;
}

/** What was wrong with a value, as somebody reads it who knows the field and not the library. */
export function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.message;
    case "invalid_format":
      return FORMATS[issue.format] ?? issue.message;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "invalid_union":
      return "options" in issue && issue.options ? `must be one of ${issue.options.join(", ")}` : kindsOf(issue);
    case "too_small":
      return boundOf({ origin: issue.origin, isLeast: true, is: issue.minimum, inclusive: issue.inclusive ?? true });
    case "too_big":
      return boundOf({ origin: issue.origin, isLeast: false, is: issue.maximum, inclusive: issue.inclusive ?? true });
    default:
      return issue.message;
  }
}
