import type { TransactionFacts } from "../schema.ts";
import type { Piece } from "./amount.ts";
import { isCurrencyMark as isCurrency } from "./reader/figures.ts";
import { holds, overlaps, type Place, type Reading } from "./reader/index.ts";
import type { Target } from "./references.ts";

/** What a text says is paid on each thing that it names, and where the amounts stand. It adds up to the line's amount. */
export type Advice = { pieces: Piece[]; amounts: Place[] };

/** Before an amount or number that counts against the others: `less CN-7 20.00`, `-20.00`. */
const LESS =
  /(?:LESS|MINUS|ABZ(?:GL|ÜGL|UEGL)?\.?|CREDIT(?: NOTE)?|GUTSCHRIFT|AVOIR|减|扣|抵)[^\p{L}\d]*(?:[A-Z]{3}\s*)?$|[-−(]\s*(?:[A-Z]{3}|[€$£¥])?\s*$/u;

/** Words before an amount that is taken off, with what for: `minus 45`, `Abzug Fracht 45,00`, `扣运费45元`. */
const TAKEN_OFF =
  /(?:LESS|MINUS|ABZ\p{L}*\.?|DEDUCT\p{L}*|KÜRZUNG|KUERZUNG|RETENUE|(?<!\p{L})(?:DISC(?:OUNT)?|SKONTO|ESCOMPTE|SCONTO|REBATE|SHORT|GUTSCHRIFT|CREDIT(?: NOTE)?|AVOIR|WHT|TDS|FRACHT)(?!\p{L})|[扣减]\p{Script=Han}{0,6})[^\p{L}\d]*(?:\p{L}{2,20}[^\p{L}\d]*){0,2}$|\s[-−]$/u;

/** Does a text say that an amount is taken off, and is it another than what is missing? Then what is paid is no mere part. */
export function saysOtherReduction(
  { text, amounts, dates, settled }: Reading,
  missing: number[],
  currency: string,
): boolean {
  // A number of two digits may well be an amount; one of an account, a phone or a day is none.
  const others = [...dates, ...settled.filter(({ rule }) => rule !== "short")];
  const taken = amounts.filter(
    ({ start, end }) =>
      !others.some((place) => holds(place, { start, end })) &&
      end <= text.length &&
      TAKEN_OFF.test(text.slice(0, start)) &&
      (/^\s?元/u.test(text.slice(end)) || !isForeign(text, { start, end }, currency)) &&
      !/^\s*[%％]/.test(text.slice(end)),
  );
  const minors = taken.map((amount) => amount.minors[0] ?? 0);
  const reasons = [...minors, minors.reduce((sum, minor) => sum + minor, 0)];
  return minors.length > 0 && !reasons.some((minor) => missing.includes(minor));
}

/** What is called a credit note; banks call a transfer that comes in so, too. */
const NOTE_WORD =
  /(?<!\p{L})(?:CREDIT NOTES?|GUTSCHRIFT|AVOIR|NOTA (?:DE|DI) CR[EÉ]DITO|KREDITN?OTA|CREDITNOTA|KREDITFAKTURA|CN|GS|红字发票|贷项)[^\p{L}\d]*(?:N[RO°]\.?\s*)?$/u;
const BANKS_WORD = /(?:SEPA|EINGANG|ECHTZEIT)[\s-]*GUTSCHRIFT[^\p{L}\d]*$/u;

/** Is the number that begins at `start` called a credit note's? */
export function isCreditNoteAt(text: string, start: number): boolean {
  const before = text.slice(0, start);
  return NOTE_WORD.test(before) && !BANKS_WORD.test(before);
}

/** Words by which all of something is paid. */
const IN_FULL =
  /(?<!\p{L})(?:FULL|FULLY|SALDO|(?:FINAL|LAST) PAYMENT|VOLLSTÄNDIG|KOMPLETT|VOLLER BETRAG|EN TOTALIT[EÉ]|INT[EÉ]GRAL(?:EMENT)?|VOLLEDIG|COMPLETO|TOTALMENTE|W CAŁOŚCI|FULDT|HELE BELØBET)(?!\p{L})|全额|付清|结清|全款/u;
export const saysInFull = ({ text }: Reading): boolean => IN_FULL.test(text);

/** What a part of an amount is called. */
const PART =
  /(?<!\p{Script=Latin})(?:PART(?:IAL)?(?:[\s-]*(?:PAYMENT|PMT|PYMT))?|PART OF|PARTIAL(?:LY)?|ON ACCOUNT|A[\s-]?CONTO|TEIL(?:ZAHLUNG|BETRAG)|ABSCHLAG(?:SZAHLUNG)?|\d\.\s?RATE|REST FOLGT|ACOMPTE|PARTIEL(?:LE)?|DEELBETALING|DELBETAL(?:N)?ING|AVDRAG|OSAMAKSU|OSASUORITUS|PARCIAL|A CUENTA|ACCONTO|PARZIALE|BALANCE (?:TO )?FOLLOWS?)(?!\p{Script=Latin})|部分(?:付款|货款|款)|分期|进度款|预付|先付/u;

/** The words by which a text says that a part is paid. */
export const partWordsIn = ({ text }: Reading): Place[] =>
  [...text.matchAll(new RegExp(PART, "gu"))].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));

