import { checkedIn } from "./checked.ts";
import { hasDigit, type Part, type Place } from "./text.ts";
import type { Labels } from "./tokens.ts";

/** The rules by which a part of the text says nothing of what is paid, though it holds digits. */
export type NoiseRule = "bankField" | "payersOwn" | "account" | "percent" | "short" | "payerName" | "ordinal";
export type Noise = Place & { rule: NoiseRule };

/** What is known besides the text: the account numbers and names of the line itself. */
export type Known = { accountKeys: string[]; names: string[] };

/** A number of one or two digits, and a word of up to three with a digit in it, name nothing unless a style or label says so. */
const NUMBER_CHARS_MAX = 2;
const MIXED_CHARS_MAX = 3;

/** All parts of a text (in normal form) that are noise by a rule. They are noise only as long as nobody bears them. */
export function noiseIn(text: string, parts: Part[], labels: Labels, known: Known): Noise[] {
  const chunks = [...Map.groupBy(parts, (part) => part.chunk).values()];
  const nameWords = new Set(known.names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)).filter(hasDigit));
  const found: Noise[] = [];
  for (const chunk of chunks) {
    const [first, last] = [chunk[0] as Part, chunk.at(-1) as Part];
    const place = { start: first.start, end: last.end };
    const label = labels(first) ?? labels(chunk.find((part) => hasDigit(part.text)) ?? first);
    const key = chunk.map((part) => part.text).join("");
    if (label === "bank" || label === "theirs")
      found.push({ ...place, rule: label === "bank" ? "bankField" : "payersOwn" });
    else if (known.accountKeys.includes(key)) found.push({ ...place, rule: "account" });
    else if (label === undefined) found.push(...shortOnes(text, chunk, nameWords));
  }
  return [
    ...found,
    ...checkedIn(text).flatMap(({ kind, start, end }): Noise[] =>
      kind === "iban" ? [{ start, end, rule: "account" }] : [],
    ),
    ...bankSerials(text),
    ...phones(text),
    ...percents(text),
  ];
}

function shortOnes(text: string, chunk: Part[], nameWords: ReadonlySet<string>): Noise[] {
  const alone = chunk.length === 1;
  return chunk.flatMap((part): Noise[] => {
    if (nameWords.has(part.text)) return [{ start: part.start, end: part.end, rule: "payerName" }];
    if (!alone) return [];
    if (/^\d+(?:ST|ND|RD|TH)$/.test(part.text)) return [{ start: part.start, end: part.end, rule: "ordinal" }];
    const short = /^\d+$/.test(part.text) ? part.text.length <= NUMBER_CHARS_MAX : part.text.length <= MIXED_CHARS_MAX;
    const ofList =
      /[/,、，&+]\s*$/.test(text.slice(0, part.start)) && /\d\s*[/,、，&+]\s*$/.test(text.slice(0, part.start));
    return short && !ofList ? [{ start: part.start, end: part.end, rule: "short" }] : [];
  });
}

/** A phone number in groups: all that follows the word, as far as it is figures. */
const phones = (text: string): Noise[] =>
  [
    ...text.matchAll(
      /(?:(?<!\p{L})(?:TEL|TELEFON|TELEPHONE|PHONE|MOB|MOBILE|FAX|FON)|电话|手机)[\s.:：+]*(?<no>\d[\d\s()/+-]{4,20}\d)(?!\d)/gu,
    ),
  ].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - (match.groups?.no ?? "").length, end, rule: "bankField" as const };
  });

/** References of British payment systems stand behind the payer's text without a word: `RP3011746223820112`. */
const bankSerials = (text: string): Noise[] =>
  [...text.matchAll(/(?<![\p{L}\d])(?:RP|FP)\d{14,18}(?!\d)/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    rule: "bankField" as const,
  }));

const percents = (text: string): Noise[] =>
  [...text.matchAll(/\d+(?:[.,]\d+)?\s?(?:%|PCT\b|PERCENT|PROZENT|个点)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    rule: "percent" as const,
  }));
