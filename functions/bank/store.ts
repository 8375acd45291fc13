import { addDays } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import { chainsOf, type LinkedLine } from "./chains.ts";
import {
  alreadyTold,
  identify,
  isReused,
  referenceConflict,
  reusedId,
  reversedId,
  SAME_BOOKING_DAYS,
  sameFacts,
  type ToldLine,
} from "./intake/identity.ts";
import type { BankLine, ParsedBody, Rejection } from "./intake/line.ts";
import { keepRejections } from "./rejections.ts";
import { keepStatements } from "./statements.ts";
import { type bankConnection, bankTransaction, toldMarker, undecidedWatch, untoldWatch } from "./table.ts";
import { toldOtherwise } from "./unreferenced.ts";

/** Conditional puts under way at once: a thousand lines are stored well inside the gateway's time limit. */
export const PUTS_AT_ONCE = 40;

export type Connection = RowOf<typeof bankConnection>;
type Transaction = RowOf<typeof bankTransaction>;

/** What became of a delivery: `received` counts every line that was told, and is the sum of the others. */
export type Intake = { received: number; stored: number; duplicates: number; rejected: Rejection[] };

/**
 * Accounts whose statements are those of a sub-account. The connection's own number is not compared with a
 * statement's: banks write one account in many ways, and the signature says whose feed it is.
 */
export const virtualAccountNos = (connection: Connection): string[] =>
  (connection.virtualAccounts ?? []).map((v) => v.accountNo);

/** The mapping that holds for a virtual account on a day. */
function mappingOf(connection: Connection, line: BankLine) {
  if (line.virtualAccountNo === undefined) return undefined;
  const digits = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  const told = digits(line.virtualAccountNo);
  return (connection.virtualAccounts ?? []).find(
    (v) =>
      digits(v.accountNo) === told && (v.fromOn ?? "") <= line.bookedOn && line.bookedOn <= (v.toOn ?? "9999-12-31"),
  );
}

/** The row of a line. Texts are cut to what a money row may hold; the bank keeps the original. */
export function transactionOf(
  connection: Connection,
  { id, line, afterId, toldWithout }: LinkedLine,
  now: string,
): Transaction {
  const mapped = mappingOf(connection, line);
  return {
    id,
    version: 1,
    createdAt: now,
    updatedAt: now,
    connectionId: connection.id,
    bankReference: line.bankReference,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn === line.bookedOn ? undefined : line.valueOn,
    direction: line.direction,
    amountMinor: line.amountMinor,
    currency: line.currency,
    virtualAccountNo: line.virtualAccountNo,
    subAccountNo: line.subAccountNo,
    mappedAccountId: mapped?.accountId,
    accountId: mapped?.accountId,
    endToEndId: line.endToEndId,
    payer: line.payer,
    ultimatePayer: line.ultimatePayer,
    remittance: line.remittance,
    additionalInfo: line.additionalInfo,
    references: line.references.length > 0 ? line.references : undefined,
    remittanceLines: line.remittanceLines,
    creditorReference: line.creditorReference,
    chargesMinor: line.chargesMinor,
    oddDetails: line.oddDetails,
    bankTransactionCode: line.bankTransactionCode,
    reversal: line.reversal || undefined,
    returnReason: line.returnReason,
    reversesId: reversedId(connection.id, line),
    toldWithout,
    afterId,
    state: "received",
    unappliedMinor: line.amountMinor,
    departmentId: mapped?.departmentId ?? connection.departmentId,
  };
}

/** A stored line as it is compared with one that is told: a flag that is not set is left out of its row. */
const factsOf = (row: Transaction): ToldLine => ({ ...row, reversal: row.reversal === true });

type Outcome = "stored" | "duplicate" | Rejection;

/** Marks that the payments of a sum came one by one, where the sum itself would be stored; false if the sum is there. */
async function markTold(table: Table, sumId: string, now: string): Promise<boolean> {
  const row = { id: sumId.replace(/^btx_/, "tld_"), version: 1, createdAt: now, updatedAt: now, sumId };
  if (await table.createOnce(toldMarker, row)) return true;
  return (await table.find(bankTransaction, sumId))?.state === undefined;
}

/** One line: one conditional put. Only what is there already is read, to tell a repetition from a contradiction. */
async function storeLine(table: Table, connection: Connection, told: LinkedLine, now: string): Promise<Outcome> {
  for (const sumId of told.toldAs) {
    if (!(await markTold(table, sumId, now))) return alreadyTold(told.index, told.line);
  }
  if (await table.createOnce(bankTransaction, transactionOf(connection, told, now))) return "stored";
  const there = await table.get(bankTransaction, told.id);
  if (there.state === undefined) return alreadyTold(told.index, told.line);
  const facts = factsOf(there);
  if (told.line.bankReference !== undefined && isReused(facts, told.line))
    return storeReused(table, connection, told, now);
  return sameFacts(facts, told.line) ? "duplicate" : referenceConflict(told.index, told.line, facts);
}

/** A line whose reference was another's before: it is found again by its day, or a neighbouring one. */
async function storeReused(table: Table, connection: Connection, told: LinkedLine, now: string): Promise<Outcome> {
  const days = Array.from({ length: 2 * SAME_BOOKING_DAYS + 1 }, (_, n) =>
    addDays(told.line.bookedOn, n - SAME_BOOKING_DAYS),
  );
  const ids = days.map((day) => reusedId(connection.id, told.line, day));
  const known = [...(await table.getMany(bankTransaction, ids, true)).values()];
  const again = known.find((row) => !isReused(factsOf(row), told.line));
  if (again) {
    const facts = factsOf(again);
    return sameFacts(facts, told.line) ? "duplicate" : referenceConflict(told.index, told.line, facts);
  }
  const row = transactionOf(connection, { ...told, id: reusedId(connection.id, told.line) }, now);
  return (await table.createOnce(bankTransaction, row)) ? "stored" : "duplicate";
}

/**
 * Stores a delivery, idempotently and two-sided. It does nothing else: decisions are made when the rows come out of
 * the table's stream.
 */
export async function storeNotice(
  table: Table,
  connection: Connection,
  body: ParsedBody,
  now: string,
): Promise<Intake> {
  const { lines, duplicates, rejected } = identify(connection.id, body.lines);
  if (lines.length > 0) await Promise.all([undecidedWatch.ask(table, now), untoldWatch.ask(table, now)]);
  const known = await toldOtherwise(table, connection, lines, now);
  const unknown = lines.filter((line) => !known.has(line));
  const chains = await together(chainsOf(unknown), PUTS_AT_ONCE, async (chain) => {
    const outcomes: Outcome[] = [];
    for (const line of chain) outcomes.push(await storeLine(table, connection, line, now));
    return outcomes;
  });
  const outcomes = [...chains.flat(), ...[...known].map((): Outcome => "duplicate")];
  const refused = outcomes.filter((o): o is Rejection => typeof o === "object");
  const all = [...body.rejected, ...rejected, ...refused].sort((a, b) => a.index - b.index);
  await keepRejections(table, connection.id, all, now);
  await keepStatements(table, connection.id, body, now);
  return {
    received: body.received,
    stored: outcomes.filter((o) => o === "stored").length,
    duplicates: duplicates + outcomes.filter((o) => o === "duplicate").length,
    rejected: all,
  };
}
