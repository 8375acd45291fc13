import type { OpenItem, PaidItem } from "../schema.ts";
import { byText, isYear, nameKeys, referenceKey } from "./normalise.ts";
import { bearersByNumber } from "./numbers.ts";
import { believed } from "./otherwise.ts";
import { holds, isWorthAQuery, overlaps, type Reading, type ReferenceToken } from "./reader/index.ts";

/**
 * What one token names. `receivable`: one receivable by its own reference, its payment's or its end-to-end id. `contract`: the
 * receivables of a contract or an order (or several that share a reference). `open` may hold other currencies; `paid` what is
 * no longer open.
 */
export type Target = {
  token: ReferenceToken;
  level: "receivable" | "contract";
  open: OpenItem[];
  paid: PaidItem[];
  /** The text says that this number is something else (`Kd.Nr. 1045`, `Tel. 1045`, `Auftrag 1045`, `15.10.`). */
  otherwise?: boolean;
};

export type Named = Pick<
  OpenItem,
  "id" | "accountId" | "reference" | "paymentReference" | "contractNo" | "orderId" | "endToEndId"
>;

/** The keys by which an item is named itself; its contract's and order's keys are apart. */
const ownKeys = (item: Named): string[] => nameKeys([item.reference, item.paymentReference, item.endToEndId]);
const contractKeys = (item: Named): string[] => nameKeys([item.contractNo, item.orderId]);

/** Every key an item can be named by. */
export const namesOf = (item: Named): string[] => [...ownKeys(item), ...contractKeys(item)];

/** The candidates by every key that they bear. */
type Bearers = Map<string, Named[]>;

function bearersOf(items: Named[], keys: (item: Named) => string[]): Bearers {
  const found: Bearers = new Map();
  for (const item of items) for (const key of new Set(keys(item))) found.set(key, [...(found.get(key) ?? []), item]);
  return found;
}

/** The candidates that a decision knows, open and paid, those among them that are the payer's own, and what was paid. */
export type Candidates = { open: OpenItem[]; paid: PaidItem[]; payerIds: string[]; amountMinor: number };

/** Finds what the tokens name among the candidates, and drops readings that a better one covers. */
export function targetsOf(reading: Reading, { open, paid, payerIds, amountMinor }: Candidates): Target[] {
  const items: Named[] = [...open, ...paid];
  const own = bearersOf(items, ownKeys);
  const ofContract = bearersOf(items, contractKeys);
  const isPayers = (item: Named): boolean => payerIds.includes(item.accountId);
  const payers = items.filter(isPayers);
  const settled = paid.filter((item) => !open.some((still) => still.id === item.id));
  const targetOf = (token: ReferenceToken, bearers: Named[], isOwn: boolean): Target | undefined => {
    const ids = new Set(bearers.map((item) => item.id));
    if (ids.size === 0) return undefined;
    const single = ids.size === 1 && isOwn;
    return {
      token,
      level: single ? "receivable" : "contract",
      open: open.filter((item) => ids.has(item.id)),
      paid: settled.filter((item) => ids.has(item.id)),
    };
  };
  const han = hanTokens(reading.text, items).filter(({ key }) => !reading.tokens.some((token) => token.key === key));
  const tokens = [...reading.tokens, ...han].filter((token) => mayName(token, reading));
  const hits = tokens.flatMap((token) => {
    const may = isWorthAQuery(token) ? () => true : isPayers;
    const byOwn = (own.get(token.key) ?? []).filter(may);
    const bearers = [...new Set([...byOwn, ...(ofContract.get(token.key) ?? []).filter(may)])];
    const byKey = targetOf(
      token,
      bearers,
      bearers.every((item) => byOwn.includes(item)),
    );
    if (byKey) return [byKey];
    if (isInside(token, reading, amountMinor)) return [];
    const byNumber = bearersByNumber(token, payers);
    return byNumber ? (targetOf(token, byNumber.items, byNumber.isOwn) ?? []) : [];
  });
  const exact = hits.filter(
    (hit) => !hits.some((other) => covers(other.token, hit.token) || (other !== hit && saysSame(other, hit))),
  );
  return believed(exact, reading, payerIds, amountMinor).sort(
    (a, b) =>
      Number(b.token.ground === "structured") - Number(a.token.ground === "structured") ||
      a.token.start - b.token.start ||
      byText(a.token.key, b.token.key),
  );
}

