/**
 * A line's id is that of its reference, or of its content and its place among equals. What is told with a reference
 * and without (camt.054 and camt.053, in either order, up to five days apart) counts once: the line that is there
 * takes the reference, or notes what it was told without, each once; two payments that are alike in everything take a
 * line each. A connection notes of which kinds it has told lines, so that only one which tells both is looked through,
 * in the near days' lines of the same amount; on another day a text or end-to-end id must be the same. Those lines are
 * noted off the stream, so what comes within moments of each other is known by its content alone.
 *
 * Identity of a bank line. With a reference: connection, reference, direction, reversal. The id is the hash, so
 * storing is one conditional put and needs no marker; ids of bank lines therefore do not sort by time, lists sort by
 * arrival. Without a reference: content and occurrence within the statement. A batch told once as a sum and once in
 * detail would count twice; the payments of a batch leave a marker where their sum would be stored.
 */
import { createHash } from "node:crypto";
import { daysBetween } from "../../../shared/clock.ts";
import { base32 } from "../../../shared/ids.ts";
import { type BankLine, type Direction, type ParsedLine, RAW_CHARS_MAX, type Rejection } from "./line.ts";

/** Base-32 characters of an id's hash: 100 bits, so that chance never makes one transaction of two. */
const ID_CHARS = 20;

/**
 * A line with its deterministic id. `toldAs` holds the ids under which the same money may be told in another grouping:
 * the sum line of its batch, or a single line under the reference it shares. Whoever stores lines looks there, too.
 */
export type IdentifiedLine = ParsedLine & {
  id: string;
  toldAs: string[];
  /** The id that the same money has where the delivery tells it without its reference as well. */
  toldWithout?: string;
};

const hash = (...parts: (string | number | boolean | null | undefined)[]): string =>
  `btx_${base32(createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, ID_CHARS))}`;

/**
 * The id of the transaction that a bank's reference names on a connection. Dates, statement, format and every
 * description are left out: the same transaction told by a notification and later by a statement has one id. Direction
 * and reversal are in: banks repeat a payment's reference on its reversal and on its charge, which are bookings of their own.
 */
export const referencedId = (
  connectionId: string,
  reference: string,
  direction: Direction,
  reversal: boolean,
): string => hash(connectionId, "ref", reference, direction, reversal);

/** Days within which one booking may be told twice under different dates: as notified, and as in the statement. */
export const SAME_BOOKING_DAYS = 5;

/** What tells whether a line under a known reference is the one that bore it before. */
export type ToldLine = MoneyFacts & Pick<BankLine, "bookedOn" | "payer" | "remittance">;

const daysApart = (a: string, b: string): number => Math.abs(daysBetween(a, b));
const differs = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.normalize("NFKC").replace(/\s/g, "") !== b.normalize("NFKC").replace(/\s/g, "");

/**
 * Has the bank used a reference again? Some number the bookings of each statement from one. It has where the days lie apart by more
 * than one booking's may, and money, payer or text is another.
 */
export const isReused = (before: ToldLine, line: ToldLine): boolean =>
  daysApart(before.bookedOn, line.bookedOn) > SAME_BOOKING_DAYS &&
  (!sameFacts(before, line) ||
    differs(before.payer?.name, line.payer?.name) ||
    differs(before.payer?.accountNo, line.payer?.accountNo) ||
    differs(before.remittance, line.remittance));

/** What tells whether two lines, one told with a reference and one without, are one booking. */
type Booking = ToldLine &
  Pick<BankLine, "valueOn" | "endToEndId" | "creditorReference" | "subAccountNo" | "virtualAccountNo">;

/**
 * May two lines be one booking that is told twice, under the bank's reference and without? Money, account and days agree, and
 * nothing that both tell is another. On another day one thing must be the same that tells this payment from others.
 */
