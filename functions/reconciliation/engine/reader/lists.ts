import { isYear, REFERENCE_CHARS_MAX, referenceStyle } from "../normalise.ts";
import { paperOf } from "./labels.ts";
import { hanHead, hasDigit, isNumber, isWord, type Part, type Place } from "./text.ts";
import type { Labels, ReferenceToken, Styles } from "./tokens.ts";

/** Between the members of a list; a dash may stand before a member (`-0002 und -0003`). */
const COMMA = /^\s*(?:[、,，;；&+/・和及与跟とو]|(?:AND|UND|ET|Y|E|EN|OCH|OG|I|U|JA|ORAZ|A)\s)+\s*[-–]?\s*$/u;
const BLANK = /^\s+$/;
const DECIMALS = /^[.,]\d{1,2}(?![\d])/;
/** Between the ends of a range. */
const RANGE =
  /^\s*(?:[-–—~～〜至到]|から|(?:TO|BIS|THRU|THROUGH|TILL|UNTIL|UP TO|A LA|A|À|AU|AO|AL|T\/M|TOT|TOT EN MET|HASTA|ATÉ|ATE|JUSQU'(?:A|À)|FINO A|TOM|T\.O\.M\.?|TIL)\s|\.{2,3}|…)\s*[-–]?\s*$/u;
/** Between the ends of a range that are written without a blank. */
const JOINED_RANGE = /^(?:[-–—~]|\.{2,3})$/u;

/** Is this what stands between the ends of a range? */
export const isRangeGap = (gap: string): boolean => RANGE.test(gap);
/** A longer range is not spelled out; it stays unread. */
export const RANGE_MEMBERS_MAX = 60;

/** A number with what stands before its last digits: what the next member of a list leaves out. */
type Anchor = { head: string; digits: string; start: number; end: number; named: boolean };

/**
 * Lists and ranges that leave out what repeats: `INV 1001/02/03`, `RE-2026-0001, -0002 und -0003`, `1001, 1002 and 1003`,
 * `INV-001 to INV-003`, `0117至0119`. A member as long as the digits before it takes their head; a shorter one replaces their end,
 * if the number grows by that. `between` is what stands between the ends of a range.
 */
export function listTokens(
  text: string,
  parts: Part[],
  labels: Labels,
  styles: Styles,
): { tokens: ReferenceToken[]; between: Place[] } {
  const found: ReferenceToken[] = [];
  const between: Place[] = [];
  const numbered = new Set(parts.filter((part) => hasDigit(part.text)).map((part) => part.chunk));
  let anchor: Anchor | undefined;
  let ranges = 0;
  // Where the beginning of a range in one chunk (`KD/26/1042-1044`) ends: what follows is a number of its own.
  let firstEnd = 0;
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1];
    const begins = beginsRange(text, parts, at, labels, styles);
    // Digits inside of a number (`2026` of `RE-2026-0041`) begin no list.
    const isInner = next?.chunk === part.chunk && text.slice(part.end, next.start) !== "/" && !begins;
    const own = isInner ? undefined : anchorAt(text, parts, at, labels, styles, firstEnd);
    if (begins) firstEnd = part.end;
    if (anchor && own && RANGE.test(text.slice(anchor.end, own.start)) && own.start >= anchor.end) {
      ranges++;
      const members = rangeTokens(anchor, part, own, ranges);
      found.push(...members);
      if (members.length > 0) between.push({ start: anchor.end, end: own.start });
    }
    const gap = anchor && text.slice(anchor.end, part.start);
    // A number with decimals behind a blank is the amount of what stands before it: `FA2026-109 341,47`.
    const isAmount = gap !== undefined && BLANK.test(gap) && DECIMALS.test(text.slice(part.end));
    const isMember = isNumber(part.text) && !isAmount;
    const member = anchor && gap !== undefined && isMember ? memberOf(anchor, part, gap) : undefined;
    if (anchor && member) {
      if (beginsBare(anchor, part)) found.push({ ...placed(anchor), key: anchor.digits });
      found.push({ ...placed(part), key: anchor.head + member });
      anchor = { ...anchor, digits: member, end: part.end };
    } else if (own) anchor = own;
    else if (!isFiller(part) && !numbered.has(part.chunk)) anchor = undefined;
  }
  return { tokens: found.filter((token) => token.key.length <= REFERENCE_CHARS_MAX), between };
}

const placed = ({ start, end }: Place): Omit<ReferenceToken, "key"> => ({ ground: "list", start, end, blanks: 0 });

/** A number of which nothing says what it is, and with which others of its length go on: `101&102`. */
const beginsBare = ({ named, digits, start, end }: Anchor, { text }: Part): boolean =>
  !named &&
  end - start === digits.length &&
  text.length === digits.length &&
  text.length >= BARE_DIGITS_MIN &&
  !isYear(digits);
const BARE_DIGITS_MIN = 3;

/** `AND`, `UND` and the like are words of the text themselves. */
const isFiller = (part: Part): boolean =>
  /^(?:AND|UND|ET|Y|E|EN|OCH|OG|I|U|JA|ORAZ|と|から|まで|و|UP|TO|BIS|THRU|THROUGH|TILL|UNTIL|A|À|AL|TOT|MET|HASTA|ATÉ|ATE|JUSQU|FINO|TOM|TIL|T|M|AU|AO|LA)$/.test(
    part.text,
  );

