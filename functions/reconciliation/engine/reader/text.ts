import { plain } from "../../../../shared/names.ts";

/** A stretch of the text that was read, `[start, end)`, in the text's normal form (`plain`). */
export type Place = { start: number; end: number };

/** Does the first hold the second whole? */
export const holds = (outer: Place, inner: Place): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/**
 * One word of letters and digits, as it stands in the text: `INV1001`, `2026`. Han, kana, Hangul and Thai are written
 * without blanks, so they are no words here and end a run of them.
 */
export type Part = Place & { text: string; chunk: number };

/** A letter or digit of a script that is written in words. */
export const WORD_CHAR = "[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Nd}]";
/** What joins words to one reference without a blank: `HT-2026-0117`. */
const CONNECTOR = /^[-‐-―_/.·~]{1,3}$/u;

/**
 * The text in its normal form and its words in order. Words of one `chunk` are joined by connectors alone; a blank, another
 * sign or another script begins the next.
 */
export function partsOf(text: string): { text: string; parts: Part[] } {
  // SEPA texts run their labels on: `RE-2026-0001EREF+NOTPROVIDED`.
  // `№` becomes two letters, which would begin the number behind it.
  const normal = plain(text.replace(/№/g, " No "))
    .replace(/[^\P{Nd}0-9]/gu, (digit) => plainDigit(digit))
    .replace(/(?<=[\p{L}\d])(?=(?:EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+)/gu, " ")
    // An ACH addenda record has X12 segments, whose elements are parted by stars: `RMR*IV*RE-2026-0001**100.00~`.
    .replace(/.*(?<![A-Z])RMR\*[A-Z0-9]{2}\*.*/gsu, (record) => record.replace(/\*+|[~\\]/g, " "))
    // Code words of a SWIFT field, one after the other: `/OCMT/EUR1000,00//CHGS/EUR15,00/`.
    .replace(/\/{1,2}(OCMT|CHGS|EXCH|ROC|RFB|IPI)\//gu, " $1 ")
    // Czech and Slovak payment symbols: `/VS2026000041/SS/KS0308`.
    .replace(/(?<=^|[\s/;,])(VS|SS|KS)(?=\d{1,10}(?:[\s/;,]|$))/gu, "$1 ")
    .replace(/(?<=(?:^|[\s/])(?:VS|SS|KS)(?: \d{1,10})?)\/(?=(?:VS|SS|KS)\b)/gu, " ")
    .replace(GLUED, (_, paper: string, no?: string) => (no ? `${paper} ${no} ` : `${paper} `))
    // A name that runs on behind a number: `RE-2026-0001Muster`.
    .replace(/(?<=[-_/]\d{3,})(?=\p{Script=Latin}{4,})/gu, " ");
  const parts: Part[] = [];
  let chunk = 0;
  for (const match of normal.matchAll(new RegExp(`${WORD_CHAR}+`, "gu"))) {
    const last = parts.at(-1);
    if (last && !CONNECTOR.test(normal.slice(last.end, match.index))) chunk++;
    parts.push({ text: match[0], start: match.index, end: match.index + match[0].length, chunk });
  }
  return { text: normal, parts };
}

/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const plainDigit = (digit: string): string => {
  const zero = ZEROS.find((code) => digit.charCodeAt(0) >= code && digit.charCodeAt(0) < code + 10);
  return zero === undefined ? digit : String(digit.charCodeAt(0) - zero);
};

/** Names of papers that people write a number to without a blank: `RechnungRE-2026-0001`, `InvoiceNo.1001`. */
const GLUED =
  /(?<![\p{L}\d])(INVOICES?|RECHNUNG(?:EN|SNUMMER|SNR)?|FACTURES?|FACTURAS?|FATTURA|FAKTURA)(NO|NR|NUM)?(?=\.?[A-Z]{1,6}[-_/.]?\d)/gu;

/** So many signs of Han before its digits belong to a number. */
const HAN_HEAD_MAX = 6;

/** The Han before a number with which the tenant's numbers begin (`销2026110031`); empty where they do not. */
export function hanHead(text: string, part: Part, styles: ReadonlySet<string> | undefined): string {
  if (!styles || !isNumber(part.text)) return "";
  const [run = ""] = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, part.start - HAN_HEAD_MAX), part.start)) ?? [];
  const ends = Array.from(run, (_, from) => run.slice(from));
  return ends.find((end) => styles.has(`${end}${"#".repeat(part.text.length)}`)) ?? "";
}

export const hasDigit = (text: string): boolean => /\d/.test(text);
export const isNumber = (text: string): boolean => /^\d+$/.test(text);
export const isWord = (text: string): boolean => !hasDigit(text);
