import type { Policy, RemittanceLine, TransactionFacts } from "../../schema.ts";
import { isBrokenReference, referenceKey, referenceStyle } from "../normalise.ts";
import { type Checked, checkedIn } from "./checked.ts";
import { type Amount, amountsIn, datesIn } from "./figures.ts";
import { isTheirs } from "./labels.ts";
import { listTokens } from "./lists.ts";
import { type Count, countsIn, type InstalmentHint, instalmentIn, openMarksIn } from "./marks.ts";
import { type Known, type NoiseRule, noiseIn } from "./noise.ts";
import { hasDigit, holds, isNumber, overlaps, type Part, type Place, partsOf } from "./text.ts";
import { grounds, hanHeaded, labelsOf, paddedForms, type ReferenceToken, type Styles, tokensOf } from "./tokens.ts";

export { isCreditorReference } from "./checked.ts";
export { isRangeGap } from "./lists.ts";
export type { InstalmentHint } from "./marks.ts";
export { holds, overlaps, type Place } from "./text.ts";
export type { ReferenceToken, Styles } from "./tokens.ts";

/** A part of what was said that may name something: every word with a digit in it. */
export type Atom = Place & { text: string };

/**
 * All that a line says, each thing with its place. Places of the free text and of each structured field lie apart. Nothing is
 * decided here: a number may be a reference, an amount and a date at once, until the candidates are known.
 */
export type Reading = {
  /** The free text in its normal form; atoms and places of the free text point into it. */
  text: string;
  atoms: Atom[];
  tokens: ReferenceToken[];
  amounts: Amount[];
  dates: Place[];
  /** Noise by a rule and an instalment's number: they say nothing of which receivable is meant. */
  settled: (Place & { rule?: NoiseRule })[];
  counts: Count[];
  /** What says that more is meant than is named, or that text was lost. */
  open: Atom[];
  instalment?: InstalmentHint;
};

/** Remittance text beyond this is not read (camt allows 140 characters a line; real ones repeat few). */
export const TEXT_CHARS_MAX = 1_000;
/** A text this long was cut on its way in (a cut may end before a blank or half a character). */
const CUT_CHARS_MIN = TEXT_CHARS_MAX - 2;
/** References of structured fields that are read; more were cut on their way in. */
const STRUCTURED_MAX = 50;
/** Normal forms are longer than their texts at most by this factor (NFKC); the fields' places must not meet. */
const SPAN = 20 * TEXT_CHARS_MAX;

/** One field's reading, its places moved to `offset`. */
function readField(value: string, offset: number, strict: boolean, line: LineFacts): Reading {
  const { text, parts } = partsOf(value.slice(0, TEXT_CHARS_MAX));
  const labels = labelsOf(text);
  const instalment = instalmentIn(text);
  const lists = strict ? { tokens: [], between: [] } : listTokens(text, parts, labels, line.styles);
  const open = [...openMarksIn(text), ...(strict ? [] : fullFieldIn(value, text, parts))].filter(
    (mark) => !lists.between.some((gap) => holds(gap, mark)),
  );
  const plainTokens = [
    ...tokensOf(parts, line.styles, labels, strict),
    ...hanHeaded(text, parts, line.styles),
    ...lists.tokens,
    ...checkedIn(text).flatMap(checkedTokens),
  ];
  const tokens = [...plainTokens, ...plainTokens.flatMap((token) => paddedForms(token, line.styles))];
  // A payer's own number goes no further than one that is written as the tenant's are: `KD/26/1042-1044`.
  const noise = noiseIn(text, parts, labels, line.known).map((place) => {
    const ours = tokens.find((token) => token.ground === "style" && token.start === place.start && token.blanks === 0);
    return place.rule === "payersOwn" && ours && ours.end < place.end ? { ...place, end: ours.end } : place;
  });
  // A word before it makes a number of the tenant's own style, with its letters, nobody else's: `RE-1001 plus charges RE-1002`. But `PO-33930` is a
  // customer's, though orders bear others like it.
  const isOurs = (place: Place): boolean =>
    tokens.some(
      (token) =>
        token.ground === "style" &&
        !isTheirs(/^\p{L}*/u.exec(token.key)?.[0] ?? "") &&
        token.blanks === 0 &&
        !token.padded &&
        overlaps(place, token),
    );
  const others = noise.filter(
    ({ rule, ...place }) => !(rule === "bankField" || rule === "payersOwn") || !isOurs(place),
  );
  const settled: Reading["settled"] = [...others, ...(instalment ? [instalment] : [])];
  const at = <T extends Place>(places: T[]): T[] =>
    places.map((place) => ({ ...place, start: place.start + offset, end: place.end + offset }));
  const atoms = parts
    .filter((part) => hasDigit(part.text))
    .map(({ start, end, text: word }) => ({ start, end, text: word }));
  return {
    text,
    atoms: at(atoms),
    tokens: at(tokens),
    amounts: at(amountsIn(text, line.currency)),
    dates: at(datesIn(text)),
    settled: at(settled),
    counts: at(countsIn(text)),
    open: at(open.map((place) => ({ ...place, text: text.slice(place.start, place.end) }))),
    ...(instalment ? { instalment: instalment.hint } : {}),
  };
}

