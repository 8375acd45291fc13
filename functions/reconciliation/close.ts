import { Fault, invalidField } from "../../shared/fault.ts";
import { load, loaded } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import type { CloseInput } from "./bodies.ts";
import { loadCase } from "./case.ts";
import { checkLock } from "./claim.ts";
import {
  type Closing,
  closeExcluded,
  closePaidOut,
  closeRefund,
  closeReturned,
  closingActions,
  said,
} from "./closings.ts";
import { isLeftAside, takenUp } from "./outgoing.ts";
import type { Transaction } from "./rows.ts";
import { type PrepaymentRow, prepaymentsOf } from "./rules.ts";
import { prepayment, reconciliationPolicy } from "./table.ts";
import { leftMinor } from "./takeback.ts";

type CloseCall = Call<CloseInput, unknown>;

/** The line, if it went out, waits, and this caller may work on it now; what the engine left aside is taken up again. */
async function closable(call: CloseCall): Promise<{ before: Transaction; row: Transaction }> {
  const before = await load(call, bankTransaction);
  if (before.direction === "credit") {
    throw new Fault(
      "invalid_state",
      "This line is a receipt. Claim it, or undo what was applied; only outgoing lines are closed.",
    );
  }
  const waits = before.state === "claimable" || before.state === "partlyApplied";
  if (!waits && !isLeftAside(before)) {
    const why = before.state === "excluded" ? `closed as ${before.exclusion}; undo that first` : "not decided yet";
    throw new Fault("invalid_state", `This line is ${why}.`);
  }
  checkLock(before, call);
  return { before, row: takenUp(before) };
}

const missing = (path: string, message: string): Fault => invalidField(path, message, "required");

/** A record that the body names; one that is not there, or not for this caller, is told by its field. */
async function named<T>(path: string, id: string, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    const message = `There is no ${path === "receivableId" ? "receivable" : "bank transaction"} ${id}.`;
    throw new Fault("unknown_reference", message, { errors: [{ path, code: "unknown_reference", message }] });
  }
}

/** Reads another record than the one that If-Match is about. */
const others = ({ ifMatch: _, ...call }: CloseCall): CloseCall => call;

async function receiptNamed(call: CloseCall, row: Transaction, id: string): Promise<Transaction> {
  const path = "bankTransactionId";
  const receipt = await named(path, id, () => loaded(others(call), bankTransaction, id));
  if (receipt.direction === "debit") throw invalidField(path, `${id} is money that went out and no receipt.`);
  if (receipt.currency !== row.currency) {
    throw invalidField(path, `${id} is in ${receipt.currency}, the line in ${row.currency}.`, "currency");
  }
  return receipt;
}

async function returned(call: CloseCall, row: Transaction): Promise<Closing> {
  const { body, table, now } = call;
  const receipt = await receiptReturned(call, row);
  const leftOfReceipt = leftMinor(receipt);
  if (leftOfReceipt === 0) throw invalidField("bankTransactionId", `All of ${receipt.id} has gone back already.`);
  const { receivableId } = body;
  const paidMinor = standing(receipt).reduce(
    (sum, e) => (e.kind === "payment" && e.receivableId === receivableId ? sum + e.amountMinor : sum),
    0,
  );
  const most = receivableId ? paidMinor : leftOfReceipt;
  const amountMinor = body.amountMinor ?? Math.min(most, row.unappliedMinor);
  if (amountMinor > most || amountMinor === 0) {
    const what = receivableId ? `of ${receivableId} were paid by ${receipt.id}` : `are left of ${receipt.id}`;
    throw invalidField(receivableId ? "receivableId" : "amountMinor", `Only ${most} minor units ${what}.`, "too_much");
  }
  const rest = Math.max(0, row.unappliedMinor - amountMinor);
  const isFee = body.amountMinor === undefined || rest === row.chargesMinor;
  return closeReturned(table, row, receipt, { amountMinor, feeMinor: isFee ? rest : 0, receivableId }, now);
}

/** The receipt that a return is of: the one named, else the only one that the line itself leads to. */
async function receiptReturned(call: CloseCall, row: Transaction): Promise<Transaction> {
  const { bankTransactionId } = call.body;
  if (bankTransactionId) return receiptNamed(call, row, bankTransactionId);
  const { input } = await loadCase(call.table, row, await reconciliationPolicy.held(call.table));
  const found = (input.earlier ?? []).filter((line) => line.direction === "credit" && (line.leftMinor ?? 0) > 0);
  const [only, ...more] = found;
  if (!only || more.length > 0) {
    const what = only ? `${found.length} receipts may be meant` : "The line leads to no receipt";
    throw missing("bankTransactionId", `${what}; name the receipt that is given back.`);
  }
  return receiptNamed(call, row, only.id);
}

