import assert from "node:assert";

/** 10,000 basis points are the whole. */
export const BASIS_POINTS_WHOLE = 10_000;

/** The largest amount in minor units: nine digits of major units and two of minor, far inside exact integers. */
export const AMOUNT_MINOR_MAX = 99_999_999_999_999;

/** Currencies whose minor unit is not 1/100 (ISO 4217, exponents other than 2). */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** The currencies of ISO 4217 that money is held in. */
const CURRENCIES = new Set(
  (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK " +
    "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR " +
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB " +
    "PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD " +
    "TZS UAH UGX USD UYI UYU UYW UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG BGN ANG XCG CUC HRK"
  ).split(" "),
);

/** What people write for a currency that has another code. */
const MISWRITTEN: Record<string, string> = {
  RMB: "CNY",
  CNH: "CNY",
  NTD: "TWD",
  STG: "GBP",
  UKL: "GBP",
  EURO: "EUR",
  YEN: "JPY",
};

/** What is wrong with a currency code, as a predicate to follow the field's name; nothing where it is one of ISO 4217. */
export function currencyProblem(code: string): string | undefined {
  if (CURRENCIES.has(code)) return undefined;
  const meant = MISWRITTEN[code.toUpperCase()] ?? (CURRENCIES.has(code.toUpperCase()) ? code.toUpperCase() : undefined);
  return `must be an ISO 4217 code such as CNY${meant ? `; for ${code.slice(0, 10)} write ${meant}` : ""}`;
}

/** Decimal digits of a currency's minor unit (ISO 4217). */
export const minorDigits = (currency: string): number => EXPONENTS[currency] ?? 2;

/**
 * A decimal amount (`"1185.80"`) as minor units, exactly; `undefined` when it is no plain decimal number, has more
 * digits than the currency knows or is too large. Nothing is ever rounded here.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{0,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > digits) return undefined;
  const minor = Number(BigInt(match[2] + fraction.padEnd(digits, "0")));
  if (minor > AMOUNT_MINOR_MAX) return undefined;
  return match[1] && minor !== 0 ? -minor : minor;
}

/** Minor units as a plain decimal (`118580, "CNY"` → `"1185.80"`). */
export function decimalAmount(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const sign = amountMinor < 0 ? "-" : "";
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}

/** An amount for people: grouped digits with the currency code (`CNY 1,185.80`). */
export function displayAmount(amountMinor: number, currency: string): string {
  const [whole, fraction] = decimalAmount(amountMinor, currency).split(".") as [string, string?];
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${currency} ${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** ⌊amount × numerator / denominator⌋ toward zero, exact beyond 2⁵³. */
export const mulDiv = (amount: number, numerator: number, denominator: number): number =>
  Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));

/**
 * Splits `totalMinor` (of either sign) in proportion to `weights` (integers ≥ 0, not all 0) by the largest-remainder
 * method (Hamilton): each part gets the floor of its exact share, and the units left over go one each to the largest
 * remainders; equal remainders go to the earlier part. Σ parts = total, always.
 */
export function apportion(totalMinor: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, w) => sum + BigInt(w), 0n);
  assert(whole > 0n && weights.every((w) => w >= 0), "apportion needs non-negative weights that are not all zero");
  const total = Math.abs(totalMinor);
  const shares = sharesOf(total, weights, whole);
  const order = shares
    .map(({ rest }, index) => ({ index, rest }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const parts = shares.map(({ part }) => part);
  let left = total - parts.reduce((sum, p) => sum + p, 0);
  for (const { index } of order) {
    if (left === 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return totalMinor < 0 ? parts.map((p) => (p === 0 ? 0 : -p)) : parts;
}

/** The floor and the remainder of each exact share; what fits, as nearly all does, into small integers, which are ten times as fast. */
function sharesOf(total: number, weights: readonly number[], whole: bigint): { part: number; rest: number | bigint }[] {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  if (whole + BigInt(total) * BigInt(most) < BigInt(Number.MAX_SAFE_INTEGER)) {
    const size = Number(whole);
    return weights.map((w) => ({ part: Math.floor((total * w) / size), rest: (total * w) % size }));
  }
  return weights.map((w) => {
    const product = BigInt(total) * BigInt(w);
    return { part: Number(product / whole), rest: product % whole };
  });
}

/**
 * How the first `upToMinor` of a whole lie among its parts, when the whole ends up as `parts`: the order of units that
 * Sainte-Laguë's divisor method (Webster's) gives. Unit k of a part of size p stands at (2k − 1) / 2p, equal places in
 * the order of the parts, and the first `upToMinor` units are counted. Therefore, for every 0 ≤ s ≤ t ≤ Σ parts:
 * Σ result(t) = t; result(s) ≤ result(t) in every part; result(Σ parts) = parts. Partial payments that are split by
 * the difference of two such counts are never negative and add up to the split of the whole, to the unit.
 */
export function apportionUpTo(upToMinor: number, parts: readonly number[]): number[] {
  const sizes = parts.map(BigInt);
  const whole = sizes.reduce((sum, p) => sum + p, 0n);
  const upTo = BigInt(upToMinor);
  assert(upTo >= 0n && upTo <= whole, "a part of a whole lies between nothing and all of it");
  if (whole === 0n) return parts.map(() => 0);
  const counts = sizes.map((p) => (2n * upTo * p + whole) / (2n * whole));
  // All units at or before the place upTo / whole are counted now: at most half the number of parts too many or too few.
  const size = (n: number): bigint => sizes[n] as bigint;
  const count = (n: number): bigint => counts[n] as bigint;
  const usable = sizes.flatMap((p, n) => (p > 0n ? [n] : []));
  let missing = upTo - counts.reduce((sum, c) => sum + c, 0n);
  for (; missing > 0n; missing -= 1n) {
    const next = usable.reduce((a, b) => ((2n * count(b) + 1n) * size(a) < (2n * count(a) + 1n) * size(b) ? b : a));
    counts[next] = count(next) + 1n;
  }
  for (; missing < 0n; missing += 1n) {
    const last = usable.reduce((a, b) => ((2n * count(b) - 1n) * size(a) >= (2n * count(a) - 1n) * size(b) ? b : a));
    counts[last] = count(last) - 1n;
  }
  return counts.map(Number);
}

/**
 * A table with exact margins: row r sums to `rows[r]`, column c to what `apportion` gives it of the whole, and no cell is
 * negative. Each row takes what its stretch of the whole holds by `apportionUpTo`.
 */
export function apportionTable(rows: readonly number[], weights: readonly number[]): number[][] {
  const whole = rows.reduce((sum, r) => sum + r, 0);
  const columns = apportion(whole, weights);
  let end = 0;
  let before = columns.map(() => 0);
  return rows.map((row) => {
    end += row;
    const upTo = apportionUpTo(end, columns);
    const cells = upTo.map((n, c) => n - (before[c] as number));
    before = upTo;
    return cells;
  });
}
