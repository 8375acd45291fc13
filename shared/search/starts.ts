/**
 * Search asks what keys begin with. A text is cut into *starts* (a Chinese character that no known word hides, a word,
 * a reading, initials), each a row. Initials start only at the name and at its brand behind the place, pinyin at every
 * syllable that no known word hides: a company with phone and mail takes 16.8 rows and not 28. A query is translated
 * only where Chinese stands among letters (`上海yunfan`), so mostly the writer of the index and the verifying reader
 * alone need the readings (58 KB beside the bundle, made from `pinyin-pro`).
 */
import { asWritten, unsigned } from "./folding.ts";
import { insidePlaces, withoutSigns } from "./inside.ts";
import { phoneOf } from "./phones.ts";
import { undividedFromEach } from "./places.ts";
import { withoutTag } from "./query.ts";
import { syllablesOf } from "./readings.ts";
import { cut, HEAD_CHARS, joined, searchable, TWO_TAILS_CHARS_MIN, type Unit, unitsOf } from "./text.ts";
import { type Layout, layoutOf } from "./words.ts";

export type Kind = "name" | "phone" | "email" | "number" | "words";

/** A text of a record and what kind of text it is: each kind is searched from other places. */
export type Indexed = { field: string; text: string; kind: Kind };

/** How well a place of a text answers a query that begins there; lower is better. */
export const RANK = { whole: 0, beginning: 1, wordStart: 2, initials: 3, middle: 4, fuzzy: 5 } as const;

/** A place that a text can be searched from, with everything that follows it. */
export type Start = {
  term: string;
  rank: number;
  /** Has a posting. The others are found by way of one, and only compared. */
  isIndexed: boolean;
  /** A query equal to one of these is the whole value. */
  wholes?: readonly string[];
  /** May be mistyped: at its very beginning too, or only behind its head. */
  typos?: "any" | "afterHead";
  /** Has a posting for what stands behind so many characters, to be found by if one of these is mistyped. */
  heads?: readonly number[];
  /** What stands before it, from each place that may be mistyped: by this start those are found whose error is before it. */
  before?: readonly string[];
};

/** Chinese characters of a name that have a posting each. */
const HAN_STARTS_MAX = 12;
/** Chinese characters of a name by whose reading it is found, besides its two main ones. */
const READ_STARTS_MAX = 6;
/** Of what stands before a later syllable, so much is remembered; who types more is found by the beginning. */
const BEFORE_CHARS_MAX = 48;
/** Words of other scripts that have one. */
const WORD_STARTS_MAX = 6;
/** A word must have so many letters for its beginning to be looked for by its tail. */
const TYPO_CHARS_MIN = 4;
const SYLLABLE_CHARS_MAX = 6;
/** So many words have an acronym that people use as a name. */
const ACRONYM_WORDS_MIN = 3;

/** Domains of mail that everybody has: no search for them leads anywhere, and their partition would be the tenant's hottest. */
const FREE_MAIL = new Set(
  "qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com 139.com 189.cn aliyun.com gmail.com outlook.com hotmail.com live.com icloud.com yahoo.com".split(
    " ",
  ),
);

/** Every place that a text can be searched from. */
export function startsOf({ text, kind }: Indexed): Start[] {
  const form = searchable(text);
  if (form === "") return [];
  const starts = kind === "phone" ? phoneStarts(text) : kind === "email" ? emailStarts(form) : startsIn(form, kind);
  // What has neither letters nor digits is found as it stands.
  return starts.length > 0 ? starts : [whole(form)];
}

const whole = (term: string): Start => ({ term, rank: RANK.beginning, isIndexed: true, wholes: [term] });

function startsIn(form: string, kind: Kind): Start[] {
  const units = unitsOf(form);
  if (units.length === 0) return [];
  if (kind === "number") return numberStarts(form, units);
  const layout = layoutOf(units);
  const starts = [
    ...writtenStarts(units, layout, kind === "name"),
    ...unsignedStarts(units),
    ...insidePlaces(units, layout.end).map((place) => ({ ...place, rank: RANK.middle })),
  ];
  if (kind !== "name") return starts;
  const places = undividedFromEach(joined(units));
  starts.push(...places.map((term) => ({ term, rank: RANK.middle, isIndexed: true })));
  const glued = withoutSigns(form);
  if (glued !== undefined) starts.push({ term: glued, rank: RANK.wordStart, isIndexed: true });
  const read = units.slice(0, layout.end).some((u) => u.isHan) ? readStarts(units, layout) : acronym(units, layout.end);
  return [...starts, ...read];
}

function phoneStarts(text: string): Start[] {
  const phone = phoneOf(text);
  if (!phone) return [];
  const { national, local } = phone;
  const abroad = phone.e164?.slice(1) ?? national;
  const isChinese = abroad.startsWith("86") && phone.e164 !== undefined;
  const start = (term: string, rank: number, isIndexed = true): Start => ({ term, rank, isIndexed });
  return [
    { ...start(national, RANK.beginning), wholes: [national, abroad], typos: "afterHead" },
    // Queries lose China's code, so that no partition is every number's.
    { ...start(abroad, RANK.beginning, !isChinese), wholes: [abroad] },
    start(local, RANK.wordStart),
    start(national.slice(-4), RANK.middle),
  ];
}

