import * as z from "zod";
import { isPlainText } from "./text.ts";

type Issue = { readonly input?: unknown };
/** One sentence for every way in which a field can be wrong, but another when it is not there. */
export const must = (be: string) => ({
  error: (issue: Issue) => (issue.input === undefined ? "is missing" : `must be ${be}`),
});

/** Text that may become part of a key or an id: refused rather than repaired. */
export const key = (charsMax: number) =>
  z
    .string(must("a string"))
    .max(charsMax, `must have at most ${charsMax} characters`)
    .refine(isPlainText, "must not contain control characters or broken surrogate pairs");

/**
 * Text for people: repaired here and by `cleanText`, but refused when too long, since cutting it might cut a reference. Half a
 * character, as a text that was cut ends with, is told by U+FFFD: no store keeps it.
 */
export const prose = (charsMax: number) =>
  z
    .string(must("a string"))
    .max(charsMax, `must have at most ${charsMax} characters`)
    .overwrite((text) => text.toWellFormed());
