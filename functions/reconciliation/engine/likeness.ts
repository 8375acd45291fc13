import { placeCharsOf } from "../../../shared/search/words.ts";
import { beforeForm, companyWords, withoutDivision } from "./namewords.ts";
import { isSlippedHan, isSlippedWord, isUnreadableOf, readableIn, slippedKeysOf } from "./slipped.ts";

/**
 * How alike two names are that are written differently, 0–100, and what makes them so. Names are alike if one is the other's
 * initials, if every word of one abbreviates a word of the other, if one Chinese name begins as the other does, or if one is the
 * other with a slip of the pen. A likeness proposes an account and proves nothing.
 */
export type Likeness = {
  score: number;
  why: "initials" | "words" | "part" | "slip" | "none";
  /** The payer's name says more than the account's does, so it may be another company's (`Meyer Pensionskasse`, `Meyer`). */
  saysMore?: true;
};

/** From here on a name speaks for an account, if none other is as like. */
export const LIKE_MIN = 60;

/** What companies of many names do: such words tell nobody from anybody. */
const TRADES = new Set(
  (
    "ADVISORS AGENCY ASSOCIATES CAPITAL CENTER CENTRE CONSULTING CONSULTANTS CONSTRUCTION CORPORATE DESIGN DEVELOPMENT DISTRIBUTION DISTRIBUTORS " +
    "ELECTRONICS ENERGY ENGINEERING ENTERPRISE ENTERPRISES EXPORT FINANCE FINANCIAL FOOD FOODS GLOBAL HEALTH HEALTHCARE IMPORT INDUSTRIAL INDUSTRIES " +
    "INTERNATIONAL INTL LABS LOGISTICS MANAGEMENT MANUFACTURING MARKETING MEDIA MEDICAL MFG PARTNERS PRODUCTS PROPERTIES RETAIL SERVICE SERVICES SHIPPING " +
    "SOFTWARE SOLUTIONS STORES STUDIO SUPPLIES SUPPLY SVCS SYSTEMS TECH TECHNOLOGIES TECHNOLOGY TRADE TRADING TRANSPORT VENTURES WHOLESALE WORKS "
  ).split(" "),
);

/** Parts of a company and where it is, and how people are addressed: they tell nobody from another. */
const UNITS = new Set(
  "DIVISION DIV BRANCH OFFICE REGION UNIT DEPT DEPARTMENT PLANT SITE EUROPE ASIA AMERICA USA US UK CHINA DEUTSCHLAND GERMANY PRIVATE MR MRS MS MISS DR PROF HERR FRAU FAM FAMILIE MME MLLE SR SRA".split(
    " ",
  ),
);

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const initialsOf = (words: readonly string[]): string => words.map((word) => word[0] ?? "").join("");
const letters = (words: readonly string[]): string[] => {
  const own = words.filter((word) => !/^\d+$/.test(word) && !UNITS.has(word));
  return own.length > 0 ? own : words.filter((word) => !/^\d+$/.test(word));
};

/** Words by which companies are told apart; all of them where there are no others. */
function tellingWords(words: readonly string[]): string[] {
  const telling = letters(words).filter((word) => !TRADES.has(word) && word.length > 1);
  return telling.length > 0 ? telling : letters(words).filter((word) => word.length > 1);
}