function emailStarts(form: string): Start[] {
  const term = asWritten(form).replace(/ /g, "");
  const domain = term.slice(term.lastIndexOf("@") + 1);
  if (domain === term || domain === "") return [whole(term)];
  const untagged = withoutTag(term);
  return [
    { ...whole(term), typos: "afterHead" },
    ...(untagged === term ? [] : [whole(untagged)]),
    { term: domain, rank: RANK.wordStart, isIndexed: !FREE_MAIL.has(domain) },
  ];
}

/** A number from its beginning, from each of its parts (`HT-2026-0117`, `INV20260117`) and by its last four digits. */
function numberStarts(form: string, units: readonly Unit[]): Start[] {
  const term = units.map((u) => u.text).join("");
  const offsets = new Set([0]);
  let at = 0;
  for (const unit of units) {
    offsets.add(at);
    const letters = /^\p{L}+(?=\d)/u.exec(unit.text)?.[0] ?? "";
    if (letters !== "") offsets.add(at + letters.length);
    at += unit.text.length;
  }
  if (/\d{4}$/.test(term)) offsets.add(term.length - 4);
  return [...offsets].map((from, n) => ({
    term: term.slice(from),
    rank: from === 0 ? RANK.beginning : RANK.wordStart,
    isIndexed: n < WORD_STARTS_MAX,
    ...(from === 0 ? { wholes: [term, form], typos: "afterHead" as const } : {}),
  }));
}

/** A text as it is written, from each Chinese character and each word. */
function writtenStarts(
  units: readonly Unit[],
  { end, isWordStart, isInside }: Layout,
  mayBeMistyped: boolean,
): Start[] {
  let han = 0;
  let words = 0;
  return units.map((unit, at): Start => {
    const isRoom = unit.isHan ? han++ < HAN_STARTS_MAX : words++ < WORD_STARTS_MAX;
    const isLong = !unit.isHan && unit.text.length >= TYPO_CHARS_MIN;
    const term = joined(units.slice(at));
    return {
      term,
      rank: at === 0 ? RANK.beginning : isWordStart[at] ? RANK.wordStart : RANK.middle,
      isIndexed: isRoom && at < end && !isInside[at],
      ...(at === 0 ? { wholes: [term, joined(units.slice(0, end))] } : {}),
      ...(isLong && at < end ? (mayBeMistyped ? mistyped(unit.text) : { typos: "afterHead" as const }) : {}),
    };
  });
}

/** Words with a sign behind them, without it: the one letter of `c++` is no beginning of a longer word. */
const unsignedStarts = (units: readonly Unit[]): Start[] =>
  units.flatMap(({ text }, at) => {
    const term = unsigned(text);
    const rank = at === 0 ? RANK.beginning : RANK.wordStart;
    return term === text ? [] : [{ term, rank, isIndexed: at < WORD_STARTS_MAX }];
  });

const mistyped = (word: string): Pick<Start, "typos" | "heads"> => ({
  typos: "any",
  heads: word.length < TWO_TAILS_CHARS_MIN ? [HEAD_CHARS] : [HEAD_CHARS, 2 * HEAD_CHARS],
});

/**
 * A Chinese name as it is read: from each syllable at which no known word begins, and by initials from where a name of its
 * own begins. By a later syllable those are found too who have mistyped an earlier one.
 */
function readStarts(units: readonly Unit[], { end, isWordStart, isKnown, isInside, second }: Layout): Start[] {
  const syllables = syllablesOf(units.map((u) => (u.isHan ? u.text : " ")).join(""));
  const spell = (from: number, to: number, letters?: number): string =>
    joined(units.slice(from, to), (unit, n) =>
      unit.isHan ? cut(syllables[from + n] ?? unit.text, letters ?? SYLLABLE_CHARS_MAX) : unit.text,
    );
  const mains = second ? [0, second.at] : [0];
  let read = 0;
  return units.slice(0, end).flatMap((unit, at): Start[] => {
    if (!unit.isHan && at > 0 && !units[at - 1]?.isHan) return [];
    const isMain = at === 0 || at === second?.at;
    const isIndexed = isMain || (!isInside[at] && !isKnown[at] && read++ < READ_STARTS_MAX);
    const rank = at === 0 ? RANK.beginning : isWordStart[at] ? RANK.wordStart : RANK.middle;
    const full = spell(at, units.length);
    const wholes = at === 0 ? { wholes: [full, spell(at, end)] } : {};
    const typos = isMain ? { typos: "any" as const, heads: [HEAD_CHARS] } : {};
    const before = isIndexed ? mains.filter((from) => from < at).map((from) => spell(from, at)) : [];
    const isByInitials = at === 0 || (isMain && !second?.isGivenName);
    return [
      {
        term: full,
        rank,
        isIndexed,
        ...wholes,
        ...typos,
        before: before.filter((one) => one.length <= BEFORE_CHARS_MAX),
      },
      { term: spell(at, units.length, 1), rank: isByInitials ? RANK.initials : RANK.middle, isIndexed: isByInitials },
    ];
  });
}

/** The first letters of a name of several words (`International Business Machines`). */
function acronym(units: readonly Unit[], end: number): Start[] {
  if (end < ACRONYM_WORDS_MIN) return [];
  const term = units.slice(0, end).map((u) => cut(u.text, 1));
  return [{ term: term.join(""), rank: RANK.initials, isIndexed: true }];
}

/** What follows each head of a start. */
export const tailsIn = ({ term, heads = [] }: Start): { head: string; tail: string }[] =>
  heads
    .map((chars) => ({ head: term.slice(0, chars), tail: term.slice(chars) }))
    .filter(({ head, tail }) => tail !== "" && /^[a-z0-9]+$/.test(head));
