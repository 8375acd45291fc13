import { REFERENCE_CHARS_MAX } from "../normalise.ts";
import { hasDigit, isNumber, isWord, type Part, type Place } from "./text.ts";
import type { Labels, ReferenceToken } from "./tokens.ts";

/** Between the members of a list; a dash may stand before a member (`-0002 und -0003`). */
const COMMA = /^\s*(?:[、,，;；&+/和及与跟]|(?:AND|UND|ET|Y|E|EN|OCH|OG|I|U)\s)+\s*[-–]?\s*$/u;
const BLANK = /^\s+$/;
/** Between the ends of a range. */
const RANGE = /^\s*(?:[-–—~～至到]|(?:TO|BIS|THRU|THROUGH|TILL|UNTIL|A|À|AL|T\/M)\s|\.{2,3})\s*[-–]?\s*$/u;
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
): { tokens: ReferenceToken[]; between: Place[] } {
  const found: ReferenceToken[] = [];
  const between: Place[] = [];
  const numbered = new Set(parts.filter((part) => hasDigit(part.text)).map((part) => part.chunk));
  let anchor: Anchor | undefined;
  let ranges = 0;
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1];
    // Digits inside of a number (`2026` of `RE-2026-0041`) begin no list.
    const isInner = next?.chunk === part.chunk && text.slice(part.end, next.start) !== "/";
    const own = isInner ? undefined : anchorAt(parts, at, labels);
    if (anchor && own && RANGE.test(text.slice(anchor.end, own.start)) && own.start >= anchor.end) {
      ranges++;
      const members = rangeTokens(anchor, part, own, ranges);
      found.push(...members);
      if (members.length > 0) between.push({ start: anchor.end, end: own.start });
    }
    const gap = anchor && text.slice(anchor.end, part.start);
    const member = anchor && gap !== undefined && isNumber(part.text) ? memberOf(anchor, part, gap) : undefined;
    if (anchor && member) {
      found.push({ key: anchor.head + member, ground: "list", start: part.start, end: part.end, blanks: 0 });
      anchor = { ...anchor, digits: member, end: part.end };
    } else if (own) anchor = own;
    else if (!isFiller(part) && !numbered.has(part.chunk)) anchor = undefined;
  }
  return { tokens: found.filter((token) => token.key.length <= REFERENCE_CHARS_MAX), between };
}

/** `AND`, `UND` and the like are words of the text themselves. */
const isFiller = (part: Part): boolean =>
  /^(?:AND|UND|ET|Y|E|EN|OCH|OG|I|U|TO|BIS|THRU|THROUGH|TILL|UNTIL|A|À|AL)$/.test(part.text);

/** The number that ends with this part, with the words before it in its chunk, or the one word before a blank. */
function anchorAt(parts: Part[], at: number, labels: Labels): Anchor | undefined {
  const part = parts[at] as Part;
  const [, letters = "", digits = ""] = /^(.*?)(\d+)$/.exec(part.text) ?? [];
  if (digits === "") return undefined;
  let head = letters;
  let first = at;
  while (first > 0 && (parts[first - 1] as Part).chunk === part.chunk) head = (parts[--first] as Part).text + head;
  const before = parts[first - 1];
  const parted =
    head === "" && before && !isFiller(before) && isWord(before.text) && before.text.length <= 6 ? before.text : "";
  const label = labels(parts[first] as Part);
  const named = /\D/.test(head) || label === "invoice" || label === "paper" || parted !== "";
  return { head: head === "" ? parted : head, digits, start: (parts[first] as Part).start, end: part.end, named };
}

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