/** Is the shorter word one of the ways in which the longer is written short: its beginning, or its first letter and others in order? */
function abbreviates(short: string, long: string): boolean {
  if (short === long) return true;
  if (short.length >= long.length || short[0] !== long[0]) return false;
  if (long.startsWith(short)) return isCutOf(short, long);
  // `MFG` for MANUFACTURING, `SVCS` for SERVICES: the letters in order, without any vowel of its own.
  if (short.length < 3 || /[AEIOU]/.test(short.slice(1))) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** One letter more makes another name (`ASTRA`, `ASTRAL`), but for a plural and where a field cut a long word. */
const isCutOf = (short: string, long: string): boolean =>
  long.length > short.length + 1 || long.endsWith("S") || short.length >= CUT_CHARS_MIN;
const CUT_CHARS_MIN = 8;

const matches = (a: string, b: string): boolean =>
  (a.length <= b.length ? abbreviates(a, b) : abbreviates(b, a)) || isSlippedWord(a, b);

/** Words of `few` that find a word of their own in `many`. */
function paired(few: readonly string[], many: readonly string[]): { few: string; many: string }[] {
  const free = [...many];
  return [...few]
    .sort((a, b) => b.length - a.length)
    .flatMap((word) => {
      const at = free.indexOf(word) >= 0 ? free.indexOf(word) : free.findIndex((other) => matches(word, other));
      return at < 0 ? [] : [{ few: word, many: free.splice(at, 1)[0] as string }];
    });
}

/** Countries and regions by which companies of one name are told apart: `Acme UK` is not `Acme Deutschland`. */
const REGIONS = new Set(
  (
    "EUROPE ASIA AMERICA AMERICAS USA US UK GB EMEA APAC CHINA JAPAN KOREA INDIA BRASIL BRAZIL MEXICO CANADA AUSTRALIA SINGAPORE DEUTSCHLAND GERMANY " +
    "FRANCE ITALIA ITALY ESPANA SPAIN IBERIA PORTUGAL NEDERLAND NETHERLANDS BELGIUM BELGIE BELGIQUE SCHWEIZ SUISSE SWITZERLAND AUSTRIA OSTERREICH " +
    "POLSKA POLAND SVERIGE SWEDEN NORGE NORWAY DANMARK DENMARK SUOMI FINLAND IRELAND TURKEY TURKIYE NORD SUD OST WEST NORTH SOUTH EAST"
  ).split(" "),
);

/** Each of two names says where it is, and they say otherwise. */
function isElsewhere(a: readonly string[], b: readonly string[]): boolean {
  const [here, there] = [a, b].map((words) => words.filter((word) => REGIONS.has(word))) as [string[], string[]];
  return here.length > 0 && there.length > 0 && !here.some((word) => there.includes(word));
}

/** A word that says nothing of what a company does. */
const isNoTrade = (word: string): boolean => word.length < 2 || (!TRADES.has(word) && UNITS.has(word));

/**
 * One name's words all stand in the other, and at least one that tells companies apart stands there whole, or nearly. How much more
 * the other says is of no account: `Harbor` may be `Harbor Dental` as well as `Harbor Trading of the North`.
 */
function byWords(a: readonly string[], b: readonly string[]): number {
  const [few, many] = letters(a).length <= letters(b).length ? [letters(a), letters(b)] : [letters(b), letters(a)];
  const pairs = paired(few, many);
  const lost = few.filter((word) => !pairs.some((pair) => pair.few === word));
  const over = many.filter((word) => !pairs.some((pair) => pair.many === word));
  // A middle initial is no word lost, nor is a trade of which the other says nothing.
  // But `Delta Systems` is not `Delta Air Lines`: the other says in its own words what it does; nor is `J. Smith` `K. Smith`.
  const isOther = (word: string): boolean =>
    word.length > 1 ? !(TRADES.has(word) && over.every(isNoTrade)) : over.some(isTelling);
  if (lost.some(isOther) || isElsewhere(a, b)) return 0;
  const telling = new Set(tellingWords(few));
  const firm = pairs.filter(
    ({ few: word, many: other }) => telling.has(word) && Math.min(word.length, other.length) >= 4,
  );
  const begins = pairs.some((pair) => pair.many === tellingWords(many)[0]);
  if (firm.length === 0 || !begins) return 0;
  const whole = pairs.filter((pair) => pair.few === pair.many).length;
  return 70 + Math.round((25 * whole) / few.length);
}

/** A word by which one name is told from another, be it an initial. */
const isTelling = (word: string): boolean => !TRADES.has(word) && !UNITS.has(word);

/** Something stands in the payer's name, before its legal form, and in no word of the account's, or in one that is whole without it. */
function saysMore(said: readonly string[], known: readonly string[]): boolean {
  const pairs = paired(letters(said), letters(known));
  return letters(said).some((word) => {
    const other = pairs.find((pair) => pair.few === word)?.many;
    return word.length > 1 && isTelling(word) && (other === undefined || goesOn(word, other));
  });
}

/** `STADTWERKE` is more than `STADT`, though `AEROSPACE` may be `AERO`. */
const goesOn = (word: string, other: string): boolean =>
  other.length >= WHOLE_CHARS_MIN && word.length > other.length + 1 && word.startsWith(other);
const WHOLE_CHARS_MIN = 5;

/** `NSL` for North Star Logistics; two letters are too few to speak for anybody. */
function byInitials(a: readonly string[], b: readonly string[]): number {
  const isInitials = (one: readonly string[], other: readonly string[]): boolean =>
    one.some(
      (word) =>
        word.length >= 3 &&
        word.length <= 6 &&
        word === initialsOf(letters(other).slice(0, word.length)) &&
        other.length >= word.length,
    );
  return isInitials(a, b) || isInitials(b, a) ? 75 : 0;
}

/** `广州市恒达电子` and `广州恒达电子`. */
const SAME_BUT_DIVISION = 95;

/** Chinese names: one begins as the other does, or its brand behind the place does. */
function byHan(a: string, b: string): number {
  if (withoutDivision(a) === withoutDivision(b)) return SAME_BUT_DIVISION;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 4 && placeCharsOf(short) < short.length - 1 && long.startsWith(short)) return 85;
  const [left, right] = [short.slice(placeCharsOf(short)), long.slice(placeCharsOf(long))];
  const isPlaceless = placeCharsOf(short) === 0 || placeCharsOf(long) === 0;
  return isPlaceless && left.length >= 4 && right.startsWith(left) ? 75 : 0;
}

