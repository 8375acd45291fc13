/** ITU-T E.164: zones 1 and 7 have codes of one digit, these of two, and all others of three. */
const COUNTRY = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes of China without the leading zero: 10 and 2x have two digits, all others three. */
const LANDLINE = /^(10|2\d|[3-9]\d\d)(\d{7,8})$/;
/** Numbers of services that the whole country dials as they stand, with no zero before them. */
const SHARED_COST = /^[48]00\d{7}$/;
const EXTENSION =
  /[\s(;,]*(?:;ext=|(?:\b(?:ext(?:ension|n)?|poste|anexo|ramal|dw)\b|mell[eé]k|wewn?|доб|вн|\bint(?:erno)?)\.?|x|[转轉]\s*(?:分[机機])?|分[机機]|[内內][线線]|durchwahl|#|,|;)\s*[:.]?\s*(\d{1,10})\s*#?\s*\)?$/i;
/** In China an extension stands behind a further hyphen. */
const HYPHENED = /^(.*\d{7,8})\s*[-—–]\s*(\d{1,6})$/;

/** What countries dial before a number within the country, where that is not 0. */
const TRUNKS: Readonly<Record<string, string>> = { 7: "8", 36: "06", 370: "8", 375: "80", 52: "01", 1: "1", 993: "8" };

export type PhoneParts = { number: string; extension?: string };

/** A number and its extension, each way that a text may be read. */
export function phoneParts(text: string, mayBeHyphened = true): PhoneParts[] {
  const [whole, extension] = EXTENSION.exec(text) ?? [];
  if (whole !== undefined && extension !== undefined) {
    return [{ number: text.slice(0, text.length - whole.length).trim(), extension }];
  }
  const [, number, behind] = (mayBeHyphened && HYPHENED.exec(text)) || [];
  return [{ number: text }, ...(number && behind ? [{ number: number.trim(), extension: behind }] : [])];
}

export type Phone = {
  /** `+` and digits, where the country is known. */
  e164: string | undefined;
  /** As it is dialled within the country; all digits where the country is not known. */
  national: string;
  /** Without the area code. */
  local: string;
  isMobile: boolean;
};

/** Reads a telephone number as people write it; undefined where there are no digits. Numbers without a country are China's if they can be. */
export function phoneOf(text: string): Phone | undefined {
  const read = phoneParts(text.slice(0, 60).normalize("NFKC").trim()).map(({ number }) => numberOf(number));
  return read.find((phone) => phone?.e164 !== undefined) ?? read[0];
}

function numberOf(number: string): Phone | undefined {
  const written = number.replace(/^(\+[\d\s]{1,6})\(0\)/, "$1");
  const digits = written.replace(/\D/g, "");
  if (digits === "") return undefined;
  const abroad = /^[^\d+]*\+/.test(written) ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : undefined;
  if (abroad !== undefined) return (abroad.startsWith("86") && chinese(abroad.slice(2))) || foreign(abroad);
  const bare = /^86(?=1[3-9]\d{9}$)/.test(digits) ? digits.slice(2) : digits;
  if (MOBILE.test(bare) || bare.startsWith("0")) {
    const phone = chinese(bare);
    if (phone) return phone;
  }
  return { e164: undefined, national: digits, local: digits.slice(-8), isMobile: false };
}

/** A Chinese number with or without the zero before its area code. */
function chinese(digits: string): Phone | undefined {
  const isMobile = MOBILE.test(digits);
  if (isMobile || SHARED_COST.test(digits)) {
    return { e164: `+86${digits}`, national: digits, local: digits.slice(isMobile ? -8 : 3), isMobile };
  }
  const bare = digits.replace(/^0/, "");
  const local = LANDLINE.exec(bare)?.[2];
  if (local === undefined) return undefined;
  return { e164: `+86${bare}`, national: `0${bare}`, local, isMobile: false };
}

function foreign(digits: string): Phone {
  const national = digits.replace(COUNTRY, "");
  const e164 = /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
  return { e164, national: national || digits, local: digits.slice(-8), isMobile: true };
}

/** A number as it is dialled from abroad, without the plus; its digits where the country is not known. */
const dialled = ({ e164, national }: Phone): string => e164?.slice(1) ?? national;

const ARGENTINA = "54";

/** A mobile number of Argentina as its country dials it, `15` behind the area's code, is dialled from abroad with a 9. */
const asFromAbroad = (digits: string): string => digits.replace(/^0(?=\d{12}$)(\d{2,4}?)15/, "9$1");

/** What is typed of a number within its country, dialled from abroad. */
function isNational(typed: string, abroad: string): boolean {
  const code = COUNTRY.exec(abroad)?.[0] ?? "";
  const own = abroad.slice(code.length);
  return [own, `0${own}`, `${TRUNKS[code] ?? "0"}${own}`].includes(code === ARGENTINA ? asFromAbroad(typed) : typed);
}

/** Fewer digits are no number of anybody. */
const DIGITS_MIN = 3;

const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** What begins a number that says its country. */
const ABROAD = /^(?:tel:)?(?:\+|00)/;

/** True where a number that is kept is the one that somebody typed, with or without country, trunk prefix and extension. */
export function samePhone(kept: string, typed: string): boolean {
  const mine = phoneOf(kept);
  if (!mine || dialled(mine).length < DIGITS_MIN || !phoneOf(typed)) return plain(kept) === plain(typed);
  return phoneParts(plain(typed)).some(({ number, extension }) => {
    const theirs = numberOf(number);
    if (!theirs || (extension !== undefined && extension !== phoneParts(plain(kept)).at(-1)?.extension)) return false;
    const isWithin = !ABROAD.test(number) && isNational(theirs.national, dialled(mine));
    return isWithin || dialled(mine) === dialled(theirs);
  });
}

/** What is dialled before a number within a country, as far as it can be told from the number alone. */
const TRUNK_FORMS = [/^0/, /^06(?=\d{8,9}$)/, /^8(?=\d{8}(?:\d\d)?$)/, /^80(?=\d{9}$)/];

/** Ways in which what is typed of a number may begin a stored one: as it stands, and without China's country code. */
export function phonePrefixes(typed: string): string[] {
  const [{ number } = { number: typed }, hyphened] = phoneParts(typed.replace(/^tel:/, ""));
  if (!/^[\d+() ./·•‐-―-]+$/u.test(number)) return [];
  const digits = number
    .replace(/\(0\)/, "")
    .replace(/\D/g, "")
    .replace(/^00(?=[1-9])/, "");
  if (digits === "") return [];
  const others = [
    ...TRUNK_FORMS.map((trunk) => digits.replace(trunk, "")),
    asFromAbroad(digits),
    ...(hyphened ? phonePrefixes(hyphened.number) : []),
  ];
  return [...new Set([...asDialled(digits), ...others])];
}

/** What is typed as it stands, and without China's country code. */
function asDialled(digits: string): string[] {
  const rest = /^86(\d+)$/.exec(digits)?.[1];
  if (rest === undefined) return [digits];
  return [digits, ...(/^(?:1(?:[3-9]|$)|0)/.test(rest) ? [rest] : [`0${rest}`, rest])];
}