/** Prepayments with something open: of the receipt named, or of the accounts that the line may be for. */
async function advancesFor(call: CloseCall, row: Transaction): Promise<PrepaymentRow[]> {
  const { body, table } = call;
  const ids = body.bankTransactionId
    ? prepaymentsOf((await receiptNamed(call, row, body.bankTransactionId)).allocations ?? [])
    : ((await loadCase(table, row, await reconciliationPolicy.held(table))).input.prepayments ?? []).map((p) => p.id);
  const rows = [...(await table.getMany(prepayment, ids, true)).values()];
  return rows.filter((p) => p.openMinor > 0 && p.currency === row.currency && call.access.sees(prepayment, p));
}

async function refund(call: CloseCall, row: Transaction): Promise<Closing> {
  const { body, table, now } = call;
  const open = await advancesFor(call, row);
  const wantedMinor = body.amountMinor ?? row.unappliedMinor;
  const exact = open.filter((p) => p.openMinor === wantedMinor);
  const enough = open.filter((p) => p.openMinor >= wantedMinor);
  const [advance, ...more] = [exact, enough, open].find((found) => found.length > 0) ?? [];
  if (!advance) {
    const where = body.bankTransactionId ? `of ${body.bankTransactionId}` : "of the accounts that this line may be for";
    const message = `Nothing ${where} is open as a prepayment${body.bankTransactionId ? "" : "; name the receipt"}.`;
    throw body.bankTransactionId
      ? invalidField("bankTransactionId", message, "too_much")
      : missing("bankTransactionId", message);
  }
  if (more.length > 0) {
    throw missing("bankTransactionId", `${more.length + 1} prepayments may be meant; name the receipt of the one.`);
  }
  const amountMinor = body.amountMinor ?? Math.min(advance.openMinor, row.unappliedMinor);
  if (amountMinor > advance.openMinor) {
    throw invalidField("amountMinor", `Only ${advance.openMinor} minor units are open of the prepayment.`, "too_much");
  }
  const receipt = await table.get(bankTransaction, advance.bankTransactionId);
  return closeRefund(row, receipt, advance, amountMinor, now);
}

async function paidOut(call: CloseCall, row: Transaction): Promise<Closing> {
  const { body, table, now } = call;
  const { receivableId, bankTransactionId } = body;
  if (!receivableId) throw missing("receivableId", "Name the credit note that was paid out.");
  const note = await named("receivableId", receivableId, () => loaded(others(call), receivable, receivableId));
  if (note.kind !== "creditNote") throw invalidField("receivableId", `${note.reference} is no credit note.`);
  if (note.currency !== row.currency) {
    throw invalidField(
      "receivableId",
      `${note.reference} is in ${note.currency}, the line in ${row.currency}.`,
      "currency",
    );
  }
  const amountMinor = body.amountMinor ?? Math.min(note.openMinor, row.unappliedMinor);
  if (amountMinor > note.openMinor || amountMinor === 0) {
    throw invalidField("amountMinor", `Only ${note.openMinor} minor units are open of ${note.reference}.`, "too_much");
  }
  if (bankTransactionId) await receiptNamed(call, row, bankTransactionId);
  return closePaidOut(table, row, note, amountMinor, bankTransactionId, now);
}

const excluded = async ({ body, now }: CloseCall, row: Transaction): Promise<Closing> =>
  closeExcluded(row, body.amountMinor ?? row.unappliedMinor, now);

const KINDS = { returned, refund, creditNotePaidOut: paidOut, excluded };

/** What each kind may name besides an amount. A field that would be ignored is refused: its sender means something by it. */
const NAMES: Record<keyof typeof KINDS, readonly ("bankTransactionId" | "receivableId")[]> = {
  returned: ["bankTransactionId", "receivableId"],
  refund: ["bankTransactionId"],
  creditNotePaidOut: ["bankTransactionId", "receivableId"],
  excluded: [],
};

function checkNames(body: CloseInput): void {
  for (const field of ["bankTransactionId", "receivableId"] as const) {
    if (body[field] === undefined || NAMES[body.as].includes(field)) continue;
    throw invalidField(field, `A line that is closed as ${body.as} takes no ${field}.`);
  }
}

/**
 * Says what a line that went out was, wholly or for a part of it, and books that: one transaction of the line, the receipt
 * or credit note, receivables, credits and prepayment.
 */
export async function close(call: CloseCall): Promise<Transaction> {
  checkNames(call.body);
  const { before, row } = await closable(call);
  const { amountMinor } = call.body;
  if (amountMinor !== undefined && amountMinor > row.unappliedMinor) {
    throw invalidField(
      "amountMinor",
      `Only ${row.unappliedMinor} minor units of this line are left to close.`,
      "too_much",
    );
  }
  const closing = said(await KINDS[call.body.as](call, row), { closeReason: call.body.reason });
  await call.table.commit(closingActions(before, closing));
  return closing.line;
}
