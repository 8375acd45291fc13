import type { TransactionFacts } from "../schema.ts";
import type { Piece } from "./amount.ts";
import { overlaps, type Place, type Reading } from "./reader/index.ts";
import type { Target } from "./references.ts";

/** What a text says is paid on each thing that it names, and where the amounts stand. It adds up to the line's amount. */
export type Advice = { pieces: Piece[]; amounts: Place[] };

/** Before an amount or number that counts against the others: `less CN-7 20.00`, `-20.00`. */
const LESS =
  /(?:LESS|MINUS|ABZ(?:GL|ÜGL|UEGL)?\.?|CREDIT(?: NOTE)?|GUTSCHRIFT|AVOIR|减|扣|抵)[^\p{L}\d]*(?:[A-Z]{3}\s*)?$|[-−(]\s*(?:[A-Z]{3}|[€$£¥])?\s*$/u;

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
  return adding(reading, named, free, transaction, "behind") ?? adding(reading, named, free, transaction, "before");
}

function adding(
  reading: Reading,
  named: Target[],
  free: Reading["amounts"],
  transaction: TransactionFacts,
  way: "behind" | "before",
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
