import { Fault } from "../../../shared/fault.ts";
import { type NoticeOptions, ownershipOf } from "./account.ts";
import { balancesOf } from "./camt-balance.ts";
import { readEntry, type StatementContext } from "./camt-entry.ts";
import { unshare } from "./identity.ts";
import { CALL_LIMITS, type EntryPart, type ParsedBody, RAW_CHARS_MAX } from "./line.ts";
import { NAME_CHARS_MAX, REFERENCE_CHARS_MAX, tooManyLines } from "./text.ts";
import { elementsAt, parseXml, textAt, written, type XmlDocument, type XmlElement } from "./xml.ts";

/** The messages that are read, with the elements between the document and its statements. */
const MESSAGES: Record<string, string> = {
  "052": "BkToCstmrAcctRpt/Rpt",
  "053": "BkToCstmrStmt/Stmt",
  "054": "BkToCstmrDbtCdtNtfctn/Ntfctn",
};
const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.(\d{3})\.001\.(\d{2})$/;
const VERSION_MIN = 2;
const VERSION_MAX = 13;

function statementsOf({ namespace, root }: XmlDocument): XmlElement[] {
  const [, message = "", version = ""] = NAMESPACE.exec(namespace) ?? [];
  const path = MESSAGES[message];
  if (root.name !== "Document" || !path || Number(version) < VERSION_MIN || Number(version) > VERSION_MAX) {
    const is = `${root.name} of namespace ${namespace || "none"}`.slice(0, REFERENCE_CHARS_MAX);
    throw new Fault(
      "malformed_request",
      `The document must be camt.052, camt.053 or camt.054, version .02 to .13; it is ${is}.`,
    );
  }
  const statements = elementsAt(root, path);
  if (statements.length === 0)
    throw new Fault("malformed_request", `The document has no ${path.replace("/", " with a ")}.`);
  return statements;
}

/** What the statement's account means to the connection, or why its lines are not ours. */
function contextOf(statement: XmlElement, options: NoticeOptions): { context: StatementContext; foreign?: EntryPart } {
  const accountNo = textAt(statement, REFERENCE_CHARS_MAX, "Acct/Id/IBAN", "Acct/Id/Othr/Id") ?? "";
  const { virtualAccountNo, foreign } = ownershipOf([accountNo], "Acct", options);
  const context: StatementContext = {
    statementId: textAt(statement, REFERENCE_CHARS_MAX, "Id"),
    accountNo,
    virtualAccountNo,
    timeZone: options.timeZone,
    createdAt: textAt(statement, NAME_CHARS_MAX, "CreDtTm"),
  };
  return foreign === undefined ? { context } : { context, foreign: { code: "account_mismatch", detail: foreign } };
}

/**
 * Reads camt.052 reports, camt.053 statements and camt.054 notifications, versions .02 to .13. Every booked entry becomes a line, or a
 * line for each of its details; everything else is rejected with its reason. `index` counts lines and rejections in
 * document order.
 * @throws Fault malformed_request when the document cannot be read at all, too_large when it passes a limit.
 */
export function parseCamt(body: Uint8Array | string, options: NoticeOptions = {}, charset?: string): ParsedBody {
  const limits = options.limits ?? CALL_LIMITS;
  const parsed: ParsedBody = { received: 0, lines: [], rejected: [] };
  const statements = parseXml(body, NAMESPACE, limits, charset).flatMap(statementsOf);
  for (const [ordinal, statement] of statements.entries()) {
    const { context, foreign } = contextOf(statement, options);
    const first = parsed.lines.length;
    for (const [position, entry] of elementsAt(statement, "Ntry").entries()) {
      for (const part of foreign ? [foreign] : readEntry(entry, context)) {
        const index = parsed.received++;
        if (parsed.received > limits.linesMax) throw tooManyLines(limits);
        if ("line" in part) parsed.lines.push({ index, statement: ordinal, line: part.line });
        else
          parsed.rejected.push({
            index,
            code: part.code,
            detail: `${placeOf(entry, position, context)}: ${part.detail}`,
            raw: written(entry).slice(0, RAW_CHARS_MAX),
          });
      }
    }
    unshare(parsed.lines.slice(first));
    const told = foreign ? undefined : balancesOf(statement, ordinal, context);
    if (told) parsed.statements = [...(parsed.statements ?? []), told];
  }
  return parsed;
}

function placeOf(entry: XmlElement, position: number, { statementId }: StatementContext): string {
  const reference = textAt(entry, REFERENCE_CHARS_MAX, "AcctSvcrRef", "NtryRef");
  return `Entry ${position + 1}${reference ? ` (${reference})` : ""} of statement ${statementId ?? "without id"}`;
}
