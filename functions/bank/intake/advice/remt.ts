import { Fault, type InputError } from "../../../../shared/fault.ts";
import { amountOf } from "../camt-detail.ts";
import { moneyOf, structuredLines } from "../camt-remittance.ts";
import { compact } from "../line.ts";
import { REMITTANCE_LINES_MAX } from "../remittance.ts";
import { isCalendarDate, NAME_CHARS_MAX, REFERENCE_CHARS_MAX, signal } from "../text.ts";
import { elementAt, elementsAt, parseXml, textAt, type XmlElement } from "../xml.ts";
import { type AdviceGroup, type AdviceTable, refuseFile, type ToldAdvice } from "./told.ts";

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:remt\.001\.001\.\d{2}$/;

/** One part of the message: the papers of one payment. */
function adviceOf(part: XmlElement, index: number): { advice?: ToldAdvice; errors: InputError[] } {
  const at = `RmtInf.${index}`;
  const wrong = (path: string, message: string) => ({
    errors: [{ path: `${at}.${path}`, code: "invalid", message: `${at}: ${message}.` }],
  });
  const told = amountOf(elementAt(part, "OrgnlPmtInf/Amt/InstdAmt"));
  const papers = elementsAt(part, "Strd");
  // Of a message that names no amount the papers say the currency.
  const paper = papers.flatMap((one) => moneyOf(one) ?? [])[0];
  const currency = told?.currency ?? amountOf(paper)?.currency ?? "";
  if (papers.length > REMITTANCE_LINES_MAX)
    return wrong("Strd", `there are ${papers.length} papers, and ${REMITTANCE_LINES_MAX} are taken`);
  const lines = structuredLines(papers, currency);
  if (!lines) return wrong("Strd", "every paper must have one number and its amounts, all in one currency");
  if (told && told.amountMinor === undefined)
    return wrong("OrgnlPmtInf.Amt", `InstdAmt is no amount in ${told.currency || "a known currency"}`);
  const sumMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const day = textAt(part, 10, "OrgnlPmtInf/ReqdExctnDt/Dt", "OrgnlPmtInf/ReqdExctnDt/DtTm", "OrgnlPmtInf/ReqdExctnDt");
  const advice = compact({
    payer: compact({
      name: textAt(part, NAME_CHARS_MAX, "OrgnlPmtInf/Dbtr/Nm"),
      accountNo: signal(
        textAt(part, REFERENCE_CHARS_MAX, "OrgnlPmtInf/DbtrAcct/Id/IBAN", "OrgnlPmtInf/DbtrAcct/Id/Othr/Id"),
      ),
    }),
    ...{ currency, totalMinor: told?.amountMinor ?? sumMinor, lines },
    paidOn: day !== undefined && isCalendarDate(day) ? day : undefined,
    paymentReference: signal(textAt(part, REFERENCE_CHARS_MAX, "OrgnlPmtInf/Refs/EndToEndId")),
  });
  return { advice, errors: [] };
}

/** The parts of a message that tell payments, bare or in an envelope. */
function partsOf(body: Uint8Array): XmlElement[] {
  const parts = parseXml(body, NAMESPACE).flatMap(({ namespace, root }) => {
    if (!NAMESPACE.test(namespace)) {
      const is = `${root.name} of namespace ${namespace || "none"}`.slice(0, REFERENCE_CHARS_MAX);
      throw new Fault("malformed_request", `The document must be remt.001; it is ${is}.`);
    }
    return elementsAt(root, "RmtAdvc/RmtInf");
  });
  if (parts.length === 0) throw new Fault("malformed_request", "The document has no RmtAdvc with a RmtInf.");
  return parts;
}

/**
 * Reads an ISO 20022 remittance advice (remt.001) as a whole.
 * @throws Fault malformed_request where it is none, invalid with every part that cannot be read.
 */
export function readRemt(body: Uint8Array): ToldAdvice[] {
  const read = partsOf(body).map(adviceOf);
  refuseFile(read.flatMap(({ errors }) => errors));
  return read.flatMap(({ advice }) => advice ?? []);
}

/**
 * Reads one advice by advice: what is wrong with one refuses that one. They count from one, as rows do.
 * @throws Fault malformed_request where it is no such message.
 */
export function remtGroups(body: Uint8Array): AdviceTable {
  const advices = partsOf(body).map((part, n): AdviceGroup => {
    const { advice, errors } = adviceOf(part, n);
    return advice ? { rows: [n + 1], told: advice } : { rows: [n + 1], errors };
  });
  return { advices, leftOut: [] };
}
