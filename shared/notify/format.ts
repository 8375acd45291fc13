import { civilDate, zoneOffsetMinutes } from "../clock.ts";
import { MINUTE_MS } from "../duration.ts";
import { displayAmount, minorDigits } from "../money.ts";

/** The languages in which the product speaks to people. */
export type Locale = "zh-CN" | "en";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: Record<Locale, readonly string[]> = {
  "zh-CN": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

/**
 * An amount as readers of the language write it: `¥1,185.80` for yuan in Chinese, the currency code before the digits
 * in every other case (`CNY 1,185.80`), since ¥ means yen elsewhere. Exact: no float is involved.
 */
export function formatAmount(locale: Locale, amountMinor: number, currency: string): string {
  const text = displayAmount(amountMinor, currency);
  if (locale !== "zh-CN" || currency !== "CNY") return text;
  const digits = text.slice(currency.length + 1);
  return digits.startsWith("-") ? `-¥${digits.slice(1)}` : `¥${digits}`;
}

const UNITS: Record<Locale, readonly [bigint, string][]> = {
  "zh-CN": [
    [100_000_000n, "亿"],
    [10_000n, "万"],
  ],
  en: [
    [1_000_000_000n, "B"],
    [1_000_000n, "M"],
    [1_000n, "K"],
  ],
};

const WHOLE = new Intl.NumberFormat("en");

/** An amount at a glance, for charts: one decimal of the language's large unit, rounded half up (`629.6万`, `6.3M`). */
export function compactAmount(locale: Locale, amountMinor: number, currency: string): string {
  const one = 10n ** BigInt(minorDigits(currency));
  const minor = BigInt(Math.abs(amountMinor));
  const [size, unit] = UNITS[locale].find(([of]) => minor >= of * one) ?? [1n, ""];
  // Below its smallest unit an amount is short enough to be said whole.
  if (unit === "") return `${amountMinor < 0 ? "-" : ""}${WHOLE.format((minor * 2n + one) / (one * 2n))}`;
  const tenths = (minor * 20n + size * one) / (size * one * 2n);
  return `${amountMinor < 0 ? "-" : ""}${tenths / 10n}.${tenths % 10n}${unit}`;
}

/** A civil date (`YYYY-MM-DD`) for readers: `2026年11月22日`, `22 Nov 2026`. */
export function formatDate(locale: Locale, on: string): string {
  const [year, month, day] = on.split("-").map(Number) as [number, number, number];
  return locale === "zh-CN" ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

/** A month (`YYYY-MM`) for readers: `2026年11月`, `Nov 2026`. */
export function formatMonth(locale: Locale, of: string): string {
  const [year, month] = of.split("-").map(Number) as [number, number];
  return locale === "zh-CN" ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
}

/** A civil date with its day of the week: `2026年11月22日 周日`, `Sun 22 Nov 2026`. */
export function formatDay(locale: Locale, on: string): string {
  const weekday = WEEKDAYS[locale][new Date(`${on}T00:00:00Z`).getUTCDay()];
  return locale === "zh-CN" ? `${formatDate(locale, on)} ${weekday}` : `${weekday} ${formatDate(locale, on)}`;
}

/** An instant as a clock of the zone shows it: `2026年11月22日 周日 09:30`. */
export function formatInstant(locale: Locale, at: string, timeZone: string): string {
  const instant = new Date(at);
  const local = new Date(instant.getTime() + zoneOffsetMinutes(instant, timeZone) * MINUTE_MS).toISOString();
  return `${formatDay(locale, civilDate(instant, timeZone))} ${local.slice(11, 16)}`;
}

/** A civil date without its year, for subjects and text messages: `11月22日`, `22 Nov`. */
export function formatShortDate(locale: Locale, on: string): string {
  const [, month, day] = on.split("-").map(Number) as [number, number, number];
  return locale === "zh-CN" ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
}

/** An instant as the clock of a zone shows it, to the minute and without its year: `11月22日 08:05`. */
export function formatMoment(locale: Locale, at: Date, timeZone: string): string {
  const shown = new Date(at.getTime() + zoneOffsetMinutes(at, timeZone) * MINUTE_MS).toISOString();
  return `${formatShortDate(locale, civilDate(at, timeZone))} ${shown.slice(11, 16)}`;
}

/** Basis points as a percentage of one decimal, rounded half away from zero: `2050` → `20.5%`. */
export function formatPercent(basisPoints: number): string {
  const tenths = Math.round(Math.abs(basisPoints) / 10);
  const sign = basisPoints < 0 && tenths > 0 ? "-" : "";
  return `${sign}${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** At most `max` characters (code points), the last one an ellipsis where something was cut. */
export function clip(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, Math.max(0, max - 1)).join("")}…`;
}
