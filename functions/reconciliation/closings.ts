import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { takeBack } from "./goneback.ts";
import { closedLine, type Piece } from "./outgoing.ts";
import { clawBack } from "./payout.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { appliedTo, entryId, type PrepaymentRow } from "./rules.ts";
import { prepayment } from "./table.ts";
import { advanceAfter, refundedFrom } from "./takeback.ts";

/** A line that went out once it is closed, and all that is written with it but the line itself. */
export type Closing = { line: Transaction; actions: Action[] };

/** The tie of a line's next closing, known before the closing is made: its first entry is the cause. */
const nextTie = (line: Transaction) => {
  const run = (line.runs ?? 0) + 1;
  return { bankTransactionId: line.id, run, causeId: entryId(line.id, run, 0) };
};

const fee = (feeMinor: number): Piece[] => (feeMinor > 0 ? [{ kind: "fee", amountMinor: feeMinor }] : []);

/** Gives a receipt back, wholly or in part; what the bank charges for it is set aside and is nobody's payment. */
export async function closeReturned(
  table: Table,
  row: Transaction,
  receipt: Transaction,
  { amountMinor, feeMinor, receivableId }: { amountMinor: number; feeMinor: number; receivableId?: string },
  now: string,
): Promise<Closing> {
  const tie = nextTie(row);
  const piece: Piece = { kind: "returned", amountMinor, bankTransactionId: receipt.id };
  const { line } = closedLine(row, [piece, ...fee(feeMinor)], receipt, now);
  const change = await takeBack(table, receipt, { amountMinor, receivableId }, tie, now);
  const lessons = change.taught?.map((t) => ({ ...t, closing: tie.run })) ?? [];
  const taught = [...(line.taught ?? []), ...lessons];
  return { line: { ...line, ...(taught.length > 0 && { taught }) }, actions: change.actions };
}

/** Pays back a part of a prepayment, or all that is open of it. */
export function closeRefund(
  row: Transaction,
  receipt: Transaction,
  advance: PrepaymentRow,
  amountMinor: number,
  now: string,
): Closing {
  const { accountId, id: prepaymentId } = advance;
  const piece: Piece = { kind: "refund", amountMinor, bankTransactionId: receipt.id, prepaymentId };
  const { line } = closedLine(row, [piece], { ...receipt, accountId }, now);
  const after = refundedFrom(receipt, advance, amountMinor, nextTie(row), now);
  return {
    line,
    actions: [
      write.replace(bankTransaction, receipt, after),
      write.replace(prepayment, advance, advanceAfter(advance, after, now)),
    ],
  };
}

/** Pays a credit note out; the sales credits of as much cash of what it credits are taken back. */
export async function closePaidOut(
  table: Table,
  row: Transaction,
  note: ReceivableRow,
  amountMinor: number,
  receiptId: string | undefined,
  now: string,
): Promise<Closing> {
  const tie = nextTie(row);
  const piece: Piece = { kind: "creditNotePaidOut", amountMinor, receivableId: note.id };
  const { line, entries } = closedLine(row, [piece], note, now);
  const { actions, clawedBack } = await clawBack(table, note, amountMinor, receiptId, tie, now);
  const all = [...(line.clawedBack ?? []), ...clawedBack];
  const changed = appliedTo(new Map([[note.id, note]]), entries, now);
  return {
    line: { ...line, ...(all.length > 0 && { clawedBack: all }) },
    actions: [...changed.map((c) => write.replace(receivable, c.before, c.after)), ...actions],
  };
}

/** Leaves a line, or what is left of it, aside as no customer's money. */
export function closeExcluded(row: Transaction, amountMinor: number, now: string): Closing {
  const piece: Piece = { kind: "excluded", amountMinor };
  return { line: closedLine(row, [piece], {}, now, "outgoing").line, actions: [] };
}

/** All writes of a closing: `before` is the line as it was read. */
export const closingActions = (before: Transaction, { line, actions }: Closing): Action[] => [
  write.replace(bankTransaction, before, line),
  ...actions,
];

/** A line with fields that say more of its closing; the version stays that of the closing. */
export const said = (closing: Closing, fields: Partial<Transaction>): Closing => ({
  ...closing,
  line: { ...nextVersion(closing.line, closing.line.updatedAt, fields), version: closing.line.version },
});
