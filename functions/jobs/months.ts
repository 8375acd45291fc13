import { foldedLetters } from "../../shared/search/folding.ts";

/** Languages whose words for months are known. */
const LANGUAGES = "en en-GB de fr es it pt nl pl sv da nb fi cs sk ro hu tr ru uk el vi id ar hi".split(" ");
const MONTHS = 12;

const plain = (word: string): string => foldedLetters(word.normalize("NFKC").toLowerCase()).replace(/\./g, "");

let known: ReadonlyMap<string, number> | undefined;

/** The months that words stand for; one that means another month in another language stands for none. */
function monthWords(): ReadonlyMap<string, number> {
  if (known) return known;
  const words = new Map<string, number>();
  const note = (word: string, month: number): unknown =>
    words.set(plain(word), (words.get(plain(word)) ?? month) === month ? month : 0);
  for (const language of LANGUAGES) {
    for (const month of ["long", "short"] as const) {
      const shapes = [{ month }, { month, day: "numeric" }] as const;
      for (const shape of shapes) {
        const format = new Intl.DateTimeFormat(language, { ...shape, timeZone: "UTC", numberingSystem: "latn" });
        for (let at = 0; at < MONTHS; at++) {
          const parts = format.formatToParts(new Date(Date.UTC(2026, at, 15)));
          for (const { type, value } of parts)
            if (type === "month" && /[\p{L}\p{M}]{2}/u.test(value)) note(value, at + 1);
        }
      }
    }
  }
  known = words;
  return words;
}

let weekdays: ReadonlySet<string> | undefined;
const WEEK_DAYS = 7;

/** True of the words for days of the week. */
function isWeekday(word: string): boolean {
  weekdays ??= new Set(
    LANGUAGES.flatMap((language) =>
      (["long", "short"] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" });
        return Array.from({ length: WEEK_DAYS }, (_, at) => plain(format.format(new Date(Date.UTC(2026, 0, 1 + at)))));
      }),
    ),
  );
  return weekdays.has(plain(word));
}

/** What stands behind a day, without the day of the week that repeats it. */
const withoutWeekday = (rest: string): string =>
  rest.replace(BEHIND, (whole, word?: string) => (word === undefined || isWeekday(word) ? "" : whole));

const monthOf = (word = ""): number => monthWords().get(plain(word)) ?? 0;

const WORD = String.raw`([\p{L}\p{M}]{2,12})\.?`;
const WEEKDAY = String.raw`(?:[\p{L}\p{M}-]{2,}[.,،]?\s+)?`;
const YEAR = String.raw`(\d{4}|\d\d)(?!\d)(?:\s?[гр]\.?)?`;
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[\s./-]*(?:(?:de|of)\s+)?${WORD},?[\s./-]*(?:del?\s+)?${YEAR}`,
  "iu",
);
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}${WORD}[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})(?!\d)`,
  "iu",
);
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[.,]?[\s-]+${WORD}[\s-]+(\d{1,2})(?!\d)\.?`, "iu");
const NUMBERED =
  /^(?:[\p{L}\p{M} ]+,\s+)?(?:ngày\s+)?(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})(?!\d)/iu;
/** The year before the first of an era of China or Japan. */
const ERAS: Readonly<Record<string, number>> = { 民国: 1911, 民國: 1911, 令和: 2018, 平成: 1988, 昭和: 1925 };
const ERA = /^(?:中华|中華)?(民国|民國|令和|平成|昭和)\s?(\d{1,3}|元)年/;
const BY_SIGNS = /^(\d{4})\s?(?:[-./]|年|년)\s?(\d{1,2})\s?(?:[-./]|月|월)\s?(\d{1,2})(?:\s?[日일号號]|\.)?/;
const DOTTED = /^(\d{1,2})\.\s(\d{1,2})\.\s(\d{4}|\d\d)(?!\d)/;
/** The day of the week behind a day, in signs or as a word. */
const BEHIND =
  /^[.,]?\s*[(（]?(?:(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]|.曜日?|.요일|[月火水木金土日](?=[)）])|([\p{L}\p{M}]{2,}))[)）.]?\s*/u;
/** Signs that say in which direction a text runs. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A year of two digits is one of this century, up to the middle of it; later ones may be of the last. */
const SHORT_YEAR_MAX = 49;

/** A text that begins with these, as a day of figures with the year first. */
function figured(
  [year = "", month, day]: readonly (string | number | undefined)[],
  text: string,
  length: number,
): string {
  const isShort = String(year).length === 2;
  if (isShort && Number(year) > SHORT_YEAR_MAX) return text;
  return `${isShort ? `20${year}` : year}-${month}-${day}${withoutWeekday(text.slice(length))}`;
}

/** The figures of a day in the order year, month, day, by where its patterns have them. */
const BY_WORD: readonly (readonly [RegExp, year: number, month: number, day: number])[] = [
  [DAY_FIRST, 3, 2, 1],
  [MONTH_FIRST, 3, 1, 2],
  [YEAR_FIRST, 1, 2, 3],
];

/** By the word for its month. */
function byWord(text: string): string {
  for (const [pattern, year, month, day] of BY_WORD) {
    const found = pattern.exec(text);
    const number = monthOf(found?.[month]);
    if (found && number > 0) return figured([found[year], number, found[day]], text, found[0].length);
  }
  return text;
}

/**
 * A text that begins with a day which is told by a word (`24 Nov 2026`, `24. Dezember 2026`, `24 de noviembre de 2026`),
 * by an era (`民国115年11月24日`) or with the signs of its language begins with its figures instead.
 */
export function withPlainDay(given: string): string {
  const text = given.replace(DIRECTIONS, "").replace(ERA, (_, era: string, year: string) => {
    return `${(ERAS[era] ?? 0) + (year === "元" ? 1 : Number(year))}年`;
  });
  const signs = BY_SIGNS.exec(text);
  if (signs) return figured(signs.slice(1), text, signs[0].length);
  const numbered = NUMBERED.exec(text);
  if (numbered) return figured([numbered[3], numbered[2], numbered[1]], text, numbered[0].length);
  if (DOTTED.test(text)) return text.replace(DOTTED, "$1.$2.$3");
  return /[\p{L}\p{M}]{2}/u.test(text) ? byWord(text) : text;
}
