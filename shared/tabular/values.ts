/** In which order a date of figures is told, where that is known. */
export type DayOrder = "ymd" | "dmy" | "mdy";

const two = (digits: string): string => digits.padStart(2, "0");

function dayOf(year: string, month: string, day: string): string | undefined {
  const on = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`;
  const at = new Date(`${on}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== on ? undefined : on;
}

/** A day and the text behind it; or that it may be two days, and only somebody who knows the order can tell which. */
export type LeadingDay = { on: string; rest: string } | { mixable: true };

/**
 * The day in front of a text, and what follows it. Without an order the year comes first, or last where day and month
 * cannot be mixed up; years of two digits need one.
 */
export function leadingDay(text: string, order?: DayOrder): LeadingDay | undefined {
  const first =
    /^(\d{4})(?:[-/.年]\s?)(\d{1,2})(?:[-/.月]\s?)(\d{1,2})日?/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)(?=\d{6}$|\D|$)/.exec(text);
  if (first) {
    const on = dayOf(first[1] ?? "", first[2] ?? "", first[3] ?? "");
    return on ? { on, rest: text.slice(first[0].length).trim() } : undefined;
  }
  const told = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?!\d)/.exec(text);
  if (!told) return undefined;
  const [whole, a = "", b = "", c = ""] = told;
  const rest = text.slice(whole.length).trim();
  const read = { ymd: dayOf(a, b, c), dmy: dayOf(c, b, a), mdy: dayOf(c, a, b) };
  const isShort = c.length === 2;
  if (order) {
    const on = order === "ymd" && !isShort ? undefined : read[order];
    return on ? { on, rest } : undefined;
  }
  const possible = new Set([...(isShort ? [read.ymd] : []), read.dmy, read.mdy].filter((on) => on !== undefined));
  if (possible.size > 1 || (isShort && possible.size > 0)) return { mixable: true };
  const [on] = possible;
  return on ? { on, rest } : undefined;
}

/** Groups of three that blanks or apostrophes part. */
const PARTED = /(?<![\d.,])\d{1,3}(?:[\s'’]\d{3})+(?!\d)/g;

/**
 * The figures of a number with their signs: without groups' blanks, marks and codes of currencies, and full-width forms.
 * A blank elsewhere stays, since it stands between two numbers.
 */
export const bareNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .trim()
    .replace(PARTED, (groups) => groups.replace(/\D/g, ""))
    .replace(/^[A-Za-z]{3}\s*(?=[-−–+¥$€£\d.,])|(?<=\d)\s*[A-Za-z]{3}$|[¥$€£元]/g, "")
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, "")
    .replace(/[−–]/g, "-");
