import type { TransactionFacts } from "../schema.ts";
import { type Advice, adviceIn, partWordsIn } from "./advice.ts";
import { contractOf } from "./amount.ts";
import { referenceKey, referenceStyle } from "./normalise.ts";
import {
  type Atom,
  holds,
  isRangeGap,
  onlyPaper,
  overlaps,
  type Place,
  type Reading,
  type ReferenceToken,
} from "./reader/index.ts";
import { strangeWords } from "./reader/vocabulary.ts";
import type { Target } from "./references.ts";

/**
 * A part of what was said that nothing accounts for. `unknown`: it looks like a number of ours and names nothing we know.
 * `unread`: nobody knows what it is. `more`: it says that more is meant than is named, or that text was lost. `count`: it says
 * how many are meant, and others are named.
 */
export type Unread = { text: string; why: "unknown" | "unread" | "more" | "count" };

/** What the tokens name, what is said to be paid on each, the tokens that name nothing we know, and what is not accounted for. */
export type Matches = { targets: Target[]; unknown: ReferenceToken[]; unread: Unread[]; advice?: Advice };

/**
 * Accounts for every part that may name something: it is part of what names a candidate (open or settled), of a date, of an amount,
 * of noise by a stated rule, a word that is known to say nothing, or it is left over. What is left over forbids every booking that
 * is not exact.
 */
export function coverageOf(
  reading: Reading,
  targets: Target[],
  transaction: TransactionFacts,
  names: readonly string[],
): Matches {
  const papers = new Set(transaction.remittanceLines?.map((line) => referenceKey(line.reference)));
  const named = [
    ...targets.map((target) => target.token).filter((token) => isWholeRange(token, reading, targets)),
    // What a remittance line names is followed there.
    ...(onlyPaper(transaction) ? [] : reading.tokens.filter((token) => papers.has(token.key))),
  ];
  const repeated = onlyPaper(transaction) ? [] : [...papers].flatMap((key) => writtenAt(key, reading));
  const advice = adviceIn(reading, targets, transaction);
  const things = Math.max(thingsNamed(targets), onlyPaper(transaction) ? 0 : papers.size);
  // Where nothing is named, that several are meant says no more than the amount does.
  const counts = reading.counts.map((count) => ({
    ...count,
    fits: count.atLeast ? things === 0 || count.count <= things : count.count === things,
  }));
  const places: Place[] = [
    ...named,
    ...repeated,
    ...targets.flatMap((target) => suffixOf(target, reading)),
    ...reading.settled,
    ...reading.dates.filter(
      (date) => !isYearAmongNumbers(date, reading) && !reading.tokens.some((token) => isNumberedLikeADate(token, date)),
    ),
    ...reading.amounts.filter((amount) => amount.sure || isAmountOf(amount.minors, targets, transaction)),
    ...(advice?.amounts ?? []),
    ...counts,
  ];
  const accounted = (place: Place): boolean => places.some((other) => holds(other, place));
  const left = reading.atoms.filter((atom) => !accounted(atom) && !isMinorAmount(atom, transaction));
  // That a short word with a digit in it names nothing says nothing of words.
  const said = [...places.filter((place) => !isShort(place)), ...partWordsIn(reading)];
  const strange = strangeWords(reading.text, names).filter((word) => !said.some((place) => overlaps(place, word)));
  const unfound = reading.tokens.filter(
    (token) =>
      token.ground !== "bare" &&
      left.some((atom) => overlaps(atom, token)) &&
      !named.some((hit) => overlaps(hit, token)),
  );
  const unknown = unfound.filter((token) => !unfound.some((longer) => isPartOf(token, longer)));
  const marks = [...reading.open, ...unspelt(reading, named)];
  const open = marks.filter((mark) => !counts.some((count) => count.fits && overlaps(count, mark)));
  return {
    targets,
    advice,
    unknown,
    unread: [
      ...left.map(({ text, start, end }): Unread => {
        const token = unknown.find((each) => !each.padded && each.start <= start && end <= each.end);
        return token ? { text: token.key, why: "unknown" } : { text, why: "unread" };
      }),
      ...open.map(({ text }): Unread => ({ text, why: "more" })),
      ...strange.map(({ start, end }): Unread => ({ text: reading.text.slice(start, end), why: "unread" })),
      ...counts.filter((count) => !count.fits).map(({ count }): Unread => ({ text: String(count), why: "count" })),
    ].filter((part, i, all) => all.findIndex((other) => other.text === part.text) === i),
  };
}

const isShort = (place: Reading["settled"][number]): boolean => place.rule === "short";