export function isSameBooking(a: Booking, b: Booking): boolean {
  const days = daysApart(a.bookedOn, b.bookedOn);
  const pairs: [string | undefined, string | undefined][] = [
    [a.endToEndId, b.endToEndId],
    [a.creditorReference, b.creditorReference],
    [a.remittance, b.remittance],
  ];
  const others: typeof pairs = [
    [a.payer?.name, b.payer?.name],
    [a.payer?.accountNo, b.payer?.accountNo],
    [a.virtualAccountNo, b.virtualAccountNo],
    [a.valueOn, b.valueOn],
  ];
  return (
    sameFacts(a, b) &&
    a.subAccountNo === b.subAccountNo &&
    days <= SAME_BOOKING_DAYS &&
    ![...pairs, ...others].some(([one, other]) => differs(one, other)) &&
    (days === 0 || pairs.some(([one, other]) => one !== undefined && other !== undefined))
  );
}

/** The id of a line whose reference the bank had used before: it holds for the day as well. */
export const reusedId = (connectionId: string, line: BankLine, bookedOn = line.bookedOn): string =>
  hash(connectionId, "ref", line.bankReference, line.direction, line.reversal, bookedOn);

/** The line taken back by a reversal, as an id: `reversalOf`, or else the reference that the reversal repeats. */
export function reversedId(connectionId: string, line: BankLine): string | undefined {
  const reference = line.reversalOf ?? line.bankReference;
  if (!line.reversal || reference === undefined) return undefined;
  return referencedId(connectionId, reference, line.direction === "credit" ? "debit" : "credit", false);
}

/**
 * Everything a bank repeats when it tells the same line again, and nothing that it makes anew (statement id, message
 * id, entry number). Two lines of equal content are told apart by counting alone.
 */
export const contentKey = (line: BankLine): string =>
  JSON.stringify([
    line.bookedOn,
    line.direction,
    line.reversal,
    line.reversalOf,
    line.amountMinor,
    line.currency,
    line.payer?.accountNo,
    line.payer?.name,
    line.remittance,
    line.references,
    line.creditorReference,
    line.endToEndId,
    line.networkReference,
    line.virtualAccountNo,
    line.batchReference,
    line.sharedReference,
    ...(line.remittanceLines ? [line.remittanceLines] : []),
  ]);

/**
 * A reference that one statement (or one call) tells on lines of different content names none of them (a collective order, a
 * standing order): it becomes `sharedReference`. A line that is told twice in the same words keeps it, and counts once.
 */
export function unshare(lines: readonly ParsedLine[]): void {
  const referenced = lines.map(({ line }) => line).filter(({ bankReference }) => bankReference !== undefined);
  const groups = Map.groupBy(referenced, (line) => `${line.direction} ${line.reversal} ${line.bankReference}`);
  for (const group of groups.values()) {
    if (group.length === 1 || new Set(group.map(contentKey)).size === 1) continue;
    for (const line of group) {
      line.sharedReference = line.bankReference;
      delete line.bankReference;
    }
  }
}

const contentHash = (connectionId: string, content: string, occurrence: number): string =>
  hash(connectionId, "content", content, occurrence);

/** The id that a line with a reference would have if it were told alone and without one. */
export const contentId = (connectionId: string, line: BankLine, occurrence: number): string =>
  contentHash(connectionId, contentKey({ ...line, batchReference: undefined, sharedReference: undefined }), occurrence);

/**
 * Whether two lines under one reference tell the same movement of money. Dates and descriptions may differ (a
 * statement often tells more than the notification before it); money may not.
 */
export const sameFacts = (a: MoneyFacts, b: MoneyFacts): boolean =>
  a.amountMinor === b.amountMinor &&
  a.currency === b.currency &&
  a.direction === b.direction &&
  a.reversal === b.reversal;
export type MoneyFacts = Pick<BankLine, "amountMinor" | "currency" | "direction" | "reversal">;

/** The rejection of a line whose reference already names other money; the one stored first is left as it is. */
export function referenceConflict(index: number, line: BankLine, first: MoneyFacts): Rejection {
  const money = ({ direction, amountMinor, currency }: MoneyFacts): string => `${direction} ${amountMinor} ${currency}`;
  const detail = `bankReference ${line.bankReference} already names ${money(first)} (minor units), not ${money(line)}.`;
  return { index, code: "reference_conflict", detail, raw: rawOf(line) };
}