/** Figures of the very amount that was paid (`32` of `58,32`) are no running number, though a list might go on with them. */
const isInside = (token: ReferenceToken, { amounts }: Reading, amountMinor: number): boolean =>
  amounts.some(
    (amount) =>
      amount.sure &&
      amount.minors.includes(amountMinor) &&
      holds(amount, token) &&
      token.end - token.start < amount.end - amount.start,
  );

/**
 * Figures inside of a date (`1510` of `15.10.2026`) are no number. One that nothing calls a reference may not be one inside of what is
 * written as money either; a year alone is none.
 */
const mayName = (token: ReferenceToken, { dates, settled, amounts }: Reading): boolean =>
  token.ground === "structured" ||
  token.ground === "checked" ||
  (!dates.some((date) => holds(date, token) && token.end - token.start < date.end - date.start) &&
    mayBeNumber(token, { dates, settled, amounts }));

const mayBeNumber = (
  token: ReferenceToken,
  { dates, settled, amounts }: Pick<Reading, "dates" | "settled" | "amounts">,
): boolean =>
  token.ground !== "bare" ||
  (!isYear(token.key) &&
    ![...dates, ...settled, ...amounts.filter((amount) => amount.sure)].some(
      (place) => overlaps(place, token) && (place.start < token.start || token.end < place.end),
    ));

/**
 * Does reading `a` make reading `b` of the same place superfluous? The longer one does, unless it had to bridge a blank
 * that the shorter one had not: `INV-12 500` may be INV-12 and an amount, so then both readings stand. Of equal places the one
 * that stands as it is written does. The members of a range stand at its end, and none covers another.
 */
function covers(a: ReferenceToken, b: ReferenceToken): boolean {
  if (a.key === b.key || !overlaps(a, b) || b.range !== undefined) return false;
  if (a.start === b.start && a.end === b.end) return !a.padded && b.padded !== undefined;
  if (a.start > b.start || a.end < b.end) return false;
  return a.blanks === 0 || b.blanks > 0;
}

/** A longer reading of the same place that names the very same, blanks or not. */
const saysSame = (a: Target, b: Target): boolean =>
  a.token.end - a.token.start > b.token.end - b.token.start &&
  holds(a.token, b.token) &&
  [...b.open, ...b.paid].every((item) => [...a.open, ...a.paid].some((other) => other.id === item.id));

/** References that hold Han (`沪科字2026第001号`) have no edges in Chinese text: look for those of the candidates in it. */
function hanTokens(text: string, items: Named[]): ReferenceToken[] {
  const keys = [...new Set(items.flatMap(namesOf))].filter((key) => /\p{Script=Han}/u.test(key)).sort(byText);
  if (keys.length === 0) return [];
  const places = [...text.matchAll(/[\p{L}\p{N}]/gu)].map((match) => match.index);
  const condensed = referenceKey(text);
  return keys.flatMap((key) => {
    const at = condensed.indexOf(key);
    const isCut =
      at < 0 ||
      (/\d$/.test(key) && /\d/.test(condensed[at + key.length] ?? "")) ||
      (/^\d/.test(key) && /\d/.test(condensed[at - 1] ?? ""));
    const start = places[at];
    const last = places[at + key.length - 1];
    if (isCut || start === undefined || last === undefined) return [];
    return [{ key, ground: "style" as const, start, end: last + 1, blanks: 0 }];
  });
}
