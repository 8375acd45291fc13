import { AMOUNT_MINOR_MAX, currencyProblem, parseAmount } from "../../../shared/money.ts";
import { sameAccount } from "./account.ts";
import { type BankLine, type Direction, payerOf } from "./line.ts";
import { cleanText, NAME_CHARS_MAX, REFERENCE_CHARS_MAX, REMITTANCE_CHARS_MAX, signal, signals } from "./text.ts";
import { elementAt, elementsAt, textAt, type XmlElement } from "./xml.ts";

/** An amount element with its currency, exactly; `amountMinor` is absent when it is no amount of that currency. */
export type CamtAmount = { amountMinor?: number; currency: string };

/** Reads `<Amt Ccy="CHF">3483.00</Amt>`; `xs:decimal` also allows a plus sign and a bare fraction. */
export function amountOf(element: XmlElement | undefined): CamtAmount | undefined {
  if (!element) return undefined;
  const currency = element.attributes.Ccy ?? "";
  const text = element.text.trim().replace(/^\+/, "").replace(/^\./, "0.");
  const amountMinor = currencyProblem(currency) === undefined ? parseAmount(text, currency) : undefined;
  return { currency, ...(amountMinor !== undefined && amountMinor >= 0 && { amountMinor }) };
}

/**
 * What a detail says it contributed to its booking, in the booking's currency. Up to version .02 a detail has no amount
 * of its own; the amounts of `AmtDtls` stand in, the instructed one last, because it is before charges.
 */
export function detailAmount(detail: XmlElement, currency: string): number | undefined {
  for (const path of ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt"]) {
    const told = amountOf(elementAt(detail, path));
    if (told?.currency === currency && told.amountMinor !== undefined) return told.amountMinor;
  }
  return undefined;
}

/** `credit` or `debit`, or nothing when the indicator is missing or unknown. */
export function directionOf(element: XmlElement): Direction | undefined {
  const told = textAt(element, REFERENCE_CHARS_MAX, "CdtDbtInd");
  return told === "CRDT" ? "credit" : told === "DBIT" ? "debit" : undefined;
}

/**
 * Charges told on an entry or a detail that are taken out of its amount, in minor units of `currency`. Version .02
 * repeats `Chrgs` with an amount each, later ones repeat `Chrgs/Rcrd`; with neither there may be a total. Charges in
 * another currency, and those announced for a booking of their own (`ChrgInclInd` false), are not part of the amount.
 */
export function chargesOf(element: XmlElement, currency: string): number | undefined {
  const heads = elementsAt(element, "Chrgs");
  const records = [...elementsAt(element, "Chrgs/Rcrd"), ...heads.filter((head) => elementAt(head, "Amt"))];
  let sumMinor = 0;
  for (const record of records) {
    const told = amountOf(elementAt(record, "Amt"));
    if (told?.currency !== currency || textAt(record, NAME_CHARS_MAX, "ChrgInclInd") === "false") continue;
    sumMinor += (directionOf(record) === "credit" ? -1 : 1) * (told.amountMinor ?? 0);
  }
  if (records.length === 0) {
    const total = amountOf(heads[0] && elementAt(heads[0], "TtlChrgsAndTaxAmt"));
    sumMinor = total?.currency === currency ? (total.amountMinor ?? 0) : 0;
  }
  return sumMinor > 0 && sumMinor <= AMOUNT_MINOR_MAX ? sumMinor : undefined;
}

/** Bank transaction code of an entry or a detail: `DOMAIN/FAMILY/SUBFAMILY`, or the bank's own. */
export function transactionCode(element: XmlElement): string | undefined {
  const parts = ["Domn/Cd", "Domn/Fmly/Cd", "Domn/Fmly/SubFmlyCd"].map((path) => textAt(element, 4, `BkTxCd/${path}`));
  const told = parts.filter((part) => part !== undefined);
  return told.length > 0 ? told.join("/") : textAt(element, REFERENCE_CHARS_MAX, "BkTxCd/Prtry/Cd");
}

/** The bank's own reference of an entry (`AcctSvcrRef`) or of a detail (`Refs/AcctSvcrRef`). */
export const servicerReference = (element: XmlElement): string | undefined =>
  signal(textAt(element, REFERENCE_CHARS_MAX, "Refs/AcctSvcrRef", "AcctSvcrRef"));

const accountAt = (parties: XmlElement, role: string): string | undefined =>
  signal(textAt(parties, REFERENCE_CHARS_MAX, `${role}/Id/IBAN`, `${role}/Id/Othr/Id`));

