/** Characters of a unified social credit code (GB 32100-2015): digits and letters without I, O, S, V and Z. */
const CREDIT_CODE_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_CODE = /^[1-9A-HJ-NP-RT-UW-Y][0-9A-HJ-NP-RT-UW-Y]\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}$/;
const BUSINESS_NUMBER = /^\d{15}$/;

const digitsOf = (text: string): number[] => [...text].map(Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, n) => sum + weight * (digits[n] ?? 0), 0);

/** The check character is what brings the weighted sum to a multiple of 31; the weights are powers of 3 modulo 31. */
function isCreditCode(code: string): boolean {
  let [sum, weight] = [0, 1];
  for (const character of code.slice(0, 17)) {
    sum += CREDIT_CODE_CHARS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CODE_CHARS[(31 - (sum % 31)) % 31] === code[17];
}

/** ISO 7064, MOD 11,10: of Chinese registration numbers of before 2015 and of German VAT numbers. */
function isHybrid(text: string): boolean {
  let product = 10;
  const digits = digitsOf(text);
  for (const digit of digits.slice(0, -1)) product = (((product + digit) % 10 || 10) * 2) % 11;
  return (product + (digits.at(-1) ?? 0)) % 10 === 1;
}

/** Luhn (ISO/IEC 7812-1): every second digit from the right doubled. */
function isLuhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce((all, digit, n) => all + (n % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}

const isModulo11 = (text: string, weights: readonly number[]): boolean =>
  weighted(digitsOf(text), weights) % 11 === Number(text[weights.length]);

const isFrench = (rest: string): boolean => {
  const [key, siren] = [rest.slice(0, 2), rest.slice(2)];
  return isLuhn(siren) && (!/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97);
};

/** Companies have a sum modulo 11; traders, since 2020, a remainder of the whole modulo 97, letters as 10 to 35. */
const isDutch = (rest: string): boolean => {
  const whole = [..."NL", ...rest].map((one) => Number.parseInt(one, 36)).join("");
  return isModulo11(rest, [9, 8, 7, 6, 5, 4, 3, 2]) || BigInt(whole) % 97n === 1n;
};

const isAustrian = (rest: string): boolean => {
  const sum = digitsOf(rest.slice(1, 8)).reduce((all, digit, n) => {
    const doubled = n % 2 === 0 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10);
    return all + doubled;
  }, 4);
  return (10 - (sum % 10)) % 10 === Number(rest[8]);
};

const isFinnish = (rest: string): boolean => {
  const left = weighted(digitsOf(rest), [7, 9, 10, 5, 8, 4, 2]) % 11;
  return left !== 1 && (left === 0 ? 0 : 11 - left) === Number(rest[7]);
};

const isPortuguese = (rest: string): boolean => {
  const check = 11 - (weighted(digitsOf(rest), [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === Number(rest[8]);
};

const isBritish = (rest: string): boolean => {
  const sum = weighted(digitsOf(rest), [8, 7, 6, 5, 4, 3, 2]) + Number(rest.slice(7, 9));
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
};

/** How VAT numbers are written behind their country, and what their check digits say where there are any. */
const VAT: Readonly<Record<string, readonly [form: RegExp, isRight?: (rest: string) => boolean]>> = {
  AT: [/^U\d{8}$/, isAustrian],
  BE: [/^[01]\d{9}$/, (rest) => 97 - (Number(rest.slice(0, 8)) % 97) === Number(rest.slice(8))],
  DE: [/^[1-9]\d{8}$/, isHybrid],
  DK: [/^[1-9]\d{7}$/, (rest) => weighted(digitsOf(rest), [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0],
  ES: [/^[A-Z0-9]\d{7}[A-Z0-9]$/],
  FI: [/^\d{8}$/, isFinnish],
  FR: [/^[A-HJ-NP-Z0-9]{2}\d{9}$/, isFrench],
  GB: [/^\d{9}(?:\d{3})?$/, isBritish],
  IE: [/^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/],
  IT: [/^\d{11}$/, isLuhn],
  LU: [/^\d{8}$/, (rest) => Number(rest.slice(0, 6)) % 89 === Number(rest.slice(6))],
  NL: [/^\d{9}B\d\d$/, isDutch],
  PL: [/^\d{10}$/, (rest) => isModulo11(rest, [6, 5, 7, 2, 3, 4, 5, 6, 7])],
  PT: [/^\d{9}$/, isPortuguese],
  SE: [/^\d{10}\d\d$/, (rest) => isLuhn(rest.slice(0, 10)) && rest.slice(10) !== "00"],
};

/** A number without what only parts it for the eye, in capitals. */
export const plainNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * What is wrong with a company's registration number, as a predicate to follow its name. Chinese ones have check digits; of
 * a number without a country it is looked at as a Chinese one only where it is written like one.
 */
export function registrationProblem(number: string, country?: string): string | undefined {
  if (country !== undefined && country !== "CN") return undefined;
  if (CREDIT_CODE.test(number)) return isCreditCode(number) ? undefined : "has a wrong check digit";
  if (BUSINESS_NUMBER.test(number)) return isHybrid(number) ? undefined : "has a wrong check digit";
  if (country === undefined) return undefined;
  return "must be a unified social credit code of 18 characters or a registration number of 15 digits";
}

/** What is wrong with a VAT number, which begins with its country. */
export function vatProblem(number: string): string | undefined {
  const country = number.slice(0, 2).replace("EL", "GR");
  if (!/^[A-Z]{2}/.test(country)) return "must begin with the letters of its country, as in DE136695976";
  const [form, isRight] = VAT[country] ?? [];
  if (!form) return undefined;
  const rest = number.slice(2);
  if (!form.test(rest)) return `is not written as VAT numbers of ${country} are`;
  return isRight && !isRight(rest) ? "has a wrong check digit" : undefined;
}
