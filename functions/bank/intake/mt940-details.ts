import { parseAmount } from "../../../shared/money.ts";
import { type BankLine, type Direction, payerOf } from "./line.ts";
import { cleanText, NAME_CHARS_MAX, REMITTANCE_CHARS_MAX, signal, signals } from "./text.ts";

/** Characters of a full line of `:86:`, and of a full subfield of its structured form: what is full goes on in the next. */
const LINE_CHARS = 65;
const PART_CHARS = 27;
/** Stands where a part ended before it was full: a blank in a text, nothing in a number. */
const BREAK = "\u0001";
/** Stands where a full part goes on in the next. */
const SEAM = "\u0002";

/** What `:86:` tells of a line besides the money. */
export type Details = Partial<BankLine> & {
  /** What the bank books a returned payment with: the payment itself, without what it charges for the return. */
  originalMinor?: number;
};

type Parts = { at: string; text: string }[];

/** Codes of the German banks' list for payments that came back: debits, returned debits and returned transfers. */
const RETURN_CODES = ["108", "109", "159", "160", "181", "182", "184", "185"];
/** Reasons of ISO 20022's external code set as banks write them into the text of a return. */
const REASON =
  /\b(?:AC0[1346]|AG0[12]|AM0[2459]|BE0[145-8]|CNOR|CUST|DNOR|DUPL|FF0[15]|FOCR|FRAD|MD0[1267]|MS0[23]|NOAS|RC0[14]|RR0[1-4]|SL0[12]|SVNR|TECH|TM01)\b/;
const NO_REASON = "UNSPECIFIED";

/** Joins pieces that were cut at `width`. */
const joinedAt = (width: number, pieces: readonly string[]): string =>
  pieces.map((piece, n) => (n === pieces.length - 1 ? piece : piece + (piece.length >= width ? SEAM : BREAK))).join("");

const asText = (joined: string): string => joined.replaceAll(SEAM, "").replaceAll(BREAK, " ");
const asNumber = (joined: string): string => joined.replaceAll(SEAM, "").replaceAll(BREAK, "");

/** The form of the German banks: a code of three digits (some leave it out), then subfields `?00` to `?63`, whatever stands for the question mark. */
function partsOf(text: string): { code: string; parts: Parts } | undefined {
  const head = /^(?:(\d{3})([?<~^])\d\d|(\?)(?:00|10|20)(?=.*\?(?:2\d|3[0-3])))/s.exec(text);
  if (!head) return undefined;
  const [, code = "", mark = head[3] ?? ""] = head;
  const pieces = text.slice(code.length).split(new RegExp(`\\${mark}(\\d\\d)`));
  const parts: Parts = [];
  for (let n = 1; n + 1 < pieces.length; n += 2) parts.push({ at: pieces[n] ?? "", text: pieces[n + 1] ?? "" });
  return { code, parts };
}

/** Tags of SEPA within the purpose, each up to the next. */
const TAG = new RegExp(
  `(^|[${BREAK}${SEAM} ])(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|BREF|RREF|PURP|SQTP)\\+`,
  "g",
);

function tagsOf(purpose: string): Map<string, string> {
  const starts = [...purpose.matchAll(TAG)];
  const tags = new Map<string, string>();
  const head = purpose.slice(0, starts[0]?.index ?? purpose.length);
  if (asText(head).trim() !== "") tags.set("", head);
  for (const [n, start] of starts.entries()) {
    const name = start[2] ?? "";
    const value = purpose.slice(start.index + start[0].length, starts[n + 1]?.index);
    if (!tags.has(name)) tags.set(name, value);
  }
  return tags;
}

const minorOf = (text: string | undefined, currency: string): number | undefined =>
  text === undefined
    ? undefined
    : parseAmount(
        asNumber(text)
          .replace(/[A-Z ]/g, "")
          .replace(",", "."),
        currency,
      );

/** Why a payment came back, where the bank's code says that it did. */
const reasonIn = (isReturn: boolean, text: string): string | undefined =>
  isReturn ? (REASON.exec(text)?.[0] ?? NO_REASON) : undefined;

