import { type CountryCode, getCountries, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { asciiDigits } from "./digits.ts";
import { phoneParts } from "./search/phones.ts";

/** A telephone number as it is kept (E.164, an extension behind it as RFC 3966 has it) and as people write it. */
export type ReadPhone = { kept: string; shown: string };

/** Whose number it is: a number without a country's code is of the tenant's own. */
export type Home = { timeZone: string; locale: string; country?: string };

/** What may stand before a number: `Tel.: `, `手机 `. */
const LABEL =
  /^(?:\p{L}[\p{L}\s.]*:|(?:tel|telephone|phone|mobile|mob|cell|fax|t|m|电话|电话号码|联系电话|手机|手机号|座机|传真)\.?)\s*(?=[+(\d])/iu;
/** A number that a program took for an amount, or kept from being one. */
const OF_A_SHEET = /^'?(\+?\d{7,15})(?:\.0)?$/;
const WRITTEN = /^\+?[\d\s()./·•‐-―-]+$/u;
/** Short numbers that a country's own services answer: a bank's 95588, a city's 12345. */
const SERVICE = /^[1-9]\d{2,5}$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const CHARS_MAX = 100;

type Region = { getTimeZones?(): string[] | undefined; timeZones?: string[] };

/** Countries that have one time by law, whatever other zones are kept for them. */
const ONE_TIME: Readonly<Record<string, string>> = { CN: "Asia/Shanghai" };

/** The time zones of a country. */
function zonesIn(country: CountryCode): readonly string[] {
  const region = new Intl.Locale(`und-${country}`) as unknown as Region;
  return region.getTimeZones?.() ?? region.timeZones ?? [];
}

/** The time zones of the country that a number which can be dialled is of; none where it says no country. */
export function zonesOfNumber(number: string): readonly string[] {
  const country = parsePhoneNumberFromString(number, { defaultCountry: "CN", extract: false })?.country;
  if (!country) return [];
  const own = ONE_TIME[country];
  return own ? [own] : zonesIn(country);
}

let homes: Map<string, CountryCode> | undefined;

/** The country that a time zone lies in. */
function countryOfZone(timeZone: string): CountryCode | undefined {
  homes ??= new Map(getCountries().flatMap((country) => zonesIn(country).map((zone) => [zone, country] as const)));
  const { timeZone: own } = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions();
  return homes.get(timeZone) ?? homes.get(own);
}

const isCountry = (code: string | undefined): code is CountryCode =>
  code !== undefined && (getCountries() as string[]).includes(code);

/** The country of a tenant: as it says itself, else where its clocks are, else where its language is spoken. */
export function countryOf({ country, timeZone, locale }: Home): CountryCode {
  if (isCountry(country)) return country;
  return countryOfZone(timeZone) ?? (locale === "zh-CN" ? "CN" : "US");
}

/** A number as its country's plan has it; one that says its country itself may be younger than what we know of the plan. */
function parsedNumber(number: string, country: CountryCode) {
  if (!WRITTEN.test(number)) return undefined;
  const dialled = /^00[1-9]/.test(number) ? [number, `+${number.slice(2)}`] : [number];
  for (const form of dialled) {
    const found = parsePhoneNumberFromString(form, { defaultCountry: country, extract: false });
    if (found?.isValid() || (form.startsWith("+") && found?.isPossible())) return found;
  }
  return undefined;
}

/** True where a country's own lines have numbers as short as those of services elsewhere. */
const isShortLine = (digits: string, country: CountryCode): boolean =>
  LINES.has(parsedNumber(digits, country)?.getType() ?? "");
const LINES = new Set<string>(["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE"]);

/** Reads a telephone number as people write it; nothing where it can be none. */
export function readPhone(text: string, home: Home): ReadPhone | undefined {
  const country = countryOf(home);
  const written = asciiDigits(text.slice(0, CHARS_MAX).normalize("NFKC"))
    .trim()
    .replace(/^tel:\s*/i, "")
    .replace(LABEL, "")
    .replace(OF_A_SHEET, "$1")
    .replace(/^\((\+\d{1,3})\)/, "$1 ")
    .replace(/[·•]/g, " ");
  const digits = written.replace(/[\s-]/g, "");
  if (SERVICE.test(digits) && !isShortLine(digits, country)) return { kept: digits, shown: digits };
  for (const { number, extension } of phoneParts(written, country === "CN")) {
    const found = parsedNumber(number, country);
    if (!found || !E164.test(found.number)) continue;
    const shown = found.country === country ? found.formatNational() : found.formatInternational();
    const behind = home.locale === "zh-CN" ? ` 转 ${extension}` : ` ext. ${extension}`;
    return extension === undefined
      ? { kept: found.number, shown }
      : { kept: `${found.number};ext=${extension}`, shown: `${shown}${behind}` };
  }
  return undefined;
}
