import { isIban } from "../../../shared/iban.ts";
import { currencyProblem, parseAmount } from "../../../shared/money.ts";
import { type BankLine, compact, type Direction, type EntryPart } from "./line.ts";
import { type Details, detailsOf } from "./mt940-details.ts";
import { cleanText, isCalendarDate, NAME_CHARS_MAX, signal } from "./text.ts";

/** What a statement line needs to know of its statement. */
export type Mt940Context = {
  statementId?: string;
  virtualAccountNo?: string;
  currency: string;
  /** Entries that the bank has only noted and not booked. */
  notBooked?: string;
};

/** Years from which on two digits mean the last century. */
const CENTURY_FROM = 80;

/** `YYMMDD` as a day of the calendar. */
export function dayOf(yymmdd: string): string | undefined {
  const century = Number(yymmdd.slice(0, 2)) >= CENTURY_FROM ? "19" : "20";
  const on = `${century}${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;
  return isCalendarDate(on) ? on : undefined;
}

/** The day of an entry, which is told without its year: the one nearest to its value date. */
function entryDay(mmdd: string, valueOn: string): string | undefined {
  const year = Number(valueOn.slice(0, 4));
  const days = [year - 1, year, year + 1].map((y) => `${y}-${mmdd.slice(0, 2)}-${mmdd.slice(2, 4)}`);
  const apart = (on: string): number => Math.abs(Date.parse(on) - Date.parse(valueOn));
  return days.filter(isCalendarDate).sort((a, b) => apart(a) - apart(b))[0];
}

/** An amount with a decimal comma, as SWIFT demands it; anything else is no amount. */
export const swiftAmount = (text: string, currency: string): number | undefined =>
  currencyProblem(currency) === undefined && /^\d{1,15}(?:,\d{0,6})?$/.test(text)
    ? parseAmount(text.replace(",", "."), currency)
    : undefined;

/**
 * Value date, entry date, mark, third letter of the currency, amount, type, and the references: ours, and behind `//` the bank's.
 * `RC` takes a credit back and `RD` a debit; `EC` and `ED` are expected only.
 */
const LINE = /^(\d{6})(\d{4})?(R?[CD]|E[CD])([A-Z])?([\d.,]+)(?:([A-Z][A-Z0-9]{3})(.*))?$/;

/** SWIFT's types of charges and interest, in the words of ISO 20022 that rules for fees know. */
const ISO_CODES: Record<string, string> = { CHG: "CHRG", COM: "COMM", INT: "INTR", FEE: "FEES" };
/** A payment that comes back. */
const RETURN_TYPE = "RTI";

/** Charges in the account's currency that were taken out of the payment: `/OCMT/USD100,00/CHGS/EUR5,00/`. */
function chargesIn(text: string, currency: string): number | undefined {
  const told = /\/CHGS\/+([A-Z]{3})([\d,]+)/.exec(text);
  return told?.[1] === currency ? swiftAmount(told[2] ?? "", currency) || undefined : undefined;
}

/** What the bank has added to a payment that came back, where it says how much that payment was. */
function addedTo(amountMinor: number, direction: Direction, { returnReason, originalMinor }: Details) {
  const isAdded = direction === "debit" && returnReason !== undefined && originalMinor !== undefined;
  return isAdded && originalMinor < amountMinor ? amountMinor - originalMinor : undefined;
}

const refuse = (
  code: "invalid_field" | "invalid_amount" | "zero_amount" | "missing_date" | "not_booked",
  detail: string,
) => ({ code, detail }) as const;

/** The lines of a `:61:`; one that is broken before its type, be it within the amount, is joined again. */
function unbroken([first = "", second, ...others]: readonly string[]): readonly string[] {
  const joined = first.trim() + (second ?? "").trim();
  const isBroken = second !== undefined && !LINE.exec(first.trim())?.[6] && LINE.exec(joined)?.[6] !== undefined;
  return isBroken ? [joined, ...others] : [first, ...(second === undefined ? [] : [second]), ...others];
}

/** The other side with its account, which some banks tell below the amount and not in the details. */
function withAccount(payer: BankLine["payer"], info: string | undefined): BankLine["payer"] {
  const accountNo = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.exec(info ?? "")?.[0];
  return accountNo && isIban(accountNo) && payer?.accountNo === undefined ? { ...payer, accountNo } : payer;
}

/** Reads one `:61:` with its `:86:`; a line, or why it is none. */
export function readStatementLine(
  lines: readonly string[],
  details: readonly string[],
  context: Mt940Context,
): EntryPart {
  const [first = "", ...supplementary] = unbroken(lines);
  const match = LINE.exec(first.trim());
  if (!match) return refuse("invalid_field", ":61: must hold date, mark, amount, type and reference.");
  const [, value = "", entry, mark = "", , amount = "", type, references = ""] = match;
  if (context.notBooked) return refuse("not_booked", context.notBooked);
  if (mark.startsWith("E")) return refuse("not_booked", `The mark is ${mark}: the entry is expected and not booked.`);
  const { currency } = context;
  const amountMinor = swiftAmount(amount, currency);
  if (amountMinor === undefined)
    return refuse(
      "invalid_amount",
      `The amount is ${amount}, which is none of ${currency || "a known currency"} with a decimal comma.`,
    );
  if (amountMinor === 0) return refuse("zero_amount", "The amount is zero.");
  const valueOn = dayOf(value);
  const bookedOn = entry === undefined ? valueOn : entryDay(entry, valueOn ?? "");
  if (valueOn === undefined || bookedOn === undefined)
    return refuse("missing_date", `:61: must begin with days of the calendar, not ${value}${entry ?? ""}.`);
  const reversal = mark.startsWith("R");
  // RC: a credit is reversed, so the money goes out.
  const direction: Direction = mark === "C" || mark === "RD" ? "credit" : "debit";
  const [own = "", ...bank] = references.split("//");
  const info = cleanText(supplementary.join(" "), NAME_CHARS_MAX);
  const told = detailsOf(details, direction, currency);
  const { originalMinor: _, ...described } = told;
  const isReturn = type?.slice(1) === RETURN_TYPE;
  const returnReason = told.returnReason ?? (isReturn ? "UNSPECIFIED" : undefined);
  const code = [type, ISO_CODES[type?.slice(1) ?? ""], told.bankTransactionCode].filter(Boolean).join("/");
  const line: BankLine = {
    ...described,
    payer: withAccount(described.payer, info),
    references: described.references ?? [],
    bankReference: signal(bank.join("//")),
    bookedOn,
    valueOn,
    direction,
    reversal,
    amountMinor,
    currency,
    chargesMinor: chargesIn(info ?? "", currency) ?? addedTo(amountMinor, direction, { ...told, returnReason }),
    virtualAccountNo: context.virtualAccountNo,
    subAccountNo: context.virtualAccountNo,
    // Of a receipt it is what the payer's bank calls the payment; tags that stand for one say nothing.
    endToEndId: described.endToEndId ?? signal(own.replace(/^(?:[A-Z]{4}\+)+$/, "")),
    bankTransactionCode: code || undefined,
    returnReason,
    additionalInfo: cleanText([described.additionalInfo, info].filter(Boolean).join(" "), NAME_CHARS_MAX),
    statementId: context.statementId,
  };
  return { line: compact(line) };
}