/**
 * The rejection of a line whose money is known in another grouping: a sum whose payments came one by one, or one of
 * the payments of a sum. Keeping both would count the money twice.
 */
export function alreadyTold(index: number, line: BankLine): Rejection {
  const reference = line.bankReference ?? line.batchReference ?? line.sharedReference;
  return {
    index,
    code: "already_told",
    detail: `Reference ${reference} was told before in another grouping of its payments.`,
    raw: rawOf(line),
  };
}

const rawOf = (line: BankLine): string => JSON.stringify(line).slice(0, RAW_CHARS_MAX);

function otherIds(connectionId: string, { batchReference, sharedReference, direction, reversal }: BankLine): string[] {
  const references = [batchReference, sharedReference].filter((reference) => reference !== undefined);
  return [...new Set(references)].map((reference) => referencedId(connectionId, reference, direction, reversal));
}

/** Numbers the equal lines of each statement, and hands out ids. */
function idsFor(connectionId: string): (parsed: ParsedLine) => string {
  const occurrences = new Map<string, number>();
  return ({ line, statement }) => {
    if (line.bankReference !== undefined) {
      return referencedId(connectionId, line.bankReference, line.direction, line.reversal);
    }
    const content = contentKey(line);
    const counted = `${statement} ${content}`;
    const occurrence = (occurrences.get(counted) ?? 0) + 1;
    occurrences.set(counted, occurrence);
    return contentHash(connectionId, content, occurrence);
  };
}

/** The lines that tell, in one sum or under the bare reference, what others of the same delivery tell in detail. */
function toldInDetail(lines: readonly IdentifiedLine[]): { again: Set<IdentifiedLine>; other: Set<IdentifiedLine> } {
  const pairs = lines.flatMap((line) => line.toldAs.map((id) => ({ id, line })));
  const details = Map.groupBy(pairs, ({ id }) => id);
  const again = new Set<IdentifiedLine>();
  const other = new Set<IdentifiedLine>();
  for (const told of lines) {
    const parts = details.get(told.id);
    if (!parts) continue;
    const sumMinor = parts.reduce((sum, { line: { line } }) => sum + line.amountMinor, 0);
    const same = sumMinor === told.line.amountMinor || parts.some(({ line: { line } }) => sameFacts(line, told.line));
    (same ? again : other).add(told);
  }
  return { again, other };
}

/**
 * Gives every line of a delivery its id. With a reference the id is that of the reference. Without one it is the
 * content and its occurrence among equal content of the same statement: two real twins get two ids, and a statement
 * delivered again, in part, in another order or under another id gets the same ones. Lines told twice within the
 * delivery collapse into the first and are counted as duplicates; so does the sum line of a batch that is told in detail.
 */
export function identify(
  connectionId: string,
  lines: readonly ParsedLine[],
): { lines: IdentifiedLine[]; duplicates: number; rejected: Rejection[] } {
  const idOf = idsFor(connectionId);
  const kept = new Map<string, IdentifiedLine>();
  const rejected: Rejection[] = [];
  let duplicates = 0;
  for (const parsed of lines) {
    const id = idOf(parsed);
    const first = kept.get(id);
    if (!first) kept.set(id, { ...parsed, id, toldAs: otherIds(connectionId, parsed.line) });
    else if (sameFacts(first.line, parsed.line)) duplicates++;
    else rejected.push(referenceConflict(parsed.index, parsed.line, first.line));
  }
  const all = [...kept.values()];
  const { again, other } = toldInDetail(all);
  for (const { index, line } of other) rejected.push(alreadyTold(index, line));
  return {
    lines: all.filter((line) => !again.has(line) && !other.has(line)),
    duplicates: duplicates + again.size,
    rejected: rejected.sort((a, b) => a.index - b.index),
  };
}