/** So many characters a SEPA or SWIFT remittance holds. */
const FIELD_CHARS = 140;
/** So many numbers make a list of which a full field may have cut the rest. */
const LISTED_MIN = 6;

/** A list that fills its field, so that one more of its numbers had no room: programs leave out the rest without saying so. */
function fullFieldIn(value: string, text: string, parts: Part[]): Place[] {
  const written = value.trimEnd().length;
  const last = parts.at(-1);
  if (!last || written > FIELD_CHARS || last.end !== text.trimEnd().length) return [];
  const chunks = [...Map.groupBy(parts, (part) => part.chunk).values()].map((words) =>
    words.map((word) => word.text).join(""),
  );
  const style = referenceStyle(chunks.at(-1) ?? "");
  const listed = new Set(chunks.filter((chunk) => hasDigit(chunk) && referenceStyle(chunk) === style));
  const isFull = written + style.length + 1 > FIELD_CHARS;
  return isFull && listed.size >= LISTED_MIN ? [{ start: last.start, end: last.end }] : [];
}

/** What the fields of one line have in common. */
type LineFacts = { currency: string; styles: Styles; known: Known };

/** A checked creditor reference speaks twice: as a whole and as the reference it wraps (`RF720HYA6` → `0HYA6`). */
function checkedTokens({ key, kind, start, end }: Checked): ReferenceToken[] {
  if (kind === "iban") return [];
  const inner = kind === "creditor" ? [key.slice(4), key.slice(4).replace(/^0+/, "")] : [];
  const keys = [key, ...inner].filter((k, i, all) => all.indexOf(k) === i && hasDigit(k) && k.length > 2);
  return keys.map((each) => ({ key: each, ground: "checked" as const, start, end, blanks: 0 }));
}

/** A structured value as a whole (it may hold Han), and what stands in it. */
function structured(value: string, offset: number, line: LineFacts): Reading {
  const reading = readField(value, offset, true, line);
  const key = referenceKey(value);
  const whole: ReferenceToken = {
    key,
    ground: "structured",
    start: offset,
    end: offset + reading.text.length,
    blanks: 0,
  };
  return { ...reading, tokens: hasDigit(key) ? [whole, ...reading.tokens] : reading.tokens };
}

function factsOf(transaction: TransactionFacts, policy: Policy, styles: Styles): LineFacts {
  const keys = [transaction.payer?.accountNo, transaction.virtualAccountNo, ...policy.ownAccountNos];
  return {
    currency: transaction.currency,
    styles,
    known: {
      accountKeys: keys.map((no) => referenceKey(no ?? "")).filter((key) => key.length > 4),
      names: [partsOf(transaction.payer?.name ?? "").text],
    },
  };
}

/** What one remittance line calls its paper. It is written as in a text (`Invoice #86`), and a number alone is one of a paper. */
function called(value: string, offset: number, line: LineFacts): Reading {
  const reading = readField(value, offset, false, line);
  const [first, last] = [reading.atoms[0], reading.atoms.at(-1)];
  const isAlone = ({ start, end }: Place): boolean => start === first?.start && end === last?.end;
  const tokens = reading.tokens.map((token) =>
    (token.ground === "bare" || token.ground === "long") && isNumber(token.key) && isAlone(token)
      ? { ...token, ground: "invoice" as const }
      : token,
  );
  const padded = tokens.flatMap((token) => (token.padded ? [] : paddedForms(token, line.styles)));
  return { ...reading, tokens: ranked([...tokens, ...padded]) };
}

