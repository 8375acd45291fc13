import { isReference, isYear, REFERENCE_CHARS_MAX, referenceStyle } from "../normalise.ts";
import { type Label, labelBefore, paperOf } from "./labels.ts";
import { hanHead, hasDigit, isNumber, isWord, type Part, type Place } from "./text.ts";

/**
 * Why a stretch of text may be a reference, strongest first. `structured`: a field that is meant for one. `checked`: its check
 * digits prove it. `style`: the tenant numbers so. `invoice`, `paper`: a word beside it says so. `list`: it goes on a list that
 * began with one. `mixed`: letters and digits. `long`: six digits and no date. `bare`: nothing says so but that somebody may bear it.
 */
export const grounds = ["structured", "checked", "style", "invoice", "paper", "list", "mixed", "long", "bare"] as const;
export type Ground = (typeof grounds)[number];

/**
 * A possible reference: where it stands, how many blanks had to be bridged to read it as one, and the digits that follow it
 * after a mere connector (`HT-2026-0117-2` read as the contract is followed by `2`). All tokens of one `range` stand or fall together.
 */
export type ReferenceToken = Place & {
  key: string;
  ground: Ground;
  blanks: number;
  next?: string;
  range?: number;
  /** A fuller form than what is written: its zeros are added (`headed`), or its head as well (`headless`). */
  padded?: "headed" | "headless";
  /** How many digits the last word has, where several are joined: zeros are lost before those. */
  lastDigits?: number;
};

/** How the tenant numbers (`HT########`); `undefined` where that is not known, and then every number may be one of its own. */
export type Styles = ReadonlySet<string> | undefined;

/** At most so many parts (`HT`, `2026`, `0117`) are joined to one reference. */
const PARTS_MAX = 6;
/** A word before numbers, parted from them by a blank, is read as their head up to this length (`INV 2026 0117`). */
const HEAD_CHARS_MAX = 6;

/** What the words around a part of the text say of it, asked once a part. */
export type Labels = (part: Part) => Label | undefined;
export const labelsOf = (text: string): Labels => {
  const known = new Map<number, Label | undefined>();
  return (part) => {
    if (!known.has(part.start)) known.set(part.start, labelBefore(text, part.start));
    return known.get(part.start);
  };
};