/** Later versions put a party or an agent between the role and the name. */
const nameAt = (parties: XmlElement, role: string): string | undefined =>
  textAt(parties, NAME_CHARS_MAX, `${role}/Nm`, `${role}/Pty/Nm`, `${role}/Agt/FinInstnId/Nm`);

/** The parties of a detail, seen from our account: `credit` is the direction of the original payment. */
function partiesOf(detail: XmlElement, original: Direction): Pick<BankLine, "payer" | "ultimatePayer"> {
  const role = original === "credit" ? "Dbtr" : "Cdtr";
  const parties = elementAt(detail, "RltdPties") ?? detail;
  const institution = `RltdAgts/${role}Agt/FinInstnId`;
  const bankCode = textAt(
    detail,
    REFERENCE_CHARS_MAX,
    `${institution}/BICFI`,
    `${institution}/BIC`,
    `${institution}/ClrSysMmbId/MmbId`,
    `${institution}/Othr/Id`,
  );
  const ultimate = nameAt(parties, `Ultmt${role}`);
  const name = nameAt(parties, role) ?? ultimate;
  return {
    payer: payerOf({ name, accountNo: accountAt(parties, `${role}Acct`), bankCode: signal(bankCode) }),
    ultimatePayer: ultimate === name ? undefined : ultimate,
  };
}

function remittanceOf(detail: XmlElement): Pick<BankLine, "remittance" | "references" | "creditorReference"> {
  const free = [...elementsAt(detail, "RmtInf/Ustrd"), ...elementsAt(detail, "RmtInf/Strd/AddtlRmtInf")];
  const creditor = signals(elementsAt(detail, "RmtInf/Strd/CdtrRefInf/Ref").map(({ text }) => text));
  const documents = elementsAt(detail, "RmtInf/Strd/RfrdDocInf/Nb").map(({ text }) => text);
  return {
    remittance: cleanText(free.map(({ text }) => text).join(" "), REMITTANCE_CHARS_MAX),
    references: signals([...creditor, ...documents]),
    creditorReference: creditor[0],
  };
}

/** The account that was credited, where the payer paid into another number than the statement's: a virtual account. */
function virtualAccountOf(detail: XmlElement, original: Direction, statementAccount: string): string | undefined {
  const told = original === "credit" ? accountAt(elementAt(detail, "RltdPties") ?? detail, "CdtrAcct") : undefined;
  return told === undefined || statementAccount === "" || sameAccount(told, statementAccount) ? undefined : told;
}

/** What is told of a return whose reason the bank keeps to itself. */
const NO_REASON = "UNSPECIFIED";

/** Why a detail's payment came back, where it did: the code, else the bank's own words, else that no reason is told. */
export function returnReasonOf(detail: XmlElement): string | undefined {
  const returned = elementAt(detail, "RtrInf");
  if (!returned) return undefined;
  return signal(textAt(returned, REFERENCE_CHARS_MAX, "Rsn/Cd", "Rsn/Prtry", "AddtlInf")) ?? NO_REASON;
}

/** The other side. Of a return, most banks leave the parties in the roles that they had in the payment that came back. */
function othersOf(
  detail: XmlElement,
  original: Direction,
  isReturn: boolean,
): Pick<BankLine, "payer" | "ultimatePayer"> {
  const parties = isReturn ? partiesOf(detail, original === "credit" ? "debit" : "credit") : {};
  return parties.payer?.name || parties.payer?.accountNo ? parties : partiesOf(detail, original);
}

/** What a detail tells of its payment besides the money. `original` is the direction before any reversal. */
export function describeDetail(detail: XmlElement, original: Direction, statementAccount: string): Partial<BankLine> {
  const returnReason = returnReasonOf(detail);
  return {
    ...othersOf(detail, original, returnReason !== undefined),
    ...remittanceOf(detail),
    endToEndId: signal(textAt(detail, REFERENCE_CHARS_MAX, "Refs/EndToEndId")),
    networkReference: signals(
      ["UETR", "TxId", "ClrSysRef"].map((name) => textAt(detail, REFERENCE_CHARS_MAX, `Refs/${name}`)),
    )[0],
    virtualAccountNo: virtualAccountOf(detail, original, statementAccount),
    returnReason,
    additionalInfo: textAt(detail, NAME_CHARS_MAX, "AddtlTxInf"),
  };
}