/** Does a text say that a part is paid, in a word or by a share that is what was paid? Then nothing else explains what is missing. */
export function saysPart({ text }: Reading, amountMinor: number, openMinor: number): boolean {
  const shares = [...text.matchAll(/(\d{1,2}(?:[.,]\d)?)\s?[%％]/g)].map(([, share = ""]) =>
    Number(share.replace(",", ".")),
  );
  return PART.test(text) || shares.some((share) => Math.round((openMinor * share) / 100) === amountMinor);
}

/** A day and month without a year is written as decimals are: `v. 15.10`. */
const MAY_BE_DAY = /^(?:0?[1-9]|[12]\d|3[01])[.,](?:0?[1-9]|1[0-2])$/;
const MARKS: Record<string, string[]> = {
  "€": ["EUR"],
  $: ["USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD"],
  "£": ["GBP"],
  "¥": ["CNY", "JPY"],
  元: ["CNY"],
  RMB: ["CNY"],
};

/** Is the amount one of another currency by the mark beside it (`/OCMT/USD1078,00`)? */
function isForeign(text: string, { start, end }: Place, currency: string): boolean {
  const mark =
    /(?<!\p{L})([A-Z]{3}|[€$£¥])\s?[-+(]{0,2}$/u.exec(text.slice(0, start))?.[1] ??
    /^\s?([A-Z]{3}|[€$£¥元])(?!\p{Script=Latin})/u.exec(text.slice(end))?.[1];
  return mark !== undefined && isCurrency(mark) && !(MARKS[mark] ?? [mark]).includes(currency);
}

/**
 * Does a text state amounts, written as money, that neither alone nor together are among those that a booking knows (what is paid, open,
 * missing or over)? Then the payer reckons otherwise than the booking does. Amounts of other currencies say nothing.
 */
export function saysOtherAmount(reading: Reading, { currency }: TransactionFacts, known: readonly number[]): boolean {
  const { text, amounts, dates, settled, tokens } = reading;
  const numbers = tokens.filter(({ ground }) => ground === "style" || ground === "checked");
  const stated = amounts.filter(
    (amount) =>
      amount.sure &&
      amount.end <= text.length &&
      !MAY_BE_DAY.test(text.slice(amount.start, amount.end)) &&
      ![...dates, ...settled, ...numbers].some((place) => holds(place, amount)) &&
      !isForeign(text, amount, currency),
  );
  const others = stated.filter(({ minors }) => !minors.some((minor) => known.includes(minor)));
  return others.length > 0 && !known.includes(others.reduce((sum, { minors }) => sum + (minors[0] ?? 0), 0));
}

/**
 * Reads a free text as remittance advice: each receivable that it names with one amount behind it (or before it), and the amounts
 * add up to what was paid. One receivable with one amount says no more than the line itself. Undefined where they do not, where an amount is missing or where one is more than is open.
 */
export function adviceIn(reading: Reading, targets: Target[], transaction: TransactionFacts): Advice | undefined {
  const named = targets
    .filter((target) => target.token.start < reading.text.length && target.token.end <= reading.text.length)
    .sort((a, b) => a.token.start - b.token.start);
  if (named.length < 2 || named.length < targets.length) return undefined;
  const free = reading.amounts.filter(
    (amount) =>
      amount.end <= reading.text.length &&
      !named.some(({ token }) => overlaps(token, amount)) &&
      (amount.sure || ![...reading.dates, ...reading.settled].some((place) => overlaps(place, amount))),
  );
  // The total that stands below them is none of theirs.
  const parts = free.filter(({ minors }) => !minors.includes(transaction.amountMinor));
  return [free, parts]
    .flatMap((amounts) => WAYS.map((way) => adding(reading, named, amounts, transaction, way)))
    .find((advice) => advice !== undefined);
}
const WAYS = ["behind", "before"] as const;

function adding(
  reading: Reading,
  named: Target[],
  free: Reading["amounts"],
  transaction: TransactionFacts,
  way: (typeof WAYS)[number],
): Advice | undefined {
  const pieces: Piece[] = [];
  const amounts: Place[] = [];
  for (const [n, target] of named.entries()) {
    const [from, to] =
      way === "behind"
        ? [target.token.end, named[n + 1]?.token.start ?? reading.text.length]
        : [named[n - 1]?.token.end ?? 0, target.token.start];
    const between = free.filter((amount) => amount.start >= from && amount.end <= to);
    const [amount] = between;
    const [item] = target.open;
    const minor = amount?.minors[0];
    if (between.length !== 1 || amount === undefined || minor === undefined) return undefined;
    if (target.open.length !== 1 || item === undefined || minor > item.openMinor) return undefined;
    const isLess = [amount.start, target.token.start].some((at) => LESS.test(reading.text.slice(0, at)));
    if (isLess !== (item.kind === "creditNote") && item.kind === "invoice") return undefined;
    pieces.push({ item, valueMinor: item.kind === "invoice" ? minor : -minor, discountMinor: 0 });
    amounts.push(amount);
  }
  const sum = pieces.reduce((total, piece) => total + piece.valueMinor, 0);
  const isEach = new Set(pieces.map((piece) => piece.item.id)).size === pieces.length;
  return isEach && sum === transaction.amountMinor ? { pieces, amounts } : undefined;
}