/** Does a number end with this part, in a chunk that goes on with a range's end and as a whole is no number of the tenant's? */
function beginsRange(text: string, parts: Part[], at: number, labels: Labels, styles: Styles): boolean {
  const [part, next] = [parts[at] as Part, parts[at + 1]];
  if (next?.chunk !== part.chunk || !JOINED_RANGE.test(text.slice(part.end, next.start))) return false;
  const chunk = parts.filter((other) => other.chunk === part.chunk);
  const han = hanHead(text, part, styles);
  const keyOf = (words: Part[]): string => referenceStyle(han + words.map((word) => word.text).join(""));
  const digits = /\d+$/.exec(next.text)?.[0] ?? "";
  const first = chunk.filter((word) => word.start <= part.start);
  const before = parts[at - first.length];
  const head = before && isWord(before.text) ? [before] : [];
  const isOurs = [first, [...head, ...first]].some((words) => styles?.has(keyOf(words)) === true);
  const isCalled =
    ["invoice", "paper"].includes(labels(first[0] as Part) ?? "") && isSpan(chunk.map(({ text: word }) => word));
  return (
    digits.length >= JOINED_DIGITS_MIN &&
    (isOurs || isCalled) &&
    !styles?.has(keyOf(chunk)) &&
    !styles?.has(keyOf([...head, ...chunk]))
  );
}

/** Two numbers of one length that a range may lie between: `101-105`, but not `2026-0041`. */
const isSpan = ([from = "", to = "", ...others]: string[]): boolean =>
  others.length === 0 && isNumber(from) && from.length === to.length && !isYear(from) && Number(to) > Number(from);
/** One digit behind a contract's number says which instalment. */
const JOINED_DIGITS_MIN = 2;

/**
 * The number that ends with this part, with the words before it in its chunk (from `from` on), the one word before a blank, or the
 * Han before it that the tenant's numbers begin with.
 */
function anchorAt(
  text: string,
  parts: Part[],
  at: number,
  labels: Labels,
  styles: Styles,
  from: number,
): Anchor | undefined {
  const part = parts[at] as Part;
  const [, letters = "", digits = ""] = /^(.*?)(\d+)$/.exec(part.text) ?? [];
  if (digits === "") return undefined;
  let head = letters;
  let first = at;
  const isOfIt = (word: Part | undefined): word is Part => word?.chunk === part.chunk && word.start >= from;
  while (isOfIt(parts[first - 1])) head = (parts[--first] as Part).text + head;
  const han = head === "" ? hanHead(text, part, styles) : "";
  if (han !== "") return { head: han, digits, start: part.start - han.length, end: part.end, named: true };
  const before = parts[first - 1];
  const isHead =
    before && !isFiller(before) && isWord(before.text) && before.text.length <= 6 && !isMereLabel(before.text, styles);
  const parted = head === "" && isHead && !NUMBER_WORDS.has(before.text) ? before.text : "";
  const label = labels(parts[first] as Part);
  const named = /\D/.test(head) || label === "invoice" || label === "paper" || parted !== "";
  return { head: head === "" ? parted : head, digits, start: (parts[first] as Part).start, end: part.end, named };
}

/** The name of a paper that no number of the tenant's begins with: `INVS 1188 1192` where they are called `SIN1188`. */
const isMereLabel = (word: string, styles: Styles): boolean =>
  styles !== undefined && paperOf(word) === "invoice" && ![...styles].some((style) => style.startsWith(word));

/** Words that stand before every number and begin none: `Inv no. 101, 102`. */
const NUMBER_WORDS = new Set(["NO", "NOS", "NR", "NRS", "NUM", "NBR", "N", "NE", "NUMMER", "NUMBER", "REF", "ID"]);

/** The whole digits that a member stands for; nothing where it does not go on the list. */
function memberOf(anchor: Anchor, part: Part, gap: string): string | undefined {
  const { digits } = anchor;
  if (part.text.length > digits.length) return undefined;
  if (part.text.length === digits.length)
    return COMMA.test(gap) || (BLANK.test(gap) && anchor.named) ? part.text : undefined;
  // Behind a word, one digit counts (`and 2 others`); behind a sign it goes on with the list.
  if (!COMMA.test(gap) || (part.text.length === 1 && /\p{L}/u.test(gap))) return undefined;
  const whole = digits.slice(0, -part.text.length) + part.text;
  return whole > digits ? whole : undefined;
}

/** Every number of a range, at the place of its end: all of them must be known for the place to be understood. */
function rangeTokens(from: Anchor, part: Part, own: Anchor | undefined, range: number): ReferenceToken[] {
  const digits = own?.digits ?? "";
  const sameHead = own && (own.head === from.head || isNumber(part.text));
  if (!sameHead || digits.length > from.digits.length) return [];
  const last = Number(from.digits.slice(0, from.digits.length - digits.length) + digits);
  const first = Number(from.digits);
  if (last <= first || last - first >= RANGE_MEMBERS_MAX) return [];
  return Array.from({ length: last - first }, (_, n) => ({
    key: from.head + String(first + n + 1).padStart(from.digits.length, "0"),
    ground: "list" as const,
    start: part.start,
    end: part.end,
    blanks: 0,
    range,
  }));
}
