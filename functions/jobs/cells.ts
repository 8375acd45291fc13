import { zonedInstant } from "../../shared/clock.ts";
import type { InputError } from "../../shared/fault.ts";
import { folded } from "../../shared/filter/resolve.ts";
import { parseAmount } from "../../shared/money.ts";
import { bareNumber, leadingDay } from "../../shared/tabular/values.ts";
import type { Column } from "./columns.ts";
import { namesOfOption } from "./words.ts";

export type CellContext = { timeZone: string; currency: string };
/** What a cell holds, or a sentence that says what it should look like. */
export type Read = { value: unknown } | { wrong: string; code?: string };

const TRUE = new Set(["是", "true", "yes", "y", "1", "对", "有", "真", "✓", "√"]);
const FALSE = new Set(["否", "false", "no", "n", "0", "错", "无", "假", "×"]);
const SEPARATORS = /[;；,，、|\n]/;

const two = (digits: string): string => digits.padStart(2, "0");

function readDate(text: string): Read {
  const found = leadingDay(text);
  const isDay = found !== undefined && "on" in found && /^(?:T?00:00(?::00)?(?:\.0+)?Z?)?$/.test(found.rest);
  return isDay ? { value: found.on } : { wrong: `${text} is not a date such as 2026-11-24; write the year first` };
}

function readInstant(text: string, { timeZone }: CellContext): Read {
  const wrong = { wrong: `${text} is not a date and time such as 2026-11-24 09:30` };
  if (/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? wrong : { value: new Date(at).toISOString() };
  }
  const day = leadingDay(text);
  if (day === undefined || !("on" in day)) return wrong;
  const time = /^T?(?:(\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(day.rest);
  if (!time || Number(time[1] ?? 0) > 23 || Number(time[2] ?? 0) > 59) return wrong;
  const minute = zonedInstant(day.on, `${two(time[1] ?? "0")}:${time[2] ?? "00"}`, timeZone);
  return { value: new Date(minute.getTime() + Number(time[3] ?? 0) * 1_000).toISOString() };
}

/** Digits of a number as people write it: with thousands separators, a currency's sign or code, full-width characters. */
export function plainDigits(text: string): string | undefined {
  const bare = bareNumber(text);
  if (/^[+-]?\d+(?:\.\d+)?$/.test(bare)) return bare.replace("+", "");
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)) return bare.replace(/[+,]/g, "");
  if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(bare)) return bare.replace(/[+.]/g, "").replace(",", ".");
  return undefined;
}

/** The currency that a cell names beside its amount. */
const currencyIn = (text: string): string | undefined => /\b([A-Z]{3})\b/.exec(text.normalize("NFKC"))?.[1];

function readAmount(text: string, currency: string): Read {
  const digits = plainDigits(text.replace(/\b[A-Z]{3}\b/g, ""));
  const minor = digits === undefined ? undefined : parseAmount(digits, currency);
  return minor === undefined ? { wrong: `${text} is not an amount in ${currency} such as 1,234.50` } : { value: minor };
}

/** A text compared with a column's options, by value and by label. */
function optionOf(text: string, column: Column, options: readonly string[]): string | undefined {
  const wanted = folded(text);
  return (
    options.find((o) => o === text) ??
    options.find((o) => namesOfOption(column, o).some((name) => folded(name) === wanted))
  );
}

function readOptions(texts: readonly string[], column: Column): Read {
  const { options = [] } = column;
  const values = texts.map((text) => optionOf(text, column, options));
  const unknown = texts.filter((_, n) => values[n] === undefined);
  const shown = options.slice(0, 20).join(", ");
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

/**
 * What one cell with text holds, by the kind of its column. References are looked up elsewhere. `currency` is what the
 * row says, or the tenant's.
 */
export function readCell(column: Column, given: string, context: CellContext): Read {
  const text = given.trim();
  switch (column.kind) {
    case "number": {
      const digits = plainDigits(text);
      return digits === undefined ? { wrong: `${text} is not a number` } : { value: Number(digits) };
    }
    case "boolean": {
      const word = folded(text);
      if (TRUE.has(word)) return { value: true };
      return FALSE.has(word) ? { value: false } : { wrong: `${text} is neither yes nor no` };
    }
    case "date":
      return readDate(text);
    case "instant":
      return readInstant(text, context);
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
      return readAmount(text, currencyIn(text) ?? context.currency);
    case "money": {
      const currency = currencyIn(text) ?? context.currency;
      const read = readAmount(text, currency);
      return "value" in read ? { value: { amountMinor: read.value, currency } } : read;
    }
    case "json":
      return readJson(text);
    default:
      return { value: text };
  }
}

export const wrongCell = (path: string, { wrong, code = "invalid" }: { wrong: string; code?: string }): InputError => ({
  path,
  code,
  message: `${path}: ${wrong}.`,
});
