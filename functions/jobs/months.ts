const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const DAY_FIRST = /^(?:\p{L}{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\p{L}{3,9})\.?,?[\s./-]+(\d{4})(?!\d)/iu;
const MONTH_FIRST = /^(?:\p{L}{3,9},?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu;

const monthOf = (word = ""): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;

/** A text that begins with a day whose month is a word (`24 Nov 2026`, `November 24, 2026`) begins with its figures instead. */
export function withMonthNumber(text: string): string {
  if (!/^\p{L}{3}|^\d{1,2}\D{1,4}\p{L}{3}/u.test(text)) return text;
  const first = DAY_FIRST.exec(text);
  const found = first ?? MONTH_FIRST.exec(text);
  const [whole = "", a = "", b = "", year = ""] = found ?? [];
  const [day, month] = first ? [a, monthOf(b)] : [b, monthOf(a)];
  return month > 0 ? `${year}-${month}-${day}${text.slice(whole.length)}` : text;
}