function german(code: string, parts: Parts, direction: Direction, currency: string): Details {
  const within = (from: string, to: string): string[] =>
    parts.filter(({ at }) => at >= from && at <= to).map(({ text }) => text);
  const one = (at: string): string | undefined => parts.find((part) => part.at === at)?.text;
  const tags = tagsOf(joinedAt(PART_CHARS, [...within("20", "29"), ...within("60", "63")]));
  const number = (name: string): string | undefined => {
    const joined = tags.get(name);
    return joined === undefined ? undefined : signal(asNumber(joined));
  };
  const texts = [tags.get(""), tags.get("SVWZ")].filter((text) => text !== undefined);
  const remittance = cleanText(texts.map(asText).join(" "), REMITTANCE_CHARS_MAX);
  const ultimate = tags.get(direction === "credit" ? "ABWA" : "ABWE");
  const name = cleanText(asText(joinedAt(PART_CHARS, within("32", "33"))), NAME_CHARS_MAX);
  const ultimatePayer = ultimate === undefined ? undefined : cleanText(asText(ultimate), NAME_CHARS_MAX);
  return {
    payer: payerOf({ name, accountNo: signal(one("31") ?? one("38")), bankCode: signal(one("30")) }),
    ultimatePayer: ultimatePayer === name ? undefined : ultimatePayer,
    remittance,
    references: [],
    endToEndId: number("EREF"),
    bankTransactionCode: code || undefined,
    returnReason: reasonIn(RETURN_CODES.includes(code), `${one("34") ?? ""} ${remittance ?? ""}`),
    originalMinor: minorOf(tags.get("OAMT"), currency),
    additionalInfo: cleanText(one("00"), NAME_CHARS_MAX),
  };
}

/** Code words of the form with slashes, `/REMI/…/EREF/…`, as Dutch, Belgian and many international banks write it. */
const WORDS = new Set(
  "TRTP TRCD IBAN BIC NAME REMI EREF KREF PREF RREF ORDP BENM ID ADDR MARF CSID CNTP RTRN ISDT PURP ULTD ULTC ULTB UDTR UCRD SVCL BTCH SUM ORDR CHGS OCMT EXCH CREF NPY RCN LCC LIB".split(
    " ",
  ),
);

/** Its words with what stands behind them; nothing where a text does not begin with one. */
function wordsOf(text: string): Map<string, string> | undefined {
  const starts = [...text.matchAll(/\/([A-Z]{2,4})\//g)].filter(([, word]) => WORDS.has(word ?? ""));
  if (starts[0]?.index !== 0) return undefined;
  const words = new Map<string, string>();
  for (const [n, start] of starts.entries()) {
    const value = text.slice(start.index + start[0].length, starts[n + 1]?.index);
    if (!words.has(start[1] ?? "")) words.set(start[1] ?? "", value);
  }
  return words;
}

function slashed(words: Map<string, string>): Details {
  const said = (...names: string[]): string | undefined =>
    names.map((name) => words.get(name)?.replace(/^\/+|\/+$/g, "")).find((text) => text !== undefined && text !== "");
  // `/CNTP/account/bank/name/place/` tells the other side in one.
  const [account, bank, name] = words.get("CNTP")?.split("/") ?? [];
  // French banks tell the payer's name, its own reference and further words apart.
  const told = said("REMI") ?? ["RCN", "LCC", "LIB"].map((word) => said(word) ?? "").join(" ");
  const structured = /^STRD\/(?:[A-Z]{3})?\/(.+)$/s.exec(told)?.[1];
  const ultimate = cleanText(said("ULTD", "UDTR", "ULTC", "UCRD", "ULTB"), NAME_CHARS_MAX);
  return {
    payer: payerOf({
      name: cleanText(said("NAME", "NPY") ?? name ?? said("ORDP"), NAME_CHARS_MAX),
      accountNo: signal(said("IBAN") ?? account),
      bankCode: signal(said("BIC") ?? bank),
    }),
    ultimatePayer: ultimate,
    remittance: structured ? undefined : cleanText(told.replace(/^USTD\/+/, ""), REMITTANCE_CHARS_MAX),
    references: signals([structured]),
    creditorReference: signal(structured),
    endToEndId: signal(said("EREF")),
    returnReason: said("RTRN") === undefined ? undefined : (REASON.exec(said("RTRN") ?? "")?.[0] ?? NO_REASON),
    additionalInfo: cleanText(said("TRTP"), NAME_CHARS_MAX),
  };
}

/** Reads `:86:` in the form of the German banks, with code words between slashes, or as the free text that it may be. */
export function detailsOf(lines: readonly string[], direction: Direction, currency: string): Details {
  const joined = lines.join("");
  const structured = partsOf(joined);
  if (structured) return german(structured.code, structured.parts, direction, currency);
  const words = wordsOf(joined);
  if (words) return slashed(words);
  return { remittance: cleanText(asText(joinedAt(LINE_CHARS, lines)), REMITTANCE_CHARS_MAX), references: [] };
}
