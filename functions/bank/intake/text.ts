import { Fault } from "../../../shared/fault.ts";
import type { Limits } from "./line.ts";

/** Characters kept of a reference or an account number; ISO 20022 knows 35, proprietary formats more. */
export const REFERENCE_CHARS_MAX = 140;
/** Characters kept of a name; ISO 20022 knows 140. */
export const NAME_CHARS_MAX = 200;
/** Characters kept of remittance text; ISO 20022 repeats its 140 without bound, and a row must stay small. */
export const REMITTANCE_CHARS_MAX = 1_000;
/** References kept of one line. */
export const REFERENCES_MAX = 50;

const CONTROL_OR_SPACE = /[\p{Cc}\s]/gu;
const CONTROL = /\p{Cc}/u;

/**
 * Text for people in one line: runs of blanks and control characters become one blank, half surrogate pairs the
 * replacement character, the ends are trimmed and the length is bounded. Nothing that remains is `undefined`.
 */
export function cleanText(text: string | undefined, charsMax: number): string | undefined {
  if (!text) return undefined;
  // Blank by blank: a pattern that takes a run at once may run out of stack on a megabyte of them.
  const words = text.toWellFormed().replace(CONTROL_OR_SPACE, " ").split(" ");
  const clean = words.filter(Boolean).join(" ");
  if (clean.length <= charsMax) return clean || undefined;
  // A cut through a surrogate pair would leave half a character behind.
  const cut = clean.slice(0, charsMax);
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd() || undefined;
}

/** Whether a text may stand in a key: no control characters and no half surrogate pairs. */
export const isPlainText = (text: string): boolean => text.isWellFormed() && !CONTROL.test(text);

/** What banks write into a field they must fill and have nothing for; compared without case, blanks and punctuation. */
const PLACEHOLDERS = new Set(["NOTPROVIDED", "NONREF", "NOREF", "NOREFERENCE", "NONE", "NA", "UNKNOWN", "NULL"]);

/** A reference that says something: placeholders, bare punctuation and rows of zeros are no signal. */
export function signal(text: string | undefined): string | undefined {
  const clean = cleanText(text, REFERENCE_CHARS_MAX);
  if (clean === undefined) return undefined;
  const letters = clean.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  return /^0*$/.test(letters) || PLACEHOLDERS.has(letters) ? undefined : clean;
}

/** The distinct references that say something, in order. */
export function signals(texts: (string | undefined)[]): string[] {
  const said = texts.map(signal).filter((text) => text !== undefined);
  return [...new Set(said)].slice(0, REFERENCES_MAX);
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`, of a year in which banks had computers. */
export function isCalendarDate(text: string): boolean {
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** @throws Fault too_large when a body passes the limit. */
export function guardBytes(bytes: number, limits: Limits): void {
  if (bytes <= limits.bytesMax) return;
  throw new Fault(
    "too_large",
    `The body has ${bytes} bytes; ${limits.bytesMax} are taken. Send it in parts or upload the file.`,
  );
}

/**
 * A body as text. Bytes must be UTF-8, with or without a byte order mark.
 * @throws Fault too_large when it passes the limit; malformed_request when it is not UTF-8.
 */
export function decodeBody(body: Uint8Array | string, limits: Limits): string {
  guardBytes(typeof body === "string" ? Buffer.byteLength(body) : body.byteLength, limits);
  if (typeof body === "string") return body.startsWith("\uFEFF") ? body.slice(1) : body;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Fault("malformed_request", "The body is not UTF-8. Send it UTF-8 encoded.");
  }
}

/** Refuses a body of more lines than one delivery may hold. */
export function tooManyLines(limits: Limits): Fault {
  return new Fault(
    "too_large",
    `The body has more than ${limits.linesMax} transactions. Send it in parts or upload the file.`,
  );
}
