import { AMOUNT_MINOR_MAX } from "../../../shared/money.ts";
import { amountOf } from "./camt-detail.ts";
import type { RemittanceLine } from "./line.ts";
import { REMITTANCE_LINES_MAX, toRemittanceLines } from "./remittance.ts";
import { signal } from "./text.ts";
import { elementAt, elementsAt, textAt, type XmlElement } from "./xml.ts";

/** Document types that are taken off a payment: a credit note, also one of a financial adjustment. */
const CREDIT_NOTES = new Set(["CREN", "CNFA"]);
/** What a sum of adjustments without a code is called. */
const ADJUSTMENT = "adjustment";
/** What a credit note is called that is taken off a paper and has no number of its own. */
const CREDIT_NOTE = "creditNote";

/** Some amounts, each in one currency or in none that counts: then the sum is unknown. */
function sumOf(elements: XmlElement[], currency: string): number | undefined {
  let sumMinor = 0;
  for (const element of elements) {
    const told = amountOf(element);
    if (told?.currency !== currency || told.amountMinor === undefined) return undefined;
    sumMinor += told.amountMinor;
  }
  return sumMinor;
}

/** Amounts with a type beside them, as the newest versions tell all of a paper's, of these types (ISO 20022 external code set). */
const typed = (amounts: XmlElement, ...codes: string[]): XmlElement[] =>
  elementsAt(amounts, "RmtAmtAndTp").flatMap((one) =>
    codes.includes(textAt(one, 4, "Tp/Cd") ?? "") ? elementsAt(one, "Amt") : [],
  );

/** What is due on a paper, what is remitted, and what a credit note takes off it: an element of its own each, or typed. */
const dueOf = (amounts: XmlElement): XmlElement[] => [...elementsAt(amounts, "DuePyblAmt"), ...typed(amounts, "DUPA")];
const paidOf = (amounts: XmlElement): XmlElement[] => [...elementsAt(amounts, "RmtdAmt"), ...typed(amounts, "REMI")];
const notesOf = (amounts: XmlElement): XmlElement[] => [
  ...elementsAt(amounts, "CdtNoteAmt"),
  ...typed(amounts, "CREN"),
];
/** Discounts: up to version .03 an amount, later a type with its amount, in the newest one of three types. */
const discountsOf = (amounts: XmlElement): XmlElement[] => [
  ...elementsAt(amounts, "DscntApldAmt").filter((element) => element.attributes.Ccy !== undefined),
  ...elementsAt(amounts, "DscntApldAmt/Amt"),
  ...typed(amounts, "TMDS", "APDS", "STDS"),
];

/** An amount of a paper that says what is paid or due on it, to tell the currency by. */
export const moneyOf = (part: XmlElement): XmlElement | undefined =>
  elementsAt(part, "RfrdDocAmt").flatMap((amounts) => [...paidOf(amounts), ...dueOf(amounts)])[0];

/**
 * What else is taken off a paper: its adjustments, and a credit note that is told as an amount alone. The indicator of an adjustment
 * is read in both ways by senders, so the amounts around it say which is meant where they can.
 */
function deductionOf(
  amounts: XmlElement,
  currency: string,
  takenMinor: number | undefined,
): RemittanceLine["deduction"] {
  const adjustments = elementsAt(amounts, "AdjstmntAmtAndRsn");
  const adjustedMinor = sumOf(elementsAt(amounts, "AdjstmntAmtAndRsn/Amt"), currency) ?? 0;
  const noteMinor = sumOf(notesOf(amounts), currency) ?? 0;
  const amountMinor = takenMinor ?? adjustedMinor + noteMinor;
  if (amountMinor <= 0) return undefined;
  const reasons = adjustments.map((one) => signal(textAt(one, 35, "Rsn"))).filter((reason) => reason !== undefined);
  const words = adjustments.flatMap((one) => textAt(one, 140, "AddtlInf") ?? []);
  const code = reasons[0] ?? (noteMinor > 0 && adjustedMinor === 0 ? CREDIT_NOTE : ADJUSTMENT);
  return { code, ...(words.length > 0 ? { text: words.join("; ").slice(0, 140) } : {}), amountMinor };
}

/** One structured part: the one paper that it names with its amounts; undefined where it names none, several, or no amount. */
function lineOf(part: XmlElement, currency: string): RemittanceLine | undefined {
  const documents = elementsAt(part, "RfrdDocInf/Nb");
  const named = documents.length > 0 ? documents : elementsAt(part, "CdtrRefInf/Ref");
  const reference = named.length === 1 ? signal(named[0]?.text) : undefined;
  const amounts = elementAt(part, "RfrdDocAmt");
  if (reference === undefined || !amounts) return undefined;
  const dueMinor = sumOf(dueOf(amounts), currency);
  const discountMinor = sumOf(discountsOf(amounts), currency);
  const paid = paidOf(amounts);
  const paidMinor = paid.length > 0 ? sumOf(paid, currency) : undefined;
  if (dueMinor === undefined || discountMinor === undefined || (paid.length > 0 && paidMinor === undefined))
    return undefined;
  const type = textAt(part, 4, "RfrdDocInf/Tp/CdOrPrtry/Cd");
  const memo = textAt(part, 140, "AddtlRmtInf");
  const noteMinor = sumOf(notesOf(amounts), currency) ?? 0;
  if (type !== undefined && CREDIT_NOTES.has(type)) {
    const takenOffMinor = paidMinor || noteMinor || dueMinor;
    return { reference, amountMinor: -takenOffMinor, ...(memo ? { memo } : {}) };
  }
  const isTold = dueOf(amounts).length > 0;
  const takenMinor = isTold && paidMinor !== undefined ? dueMinor - discountMinor - paidMinor : undefined;
  const deduction = deductionOf(amounts, currency, takenMinor);
  const amountMinor = paidMinor ?? dueMinor - discountMinor - (deduction?.amountMinor ?? 0);
  return { reference, amountMinor, discountMinor, ...(deduction ? { deduction } : {}), ...(memo ? { memo } : {}) };
}

/**
 * The papers of a structured remittance (`RmtInf/Strd`) as remittance lines. Where only some of them tell amounts there are none:
 * half of a list would be taken for the whole.
 */
export function structuredLines(parts: XmlElement[], currency: string): RemittanceLine[] | undefined {
  const papers = parts.filter((part) => elementAt(part, "RfrdDocInf") ?? elementAt(part, "RfrdDocAmt"));
  const lines = papers.map((part) => lineOf(part, currency));
  const isWhole = lines.every(
    (line) => line !== undefined && line.amountMinor !== 0 && Math.abs(line.amountMinor) <= AMOUNT_MINOR_MAX,
  );
  return isWhole ? toRemittanceLines((lines as RemittanceLine[]).slice(0, REMITTANCE_LINES_MAX)) : undefined;
}
