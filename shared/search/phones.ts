/** ITU-T E.164: zones 1 and 7 have codes of one digit, these of two, and all others of three. */
const COUNTRY = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes of China without the leading zero: 10 and 2x have two digits, all others three. */
const LANDLINE = /^(10|2\d|[3-9]\d\d)(\d{7,8})$/;
const EXTENSION = /(?:ext|extension|x|转|轉|分机|#|,|;).*$/i;

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
  const written = text.slice(0, 60).normalize("NFKC").replace(EXTENSION, "").trim();
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
  if (MOBILE.test(digits)) {
    return { e164: `+86${digits}`, national: digits, local: digits.slice(-8), isMobile: true };
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

/** Ways in which what is typed of a number may begin a stored one: as it stands, and without China's country code. */
export function phonePrefixes(typed: string): string[] {
  if (!/^[\d+\-() ./]+$/.test(typed)) return [];
  const digits = typed.replace(/\D/g, "").replace(/^00(?=[1-9])/, "");
  if (digits === "") return [];
  const rest = /^86(\d+)$/.exec(digits)?.[1];
  if (rest === undefined) return [digits];
  return [digits, ...(/^(?:1(?:[3-9]|$)|0)/.test(rest) ? [rest] : [`0${rest}`, rest])];
}
