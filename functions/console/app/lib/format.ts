import { decimalAmount } from "../../../../shared/money.ts";
import { formatAmount, formatDate, formatDay, type Locale } from "../../../../shared/notify/format.ts";
import { type Language, useLanguage } from "../words/index.ts";
import { useTenant } from "./queries.ts";

export type Formats = {
  language: Language;
  currency: string;
  timeZone: string;
  money(amountMinor: unknown, currency?: unknown): string;
  date(on: unknown): string;
  day(on: string): string;
  /** A moment in the tenant's zone. */
  instant(at: unknown): string;
  time(at: unknown): string;
  number(value: unknown): string;
  percent(basisPoints: number): string;
};

export function formatsFor(language: Locale, timeZone: string, currency: string): Formats {
  const whole = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  });
  const clock = new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  const at = (form: Intl.DateTimeFormat, value: unknown): string => {
    const moment = new Date(String(value));
    return Number.isNaN(moment.getTime()) ? String(value ?? "") : form.format(moment);
  };
  return {
    ...{ language, currency, timeZone },
    money: (amount, of) => (typeof amount === "number" ? formatAmount(language, amount, String(of ?? currency)) : ""),
    date: (on) => (/^\d{4}-\d{2}-\d{2}$/.test(String(on)) ? formatDate(language, String(on)) : String(on ?? "")),
    day: (on) => formatDay(language, on),
    instant: (value) => at(whole, value),
    time: (value) => at(clock, value),
    number: (value) => (typeof value === "number" ? numbers.format(value) : String(value ?? "")),
    percent: (basisPoints) => `${numbers.format(basisPoints / 100)}%`,
  };
}

export function useFormats(): Formats {
  const language = useLanguage();
  const tenant = useTenant();
  return formatsFor(language, tenant?.timeZone ?? "UTC", tenant?.currency ?? "CNY");
}

/** An amount as its digits, for an input: `1185.80`. */
export const majorText = (amountMinor: number, currency: string): string => decimalAmount(amountMinor, currency);