/** Reads the paper that one remittance line names. */
export const readPaper = (
  line: RemittanceLine,
  transaction: TransactionFacts,
  policy: Policy,
  styles: Styles,
): Reading => called(line.reference, 0, factsOf(transaction, policy, styles));

/**
 * Reads what a line says of the papers that it pays: the free text and the structured fields. Pure; `styles` are how the tenant
 * numbers, so that what follows them is told from a payer's own numbers. Papers that are told line by line are read one by one
 * (`readPaper`); one alone, with nothing but the whole amount on it, says no more than a reference does.
 */
export function readLine(transaction: TransactionFacts, policy: Policy, styles: Styles): Reading {
  const { remittance = "", creditorReference, endToEndId } = transaction;
  const line = factsOf(transaction, policy, styles);
  const papers = new Set(transaction.remittanceLines?.map(({ reference }) => referenceKey(reference)));
  const references = (transaction.references ?? []).filter((value) => !papers.has(referenceKey(value)));
  const fields = [creditorReference, ...references.slice(0, STRUCTURED_MAX)].map((value, i) =>
    structured(value ?? "", SPAN * (i + 1), line),
  );
  // An end-to-end id is the payer's own: what it names counts, and what it does not name is no part of the remittance.
  const ownId = structured(endToEndId ?? "", SPAN * (fields.length + 1), line);
  const only = onlyPaper(transaction);
  if (only) fields.push(called(only.reference, SPAN * (fields.length + 2), line));
  const free = readField(remittance, 0, false, line);
  const cut = remittance.length >= CUT_CHARS_MIN || references.length >= STRUCTURED_MAX;
  const all = [free, ...fields];
  const end = free.text.length;
  return {
    text: free.text,
    atoms: all.flatMap((field) => field.atoms),
    tokens: ranked([...all, ownId].flatMap((field) => field.tokens)),
    amounts: all.flatMap((field) => field.amounts),
    dates: all.flatMap((field) => field.dates),
    settled: all.flatMap((field) => field.settled),
    counts: all.flatMap((field) => field.counts),
    open: [...all.flatMap((field) => field.open), ...(cut ? [{ start: end, end: end + 1, text: "(cut)" }] : [])],
    instalment: all.find((field) => field.instalment !== undefined)?.instalment,
  };
}

/** The one remittance line that says no more than its reference: all of the payment is for this paper. */
export function onlyPaper({ remittanceLines = [], amountMinor }: TransactionFacts): RemittanceLine | undefined {
  const [line, ...others] = remittanceLines;
  const isPlain = line && others.length === 0 && !line.discountMinor && !line.deduction;
  return isPlain && line.amountMinor === amountMinor ? line : undefined;
}

/** Strongest ground first, then the longest without blanks, then the leftmost; each key once at each place. */
function ranked(tokens: ReferenceToken[]): ReferenceToken[] {
  const order = (token: ReferenceToken): number => grounds.indexOf(token.ground);
  const sorted = tokens.sort(
    (a, b) => order(a) - order(b) || a.blanks - b.blanks || b.key.length - a.key.length || a.start - b.start,
  );
  const seen = new Set<string>();
  const whole = sorted.filter((token) => !isBrokenReference(token.key));
  const firm = whole.filter((token) => token.ground === "style" || token.ground === "checked");
  return whole.filter((token) => {
    const id = `${token.key} ${token.start} ${token.end}`;
    const isPartOfFirm = firm.some(
      (other) =>
        order(other) < order(token) &&
        holds(other, token) &&
        other.key.includes(token.key) &&
        other.blanks <= token.blanks,
    );
    return !isPartOfFirm && !seen.has(id) && seen.add(id);
  });
}

/** Shorter structured values, and what nothing but itself says to be a reference, are looked for among the payer's own only. */
const LOOKED_UP_CHARS_MIN = 3;

/** Is this reading worth a query of all that bear it? */
export const isWorthAQuery = ({ ground, key }: ReferenceToken): boolean =>
  ground !== "bare" &&
  key.length >= (isNumber(key) && ground === "structured" ? LOOKED_UP_CHARS_MIN + 1 : LOOKED_UP_CHARS_MIN);