/** The tenant's own numbers look like dates (`20260112`): then a date in a text may be a number that nobody bears yet. */
const isNumberedLikeADate = (token: ReferenceToken, date: Place): boolean =>
  token.ground === "style" &&
  token.start === date.start &&
  token.end === date.end &&
  // Points and dashes between make it a date.
  token.end - token.start === token.key.length;

/** Beside other numbers of four digits that the tenant numbers so, a year alone (`1907, 1102, 1112`) may be one of them. */
const isYearAmongNumbers = (date: Place, { tokens }: Reading): boolean =>
  date.end - date.start === YEAR_CHARS &&
  tokens.some(({ key, ground, start }) => start !== date.start && ground === "style" && /^\d{4}$/.test(key));
const YEAR_CHARS = 4;

/** A shorter reading within a longer one that bridges no more blanks. */
const isPartOf = (token: ReferenceToken, longer: ReferenceToken): boolean =>
  holds(longer, token) && longer.key.length > token.key.length && !longer.padded && longer.blanks <= token.blanks;

/** A range is understood only as a whole. */
const isWholeRange = (token: ReferenceToken, { tokens }: Reading, targets: Target[]): boolean =>
  token.range === undefined ||
  tokens
    .filter((other) => other.range === token.range && other.start === token.start)
    .every((other) => targets.some((target) => target.token.key === other.key));

/** Where a remittance line's reference stands in the text, also one that is mistyped into none. */
function writtenAt(key: string, { atoms }: Reading): Place[] {
  return atoms.flatMap((first, n): Place[] => {
    let written = "";
    for (const atom of atoms.slice(n)) {
      written += atom.text;
      if (written === key) return [{ start: first.start, end: atom.end }];
      if (!key.startsWith(written)) break;
    }
    return [];
  });
}

/** Ranges of which the ends are named and not all that lies between: what is meant besides is not known. */
function unspelt({ text, tokens }: Reading, named: ReferenceToken[]): Atom[] {
  const ends = named.filter((token) => token.range === undefined).sort((a, b) => a.start - b.start);
  return ends.flatMap((from, n): Atom[] => {
    const to = ends.find((token) => token.start >= from.end);
    const gap = { start: from.end, end: to?.start ?? from.end };
    const numbers = [from, to].map((end) => Number(/\d+$/.exec(end?.key ?? "")?.[0] ?? "NaN"));
    const [first, last] = numbers as [number, number];
    const isRange =
      to !== undefined &&
      ends.indexOf(to) > n &&
      referenceStyle(from.key) === referenceStyle(to.key) &&
      last > first + 1 &&
      isRangeGap(text.slice(gap.start, gap.end));
    const isSpelt = tokens.some((token) => token.range !== undefined && token.key === to?.key && named.includes(token));
    return isRange && !isSpelt ? [{ ...gap, text: text.slice(from.start, to.end) }] : [];
  });
}

/** The digits behind a contract's number say which instalment: `HT-2026-0117-2`. */
function suffixOf({ token, level }: Target, { atoms }: Reading): Atom[] {
  if (level !== "contract" || token.next === undefined) return [];
  return atoms.filter((atom) => atom.text === token.next && atom.start >= token.end && atom.start <= token.end + 3);
}

/** How many papers the text names: receivables one by one, contracts as a whole. */
const thingsNamed = (targets: Target[]): number =>
  new Set(
    targets.flatMap((target) =>
      [...target.open, ...target.paid].map((item) => (target.level === "receivable" ? item.id : contractOf(item))),
    ),
  ).size;

/** A number without decimals is an amount if it is the line's, that of a remittance line, or one of what is named. */
function isAmountOf(
  minors: number[],
  targets: Target[],
  { amountMinor, remittanceLines = [] }: TransactionFacts,
): boolean {
  const open = targets.flatMap((target) => target.open);
  const told = remittanceLines.flatMap((line) => [line.amountMinor, line.discountMinor, line.deduction?.amountMinor]);
  const amounts = [
    amountMinor,
    ...told.map((minor = 0) => Math.abs(minor)),
    ...open.flatMap((item) => [item.openMinor, item.amountMinor]),
  ];
  const sum = [...new Set(open)].reduce(
    (total, item) => total + (item.kind === "invoice" ? item.openMinor : -item.openMinor),
    0,
  );
  return minors.some((minor) => minor === sum || amounts.includes(minor));
}

/** The line's amount as some programs write it, in minor units. */
const isMinorAmount = (atom: Atom, { amountMinor }: TransactionFacts): boolean => atom.text === String(amountMinor);
