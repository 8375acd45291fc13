import { addDays } from "../../shared/clock.ts";
import type { AccountRow, ReceivableRow, Transaction } from "./rows.ts";
import type { AccountFacts, OpenItem, TransactionFacts } from "./schema.ts";

/** A booking day farther from the day of its arrival is no bank's habit but a slip of somebody's. */
const PAST_DAYS_MAX = 1_100;
const FUTURE_DAYS_MAX = 31;

function doubtOf({ oddDetails, bookedOn, createdAt }: Transaction): TransactionFacts["doubt"] {
  if (oddDetails !== undefined) return "oddDetails";
  const arrivedOn = createdAt.slice(0, 10);
  const isNear = bookedOn >= addDays(arrivedOn, -PAST_DAYS_MAX) && bookedOn <= addDays(arrivedOn, FUTURE_DAYS_MAX);
  return isNear ? undefined : "farBookingDay";
}

/** What the engine sees of a stored line. `unappliedMinor` is what is left to explain. */
export const factsOf = (row: Transaction): TransactionFacts => ({
  id: row.id,
  direction: row.direction,
  amountMinor: row.unappliedMinor,
  currency: row.currency,
  bookedOn: row.bookedOn,
  payer: row.payer,
  ultimatePayer: row.ultimatePayer,
  // Some banks put the payer's text into their own words on the line and nothing else anywhere.
  remittance: row.remittance ?? row.additionalInfo,
  references: row.references,
  remittanceLines: row.remittanceLines,
  creditorReference: row.creditorReference,
  endToEndId: row.endToEndId,
  virtualAccountNo: row.virtualAccountNo,
  reversalOf: row.reversesId,
  returnReason: row.returnReason,
  chargesMinor: row.chargesMinor,
  bankTransactionCode: row.bankTransactionCode,
  doubt: doubtOf(row),
});

export const accountFacts = (row: AccountRow): AccountFacts => ({
  id: row.id,
  name: row.name,
  payerNames: row.payerNames ?? [],
  parentId: row.parentId,
});

export const openItem = (row: ReceivableRow): OpenItem => ({
  id: row.id,
  accountId: row.accountId,
  reference: row.reference,
  paymentReference: row.paymentReference,
  kind: row.kind,
  amountMinor: row.amountMinor,
  openMinor: row.openMinor,
  currency: row.currency,
  dueOn: row.dueOn,
  issuedOn: row.issuedOn,
  orderId: row.orderId,
  contractNo: row.contractNo,
  instalmentNo: row.instalmentNo,
  instalmentCount: row.instalmentCount,
  terms: row.terms,
  version: row.version,
});