/** All readings of the words of a text as references: each word, and neighbours joined. */
export function tokensOf(parts: Part[], styles: Styles, labels: Labels, strict: boolean): ReferenceToken[] {
  const heads = styles && new Set([...styles].map((style) => style.replace(/#.*$/, "")).filter((head) => head !== ""));
  return parts.flatMap((part, first) => {
    const found: ReferenceToken[] = [];
    let key = "";
    let blanks = 0;
    for (let last = first; last < Math.min(parts.length, first + PARTS_MAX); last++) {
      const here = parts[last] as Part;
      key += here.text;
      if (last > first && here.chunk !== (parts[last - 1] as Part).chunk) blanks++;
      if (key.length > REFERENCE_CHARS_MAX) break;
      const joined = parts.slice(first, last + 1);
      const isWhole = parts[first - 1]?.chunk !== part.chunk && parts[last + 1]?.chunk !== here.chunk;
      const isStyled = styles?.has(referenceStyle(key)) === true;
      if (!hasDigit(key) || !(isStyled || mayJoin(joined, blanks, heads, isWhole))) continue;
      const ground = groundOf(key, joined, styles, labels, strict);
      const after = parts[last + 1];
      const next = after && after.chunk === here.chunk && /^\d/.test(after.text) ? { next: after.text } : {};
      const lastDigits = last > first && isNumber(here.text) ? { lastDigits: here.text.length } : {};
      found.push({ key, ground, start: part.start, end: here.end, blanks, ...next, ...lastDigits });
    }
    return found;
  });
}

/** Numbers that begin with Han, as the tenant's do. */
export const hanHeaded = (text: string, parts: Part[], styles: Styles): ReferenceToken[] =>
  parts.flatMap((part): ReferenceToken[] => {
    const head = hanHead(text, part, styles);
    const key = head + part.text;
    return head === "" ? [] : [{ key, ground: "style", start: part.start - head.length, end: part.end, blanks: 0 }];
  });

/** Words that stand before numbers everywhere and are no head of one. */
const NO_HEADS = new Set(
  "AND UND ET OF VOM VON DATED DATE DTD FROM TO BIS FOR FUER PER AT ON IN EUR USD GBP CHF CNY RMB".split(" "),
);

/**
 * May these words be one reference that follows none of the tenant's styles? One word may, and a whole chunk. A number may take the
 * short word before it as its head. Where no styles are known, neighbours in a chunk may, and a word with the numbers behind it.
 */
function mayJoin(joined: Part[], blanks: number, heads: ReadonlySet<string> | undefined, isWhole: boolean): boolean {
  if (joined.length === 1 || (blanks === 0 && (isWhole || !heads))) return true;
  const [head, ...rest] = joined as [Part, ...Part[]];
  const isHead = heads ? heads.has(head.text) || paperOf(head.text) !== undefined : !NO_HEADS.has(head.text);
  const isShort = isWord(head.text) && head.text.length <= HEAD_CHARS_MAX;
  return isHead && isShort && rest.every((part) => isNumber(part.text)) && (rest.length === 1 || !heads);
}

function groundOf(key: string, joined: Part[], styles: Styles, labels: Labels, strict: boolean): Ground {
  if (strict) return "structured";
  const [head] = joined as [Part];
  const isBareYear = isYear(key) && labels(head) !== "invoice" && labels(head) !== "paper";
  if (isBareYear) return "bare";
  if (styles?.has(referenceStyle(key))) return "style";
  const label = isNumber(key) ? labels(head) : paperOf(/^\D+(?=\d+$)/.exec(key)?.[0] ?? "");
  if (label === "invoice" || label === "paper") return label;
  if (!isReference(key)) return "bare";
  return isNumber(key) ? "long" : "mixed";
}

/** Styles with one run of digits, of at most so many, may be written without their zeros (`INV-18` for `INV-00018`). */
const PADDED_DIGITS_MAX = 7;
/** So many fuller forms of one number are looked up. */
const PADDED_FORMS_MAX = 4;

/**
 * The fuller forms of a number that was written without its head or its zeros, by the tenant's styles: `INV-18` and
 * `Invoice #18` are `INV00018` where the tenant numbers `INV#####`.
 */
export function paddedForms(token: ReferenceToken, styles: Styles): ReferenceToken[] {
  const [, head = "", digits = ""] = /^(\D*)(\d+)$/.exec(token.key) ?? [];
  const isNamed = token.ground === "invoice" || token.ground === "paper";
  const number = digits.replace(/^0+/, "");
  if (!styles || number === "" || (!isNamed && head === "")) return [];
  const forms = [...styles].sort().flatMap((style) => {
    const [, letters = "", marks = ""] = /^([^#]*)(#+)$/.exec(style) ?? [];
    const fits =
      marks.length <= PADDED_DIGITS_MAX &&
      marks.length >= number.length &&
      head + marks !== letters + "#".repeat(digits.length);
    return fits && isSamePaper(head, letters) ? [`${letters}${number.padStart(marks.length, "0")}`] : [];
  });
  forms.push(...filledForms(token, styles));
  return forms
    .slice(0, PADDED_FORMS_MAX)
    .map((key) => ({ ...token, key, padded: head === "" ? ("headless" as const) : ("headed" as const) }));
}

/** `RE-2026-40` is RE20260040 where the tenant numbers `RE########` and not so: the zeros are lost before the running number. */
function filledForms({ key, lastDigits = 0 }: ReferenceToken, styles: ReadonlySet<string>): string[] {
  const [, head = "", digits = ""] = /^(\D+)(\d+)$/.exec(key) ?? [];
  if (digits.length <= lastDigits || styles.has(referenceStyle(key))) return [];
  return [1, 2, 3].flatMap((lost) => {
    const filled = `${head}${digits.slice(0, -lastDigits)}${"0".repeat(lost)}${digits.slice(-lastDigits)}`;
    return styles.has(referenceStyle(filled)) ? [filled] : [];
  });
}

/** Does a number that is written behind `head` mean one whose head is `letters` (`INVOICE` and `INV`; nothing at all)? */
export const isSamePaper = (head: string, letters: string): boolean =>
  head === letters || head === "" || (paperOf(head) !== undefined && (letters === "" || head.startsWith(letters)));
