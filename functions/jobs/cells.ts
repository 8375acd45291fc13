import { zonedInstant } from "../../shared/clock.ts";
import type { InputError } from "../../shared/fault.ts";
import { folded } from "../../shared/filter/resolve.ts";
import { simplified } from "../../shared/search/variants.ts";
import type { Column } from "./columns.ts";
import { currencyCalled } from "./currency-cells.ts";
import { dayOf, isScientific, numberOf } from "./forms.ts";
import { moneyOf, openNumber, type Unit } from "./money-cells.ts";
import type { Form } from "./schema.ts";
import { namesOfOption, ownNames } from "./words.ts";

/** A column as a file has it: in which form its cells are written, and what its header says of money. */
type Written = Column & { form?: Form; unit?: Unit };

/** `currency` is what the row says, or the tenant's. `isLost`: the cell's number has lost digits on its way. */
export type CellContext = { timeZone: string; currency: string; isLost?: boolean };
/** What a cell holds, or a sentence that says what it should look like; `currency` where the cell names one of its own. */
export type Read = { value: unknown; currency?: string } | { wrong: string; code?: string };

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const TRUE = words("是 true yes y 1 对 對 有 真 启用 ✓ ✔ √ ☑ ✅ on t checked ja oui si sí sim tak да はい 예");
const FALSE = words(
  "否 false no n 0 错 錯 无 無 没有 假 停用 不是 × ✗ ✘ ☐ ❌ off f unchecked nein non não nie нет いいえ 아니요",
);
const SEPARATORS = /[;；,，、|\n]/;

const two = (digits: string): string => digits.padStart(2, "0");

/** The day in front of a cell and what follows it, in the order of the column. */
function dayIn(text: string, { form }: Written): { on: string; rest: string } | { wrong: string; code?: string } {
  const isOrder = form === "ymd" || form === "dmy" || form === "mdy";
  const found = dayOf(text, isOrder ? form : undefined);
  if (found === "open") {
    return {
      wrong: `${text} may be one of two days; say by forms which it is, or write the year first`,
      code: "ambiguous",
    };
  }
  if (found) return found;
  return { wrong: `${text} is not a date such as 2026-11-24; write the year first` };
}

const MIDNIGHT = /^(?:T?00:00(?::00)?(?:\.0+)?(?:Z|\s?[+-]\d\d:?\d\d)?)?$/;

function readDate(text: string, column: Written): Read {
  const found = dayIn(text, column);
  if ("wrong" in found) return found;
  const isMidnight = MIDNIGHT.test(found.rest) || /^0?0:00(?::00)?$|^12:00(?::00)? ?AM$/i.test(found.rest);
  return isMidnight ? { value: found.on } : { wrong: `${text} is not a date such as 2026-11-24; write the year first` };
}

/** What stands before a time between it and its day: `at 3:45 PM`, `um 15:45`. */
const AT = /^(?:,|at|um|à|às|a las|alle|kl\.?|om|в)\s+/i;
const TIME =
  /^T?(?:(凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|오전|오후|午前|午後)\s?)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s?(?:([AP])\.?\s?M\.?)?$/i;
const OFFSET = /\s?(?:Z|(?:UTC|GMT)?([+-])(\d\d):?(\d\d)|UTC|GMT)$/;
const AFTERNOON = /^(?:中午|下午|傍晚|晚上|오후|午後|p)/i;

/** The hour of the day that an hour of its half is; nothing where there is none such, or none that it surely is. */
function hourOf(hours: number, half: string | undefined): number | undefined {
  if (half === undefined) return hours <= 23 ? hours : undefined;
  // Twelve in the evening is midnight, of one day or the next; noon begins before twelve.
  if (half === "晚上" && hours % 12 === 0) return undefined;
  if (half === "中午" && (hours === 10 || hours === 11)) return hours;
  if (!AFTERNOON.test(half)) return hours <= 12 ? hours % 12 : undefined;
  return hours < 12 ? hours + 12 : hours <= 23 ? hours : undefined;
}

/** A time of day with colons, however its hours and minutes are parted. */
const withColons = (text: string): string =>
  text
    .replace(/^,\s*/, "")
    .replace(AT, "")
    .replace(/\s?Uhr$/, "")
    .replace(/(\d)\s?(?:[时時点點]整?|시|h)$/, "$1:00")
    .replace(/(\d)\s?[时時点點]半$/, "$1:30")
    .replace(
      /(\d)\s?(?:[时時点點h]|시\s?)(\d\d?)(?:[分분]?(\d\d?)秒?|[分분])?$/,
      (_, h: string, m: string, s?: string) => [h, two(m), ...(s ? [two(s)] : [])].join(":"),
    )
    .replace(/^(\d{1,2})\.(\d\d)(?=$|\s?[ap]\.?m)/i, "$1:$2");

/** The minutes that a time is ahead of that of Greenwich; nothing where it says none. */
function offsetOf(given: string): { minutes: number; rest: string } | undefined {
  // A browser says the name of the zone behind its offset.
  const text = given.replace(/\s\([\p{L} .]+\)$/u, "");
  const found = OFFSET.exec(text);
  if (!found) return undefined;
  const [whole, sign, hours = "0", minutes = "0"] = found;
  const ahead = Number(hours) * 60 + Number(minutes);
  return { minutes: sign === "-" ? -ahead : ahead, rest: text.slice(0, -whole.length) };
}

