import { amountOf, directionOf } from "./camt-detail.ts";
import { dayOf, type StatementContext } from "./camt-entry.ts";
import type { Balance, ToldStatement } from "./line.ts";
import { NAME_CHARS_MAX } from "./text.ts";
import { elementAt, elementsAt, textAt, type XmlElement } from "./xml.ts";

/** Booked balances before the first entry and after the last; those within a day and those available are none (ISO 20022). */
const OPENING = ["OPBD", "PRCD"];
const CLOSING = ["CLBD"];

const codeOf = (balance: XmlElement): string | undefined =>
  textAt(balance, NAME_CHARS_MAX, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry");

function read(
  balance: XmlElement | undefined,
  timeZone: string | undefined,
): (Balance & { currency: string }) | undefined {
  if (!balance) return undefined;
  const money = amountOf(elementAt(balance, "Amt"));
  const direction = directionOf(balance);
  const on = dayOf(textAt(balance, NAME_CHARS_MAX, "Dt/Dt", "Dt/DtTm"), timeZone);
  if (money?.amountMinor === undefined || !direction || !on) return undefined;
  const isOwed = direction === "debit" && money.amountMinor !== 0;
  return { on, amountMinor: isOwed ? -money.amountMinor : money.amountMinor, currency: money.currency };
}

/** The balances that a statement tells, where it tells any. */
export function balancesOf(
  statement: XmlElement,
  ordinal: number,
  { statementId, virtualAccountNo, timeZone }: StatementContext,
): ToldStatement | undefined {
  const balances = elementsAt(statement, "Bal");
  const one = (codes: string[]): XmlElement | undefined =>
    codes.map((code) => balances.find((balance) => codeOf(balance) === code)).find(Boolean);
  const [opening, closing] = [read(one(OPENING), timeZone), read(one(CLOSING), timeZone)];
  const currency = opening?.currency ?? closing?.currency;
  if (currency === undefined || (opening && closing && opening.currency !== closing.currency)) return undefined;
  const plain = (balance: Balance | undefined) => balance && { on: balance.on, amountMinor: balance.amountMinor };
  return {
    statement: ordinal,
    statementId,
    virtualAccountNo,
    currency,
    opening: plain(opening),
    closing: plain(closing),
  };
}
