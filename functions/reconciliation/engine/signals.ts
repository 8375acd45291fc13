import type { Policy, TransactionFacts } from "../schema.ts";
import {
  isCreditorReference,
  isReference,
  payerAccountKey,
  payerFullNameKey,
  payerNameKey,
  plain,
  REFERENCE_CHARS_MAX,
  referenceKey,
} from "./normalise.ts";

/** At most so many reference keys are looked up for one transaction; more would let a text set the bill. */
export const REFERENCE_KEYS_MAX = 16;
/** At most so many parts (`HT`, `2026`, `0117`) are joined to one reference. */
const PARTS_MAX = 6;
/** Remittance text beyond this is not read (camt allows 140 characters a line; real ones repeat few). */
const TEXT_CHARS_MAX = 1_000;

/**
 * A possible reference: where it stands in the text, how many blanks had to be bridged to read it as one, and the digits that
 * follow it after a mere dash (`HT-2026-0117-2` read as the contract is followed by `2`).
 */
export type ReferenceToken = {
  key: string;
  strict: boolean;
  start: number;
  end: number;
  blanks: number;
  next?: string;
};

/** Which instalment the text speaks of: a number, the first (首付款) or the last (尾款). */
export type InstalmentHint = number | "last";

/** Everything a bank line says about who pays what, in normal form; empty texts are absent: an empty signal is no signal. */
export type Signals = {
  references: ReferenceToken[];
  virtualAccountNo?: string;
  payerAccount?: string;
  payerName?: string;
  payerFullName?: string;
  instalment?: InstalmentHint;
};

type Part = { text: string; start: number; end: number; blankBefore: boolean };

