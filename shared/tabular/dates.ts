/**
 * How a number of a sheet is shown if its format is a date's: a day, a day and time, a time of day, or a span of
 * hours.
 */
import { DAY_MS } from "../duration.ts";
export type DateKind = "date" | "dateTime" | "time" | "span";

const DAY_SECONDS = 86_400;
/** 9999-12-31, the last day of a spreadsheet program. */
const LAST_DAY = 2_958_465;
/** The 29th of February 1900, which never was, but has a number because Lotus 1-2-3 believed in it. */
const LEAP_BUG_DAY = 60;

/**
 * Formats that every program knows by number and no file describes; 27–36 and 50–58 are those of Chinese and
 * Japanese programs.
 */
function builtIn(id: number): DateKind | undefined {
  if (id === 22) return "dateTime";
  if (id === 46) return "span";
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35) || id === 55 || id === 56)
    return "time";
  return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? "date" : undefined;
}

/**
 * What a format's code shows, by its letters outside quotes; `m` is a minute beside hours or seconds and else a
 * month.
 */
function byCode(code: string): DateKind | undefined {
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./gs, "")
    .split(";")[0]!
    .toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return "span";
  const letters = bare.replace(/\[[^\]]*\]/g, "").replace(/am\/pm|a\/p|general|上午\/下午/g, "");
  if (/[#0?]/.test(letters.replace(/[.,]0+/g, ""))) return undefined;
  const time = /[hs]/.test(letters);
  const day = /[yd]/.test(letters) || (/m/.test(letters) && !time) || /^e|[^\d]e/.test(letters);
  if (day) return time ? "dateTime" : "date";
  return time ? "time" : undefined;
}

/** Whether, and as what, a number format shows dates. */
export const dateKind = (formatId: number, code: string | undefined): DateKind | undefined =>
  code === undefined ? builtIn(formatId) : byCode(code);

const two = (value: number): string => String(value).padStart(2, "0");
const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

function civil(day: number, from1904: boolean): string {
  if (!from1904 && day === LEAP_BUG_DAY) return "1900-02-29";
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < LEAP_BUG_DAY ? 31 : 30);
  return new Date(start + day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * A sheet's number of days as an ISO date (`YYYY-MM-DD`), local date and time (`YYYY-MM-DDTHH:MM:SS`), or time
 * (`HH:MM:SS`), to the nearest second. Days count from 1900 or, in some workbooks, from 1904. Nothing where no
 * program shows a date either.
 */
export function dateText(serial: number, kind: DateKind, from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < LAST_DAY + 1)) return undefined;
  const seconds = Math.round(serial * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  if (kind === "span" || (kind === "time" && day === 0)) return clock(seconds);
  const on = civil(kind === "date" ? Math.floor(serial + 1e-9) : day, from1904);
  return kind === "date" ? on : `${on}T${clock(seconds - day * DAY_SECONDS)}`;
}

/** The number by which a sheet that counts from 1900 holds a day; nothing for a day before it has true numbers. */
export function daySerial(on: string): number | undefined {
  const serial = (Date.parse(`${on}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
  return serial > LEAP_BUG_DAY && serial <= LAST_DAY ? serial : undefined;
}
