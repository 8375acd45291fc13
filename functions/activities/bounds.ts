/** What the text of an activity may have. */
export const BODY_CHARS_MAX = 10_000;