const RUN = /[A-Z0-9]+(?:[\s\-‐-―_/.#:·~]{1,3}[A-Z0-9]+)*/g;

/** All readings of the alphanumeric runs of a text: each part, and neighbours joined (`HT-2026-0117`, `HT 2026 0117`). */
function tokensOf(text: string, strict: boolean, offset: number): ReferenceToken[] {
  const found: ReferenceToken[] = [];
  for (const run of plain(text.slice(0, TEXT_CHARS_MAX)).matchAll(RUN)) {
    const parts = partsOf(run[0], run.index + offset);
    for (let first = 0; first < parts.length; first++) {
      let key = "";
      let blanks = 0;
      for (let last = first; last < Math.min(parts.length, first + PARTS_MAX); last++) {
        const part = parts[last] as Part;
        key += part.text;
        if (last > first && part.blankBefore) blanks++;
        if (key.length > REFERENCE_CHARS_MAX) break;
        if (!isReference(key, strict)) continue;
        const after = parts[last + 1];
        const next = after && !after.blankBefore && /^\d/.test(after.text) ? { next: after.text } : {};
        found.push({ key, strict, start: (parts[first] as Part).start, end: part.end, blanks, ...next });
      }
    }
  }
  return found;
}

const partsOf = (run: string, start: number): Part[] =>
  [...run.matchAll(/[A-Z0-9]+/g)].map((match) => ({
    text: match[0],
    start: start + match.index,
    end: start + match.index + match[0].length,
    blankBefore: /\s/.test(run[match.index - 1] ?? ""),
  }));

/** `INV1001、1002`: a number as long as the tail of the reference before it takes that reference's head. */
function abbreviated(text: string, offset: number): ReferenceToken[] {
  const found: ReferenceToken[] = [];
  const list = /([A-Z][A-Z0-9\-_/]*?)(\d{3,12})((?:\s*[、,，;&+和及/]\s*\d{3,12})+)(?![A-Z0-9])/g;
  for (const match of plain(text.slice(0, TEXT_CHARS_MAX)).matchAll(list)) {
    const [, head = "", tail = "", rest = ""] = match;
    const restAt = match.index + head.length + tail.length + offset;
    for (const item of rest.matchAll(/\d{3,12}/g)) {
      const key = referenceKey(head + item[0]);
      const start = restAt + item.index;
      if (item[0].length === tail.length && isReference(key))
        found.push({ key, strict: false, start, end: start + item[0].length, blanks: 0 });
    }
  }
  return found;
}

/** A structured value as a whole (it may hold Han), then the tokens within it. */
function structuredTokens(value: string | undefined, offset: number): ReferenceToken[] {
  if (!value) return [];
  const key = referenceKey(value);
  const whole = isReference(key, true)
    ? [{ key, strict: true, start: offset, end: offset + value.length, blanks: 0 }]
    : [];
  return [...whole, ...tokensOf(value, true, offset)];
}

/** A checked creditor reference speaks twice: as a whole and as the reference it wraps (`RF720HYA6` → `0HYA6`). */
function creditorTokens(value: string | undefined, offset: number): ReferenceToken[] {
  if (!value) return [];
  if (!isCreditorReference(value)) return structuredTokens(value, offset);
  const key = referenceKey(value);
  const end = offset + value.length;
  const inner = key.slice(4).replace(/^0+/, "");
  return [key, key.slice(4), inner]
    .filter((k, i, all) => all.indexOf(k) === i && isReference(k, true))
    .map((k) => ({ key: k, strict: true, start: offset, end, blanks: 0 }));
}

const HAN_NUMBERS = "零一二三四五六七八九十";

/** Which instalment is meant, if the text says so: 首付款, 第2期, 尾款, "2nd instalment", "down payment", "final payment". */
export function instalmentHint(text: string | undefined): InstalmentHint | undefined {
  const upper = plain(text ?? "");
  const numbered =
    /第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:期|笔|次|批)/.exec(upper) ??
    /(\d{1,2})(?:ST|ND|RD|TH) INSTAL+MENT/.exec(upper) ??
    /INSTAL+MENT (?:NO\.? ?)?(\d{1,2})\b/.exec(upper);
  if (numbered?.[1]) return /\d/.test(numbered[1]) ? Number(numbered[1]) : HAN_NUMBERS.indexOf(numbered[1]);
  if (/首付|首期|首款|首笔|定金|DOWN PAYMENT|FIRST INSTAL+MENT/.test(upper)) return 1;
  return /尾款|末期|末款|FINAL (PAYMENT|INSTAL+MENT)|LAST INSTAL+MENT/.test(upper) ? "last" : undefined;
}

/** Keeps one token per key (the strictest, then the leftmost) and the first REFERENCE_KEYS_MAX, strict and long ones first. */
function boundedTokens(tokens: ReferenceToken[], amountMinor: number): ReferenceToken[] {
  const amounts = new Set([String(amountMinor), String(Math.floor(amountMinor / 100))]);
  const real = tokens.filter((t) => t.strict || !amounts.has(t.key));
  const ranked = real.sort(
    (a, b) =>
      Number(b.strict) - Number(a.strict) || b.key.length - a.key.length || a.blanks - b.blanks || a.start - b.start,
  );
  const firsts = ranked.filter((t, i) => ranked.findIndex((other) => other.key === t.key) === i);
  return firsts.slice(0, REFERENCE_KEYS_MAX);
}

/** Reads the signals off a bank line. Pure; the result alone says what must be looked up (see `lookupKeysOf`). */
export function signalsOf(transaction: TransactionFacts, policy: Policy): Signals {
  const structured = [...(transaction.references ?? []).slice(0, REFERENCE_KEYS_MAX), transaction.endToEndId];
  const span = TEXT_CHARS_MAX + 100;
  const tokens = [
    ...creditorTokens(transaction.creditorReference, 0),
    ...structured.flatMap((value, i) => creditorTokens(value, span * (i + 1))),
    ...tokensOf(transaction.remittance ?? "", false, span * (structured.length + 1)),
    ...abbreviated(transaction.remittance ?? "", span * (structured.length + 1)),
  ];
  const shared = isSharedPayer(transaction.payer?.name, policy);
  const known = <T extends string>(text: T): T | undefined => (text === "" ? undefined : text);
  return {
    references: boundedTokens(tokens, transaction.amountMinor),
    virtualAccountNo: known(payerAccountKey(transaction.virtualAccountNo)),
    payerAccount: shared ? undefined : known(payerAccountKey(transaction.payer?.accountNo)),
    payerName: shared ? undefined : known(payerNameKey(transaction.payer?.name)),
    payerFullName: shared ? undefined : known(payerFullNameKey(transaction.payer?.name)),
    instalment: instalmentHint([transaction.remittance, ...(transaction.references ?? [])].join(" ")),
  };
}

/** Payment platforms pay for everybody, so their name and account number identify nobody. */
export function isSharedPayer(name: string | undefined, policy: Policy): boolean {
  const text = plain(name ?? "");
  return text !== "" && policy.sharedPayerNames.some((shared) => text.includes(plain(shared)));
}
