/**
 * Normal forms of the texts that a bank line and our records have in common. Both sides, the writer of lookup keys and
 * the reader of bank lines, use these functions, so that equal meaning is equal key.
 */
import { plain } from "../../../shared/names.ts";
import { isCreditorReference } from "./reader/checked.ts";

export {
  byText,
  companyFullNameKey as payerFullNameKey,
  companyNameKey as payerNameKey,
  plain,
} from "../../../shared/names.ts";

/** Shorter numbers that nothing else speaks for are no references. */
const DIGITS_MIN = 6;
const REFERENCE_CHARS_MIN = 4;
export const REFERENCE_CHARS_MAX = 40;

export const isYear = (digits: string): boolean => /^(19|20)\d\d$/.test(digits);
const isDate = (digits: string): boolean =>
  /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?$/.test(digits) ||
  /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d$/.test(digits);

/** Letters (of any script) and digits only, upper case: `ht－2026 0117` → `HT20260117`. Empty when nothing is left. */
export const referenceKey = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Does a key look like a reference by itself, whatever stands beside it? It needs a digit and four characters; a number alone must
 * be long and no date; digits that are only a year (`FY2026`) say nothing; a key that looks like a creditor reference must check.
 */
export function isReference(key: string): boolean {
  if (key.length < REFERENCE_CHARS_MIN || key.length > REFERENCE_CHARS_MAX) return false;
  const digits = key.replace(/[^0-9]/g, "");
  if (digits === "" || isYear(digits)) return false;
  if (digits === key) return key.length >= DIGITS_MIN && !isDate(key);
  return !isBrokenReference(key);
}

/** The keys of texts that name a receivable or contract: letters and digits, with a digit among them. */
export const nameKeys = (texts: (string | undefined)[]): string[] =>
  texts.map((text) => referenceKey(text ?? "")).filter((key) => /\d/.test(key) && key.length <= REFERENCE_CHARS_MAX);

/** `RF`, two check digits and a body of at least three look like a creditor reference only; one that does not check is a slip. */
export const isBrokenReference = (key: string): boolean =>
  /^RF\d\d[A-Z0-9]{3,21}$/.test(key) && !isCreditorReference(key);

/** A bank account number: letters and digits only. Empty (no signal) when shorter than five characters. */
export function payerAccountKey(accountNo: string | undefined): string {
  const key = referenceKey(accountNo ?? "");
  return key.length >= 5 && /\d/.test(key) ? key : "";
}

/** Equal up to one swap of neighbouring characters (`0117` ↔ `0171`), the slip a check digit is made for. */
export function isSwapOf(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let i = 0;
  while (a[i] === b[i]) i++;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

/** Equal up to one swap of neighbours or one wrong character. */
export function isNear(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  if (isSwapOf(a, b)) return true;
  let differences = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) differences++;
  return differences === 1;
}

/** The numbering style of a reference: letters as they are, digits as `#` (`HT20260117` → `HT########`). */
export const referenceStyle = (key: string): string => key.replace(/\d/g, "#");

/** Letters beside digits read as the digits that they look like: `INV20260O42` → `INV20260042`. */
export const asDigits = (key: string): string =>
  key.replace(/(?<=\d)O+|O+(?=\d)/g, (letters) => "0".repeat(letters.length)).replace(/(?<=\d)[IL]|[IL](?=\d)/g, "1");

/** Share of common neighbouring pairs (Dice's coefficient), 0–100; only ranks suggestions. */
export function nameLikeness(a: string, b: string): number {
  const pairs = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  const left = pairs(a);
  const right = pairs(b);
  if (left.length + right.length === 0) return 0;
  let common = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at < 0) continue;
    common++;
    right.splice(at, 1);
  }
  return Math.round((200 * common) / (left.length + common + right.length));
}
