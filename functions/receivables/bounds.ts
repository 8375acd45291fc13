import { civilDay } from "../../shared/schema.ts";

/**
 * Lines of a receivable, of the order that makes it and of the quote that this comes of: 36 instalments with so many lines
 * each are signed in one transaction of 4 MB.
 */
export const RECEIVABLE_LINES_MAX = 300;

/** Days that one looks back at most: each is read by itself. */
export const AS_OF_DAYS_MAX = 400;

export const AsOf = civilDay
  .optional()
  .describe(`The day at whose end it was open: today, unless told otherwise, or one of the last ${AS_OF_DAYS_MAX}.`);