function readInstant(text: string, { timeZone }: CellContext, column: Written): Read {
  const wrong = { wrong: `${text} is not a date and time such as 2026-11-24 09:30` };
  if (/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? wrong : { value: new Date(at).toISOString() };
  }
  const day = dayIn(text, column);
  if ("wrong" in day) return day.code ? day : wrong;
  const offset = offsetOf(day.rest);
  const time = TIME.exec(withColons(offset?.rest ?? day.rest)) ?? (day.rest === "" ? ["", ""] : undefined);
  if (!time) return wrong;
  const [, before, hours = "0", minutes = "00", seconds = "0", behind] = time;
  const hour = hourOf(Number(hours), before ?? behind);
  if (hour === undefined || Number(minutes) > 59 || Number(seconds) > 59) return wrong;
  const clock = `${two(String(hour))}:${minutes}`;
  const minute = offset
    ? Date.parse(`${day.on}T${clock}:00Z`) - offset.minutes * 60_000
    : zonedInstant(day.on, clock, timeZone).getTime();
  return { value: new Date(minute + Number(seconds) * 1_000).toISOString() };
}

function readNumber(text: string, { form, whole }: Written): Read {
  const bare = text.replace(/\s*[%％٪]$/, "");
  const read = numberOf(bare, form, whole);
  if (read && "open" in read) return openNumber(text, read.open);
  return read ? { value: Number(read.digits) } : { wrong: `${text} is not a number` };
}

/** Text, of which a spreadsheet program may have made a number that lost digits. */
function readText(text: string, { field, isWebAddress }: Written, { currency, isLost }: CellContext): Read {
  if (field === "currency") return { value: currencyCalled(text, currency) ?? text };
  if (isLost || isScientific(text)) {
    return { wrong: `${text} has lost digits; format its column as text and enter it anew`, code: "lost_digits" };
  }
  return { value: isWebAddress && /^[\p{L}\p{N}][^\s/:@]*\.[^\s:@]{2,}$/u.test(text) ? `https://${text}` : text };
}

/**
 * A text compared with a column's options: by key, by what the tenant calls them, then by what others do. Of two that are
 * called alike the one that may still be chosen comes first.
 */
function optionOf(text: string, column: Column, options: readonly string[]): string | undefined {
  const wanted = simplified(folded(text));
  const isCalled = (names: readonly string[]): boolean => names.some((name) => simplified(folded(name)) === wanted);
  return (
    options.find((key) => key === text) ??
    options.find((key) => isCalled(ownNames(column, key))) ??
    options.find((key) => isCalled(namesOfOption(column, key)))
  );
}

/** Options that an error names. */
const OPTIONS_TOLD_MAX = 20;

function readOptions(texts: readonly string[], column: Column): Read {
  const { options = [] } = column;
  const values = texts.map((text) => optionOf(text, column, options));
  const unknown = texts.filter((_, n) => values[n] === undefined);
  const shown = options.slice(0, OPTIONS_TOLD_MAX).join(", ");
  return unknown.length > 0
    ? { wrong: `${unknown.join(", ")} is not one of ${shown}` }
    : { value: [...new Set(values as string[])] };
}

/** Names of companies have commas in them, so lists of texts other than tags are separated by nothing milder than these. */
const STRONG_SEPARATORS = /[;；|\n]/;

const parts = (text: string, separators = SEPARATORS): string[] => [
  ...new Set(
    text
      .split(separators)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { wrong: "This cell must hold JSON, as an export writes it" };
  }
}

/** What one cell with text holds, by the kind of its column. References are looked up elsewhere. */
export function readCell(column: Written, given: string, context: CellContext): Read {
  const text = given.trim();
  switch (column.kind) {
    case "number":
      return readNumber(text, column);
    case "boolean": {
      const word = folded(text);
      if (TRUE.has(word)) return { value: true };
      return FALSE.has(word) ? { value: false } : { wrong: `${text} is neither yes nor no` };
    }
    case "date":
      return readDate(text, column);
    case "instant":
      return readInstant(text, context, column);
    case "enum": {
      const read = readOptions([text], column);
      return "value" in read ? { value: (read.value as string[])[0] } : read;
    }
    case "multiEnum": {
      const read = text.startsWith("[") ? readJson(text) : { value: parts(text) };
      return "value" in read && Array.isArray(read.value) ? readOptions(read.value.map(String), column) : read;
    }
    case "list":
      return text.startsWith("[")
        ? readJson(text)
        : { value: parts(text, column.field === "tags" ? SEPARATORS : STRONG_SEPARATORS) };
    case "amount":
    case "money": {
      const read = moneyOf(text, { currency: context.currency, form: column.form, unit: column.unit });
      if ("wrong" in read) return read;
      const { amountMinor, currency = context.currency } = read;
      if (column.kind === "money") return { value: { amountMinor, currency } };
      return { value: amountMinor, ...(read.currency && { currency: read.currency }) };
    }
    case "json":
      return readJson(text);
    default:
      return readText(text, column, context);
  }
}

export const wrongCell = (path: string, { wrong, code = "invalid" }: { wrong: string; code?: string }): InputError => ({
  path,
  code,
  message: `${path}: ${wrong}.`,
});