/** How like a name that somebody writes (`a`) is to the one that is known (`b`). */
export function likeness(a: string, b: string): Likeness {
  const [left, right] = [companyWords(a), companyWords(b)];
  if (left.length === 0 || right.length === 0) return { score: 0, why: "none" };
  if (isUnreadableOf(a, b) || isUnreadableOf(b, a)) return { score: SLIPPED_SCORE, why: "slip" };
  if (isHan(a) && isHan(b)) {
    const score = byHan(left.join(""), right.join(""));
    if (score > 0) return { score, why: "part" };
    return isSlippedHan(left.join(""), right.join(""))
      ? { score: SLIPPED_SCORE, why: "slip" }
      : { score: 0, why: "none" };
  }
  const isJoined = left.length !== right.length && left.join("") === right.join("");
  const [words, initials] = [isJoined ? JOINED_SCORE : byWords(left, right), byInitials(left, right)];
  if (words === 0 && initials === 0) return { score: 0, why: "none" };
  if (words < initials) return { score: initials, why: "initials" };
  const isMore = !isJoined && saysMore(companyWords(beforeForm(a)), right);
  return { score: words, why: "words", ...(isMore && { saysMore: true as const }) };
}

/** The same letters parted otherwise: `BlueOcean Shipping`. */
const JOINED_SCORE = 90;

/** A slip is no way in which anybody writes a name on purpose. */
const SLIPPED_SCORE = 72;

/** How a name is found that is written otherwise: at most so many keys each. */
export const LIKE_KEYS_MAX = 4;
const STEM_CHARS = 4;

/**
 * The keys under which names that are alike meet: the beginnings of their first two telling words, their initials (and a word that
 * may be somebody's initials), the first four characters of a Chinese name and the first two of its brand.
 */
export function likeKeysOf(name: string | undefined): string[] {
  const words = companyWords(readableIn(name ?? ""));
  if (words.length === 0) return [];
  if (isHan(words.join(""))) {
    const whole = words.join("");
    const brand = whole.slice(placeCharsOf(whole));
    const keys = [whole.slice(0, 4), brand.slice(0, 2), ...slippedKeysOf(name ?? "")];
    return keys.filter((key, n, all) => key.length > 1 && all.indexOf(key) === n);
  }
  const telling = tellingWords(words);
  const own = letters(words);
  const initials = own.length >= 3 ? [initialsOf(own.slice(0, 6)), initialsOf(own.slice(0, 3))] : [];
  // A short word may be written in one with the next: `BlueOcean`.
  const [first = "", second] = telling;
  const joined = second && first.length < STEM_CHARS ? [(first + second).slice(0, STEM_CHARS)] : [];
  const keys = [...telling.slice(0, 2).map((word) => word.slice(0, STEM_CHARS)), ...initials, ...joined];
  return [...new Set(keys)].filter((key) => key.length > 1).slice(0, LIKE_KEYS_MAX);
}

/** Does a text name somebody: all words of the name one after the other, or a Chinese name without its form? */
export function isNamedIn(text: string, name: string): boolean {
  const words = companyWords(name);
  const whole = words.join("");
  if (isHan(whole)) return whole.length >= 4 && placeCharsOf(whole) < whole.length - 1 && text.includes(whole);
  const telling = tellingWords(words);
  if (!telling.some((word) => word.length >= 5 && !TRADES.has(word))) return false;
  const said = ` ${companyWords(text).join(" ")} `;
  return said.includes(` ${words.join(" ")} `) || said.includes(` ${[...words].reverse().join(" ")} `);
}

/** Words of payments that are nobody's name. */
const NO_NAMES = new Set(
  (
    "PAYMENT PAYMENTS PAID INVOICE INVOICES RECHNUNG RECHNUNGEN ZAHLUNG UEBERWEISUNG TRANSFER FROM DATED WITH TERMS EARLY DISCOUNT LESS CREDIT NOTE " +
    "ACCOUNT NUMBER REFERENCE CUSTOMER ORDER CONTRACT BALANCE PARTIAL FINAL FULL MONTH THANKS THANK YOUR EREF KREF MREF SVWZ IBAN RATE CHGS AMOUNT " +
    "REMITTANCE DEPOSIT WIRE DIRECT DEBIT CHECK CHEQUE SEPA SWIFT BANK DEDUCTION DAMAGED GOODS SHORT TEILZAHLUNG ABSCHLAG SKONTO DANKE VIELEN"
  ).split(" "),
);
const TEXT_KEYS_MAX = 6;

/** The keys of names that a text may hold (`ACH Redwood Financial Services`, `代付 上海某某科技有限公司`), the first few. */
export function likeKeysIn(text: string): string[] {
  const han = [
    ...text.matchAll(
      /(\p{Script=Han}[\p{Script=Han}()（）]{3,29}?(?:有限公司|公司|集团|事务所|中心|厂))|(?:代付|代缴|代|付款人|付款方|付款单位|户名|客户)[:：\s]*(\p{Script=Han}[\p{Script=Han}()（）]{3,30})/gu,
    ),
  ];
  const words = companyWords(text).filter(
    (word) => !isHan(word) && /^\p{L}{4,}$/u.test(word) && !NO_NAMES.has(word) && !TRADES.has(word),
  );
  const keys = [
    ...han.flatMap((match) => likeKeysOf((match[1] ?? match[2])?.replace(/^(?:代付|代缴|代|替|为|由)/u, ""))),
    ...words.map((word) => word.slice(0, STEM_CHARS)),
  ];
  return [...new Set(keys)].slice(0, TEXT_KEYS_MAX);
}
