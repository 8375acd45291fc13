import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { headOf } from "../documents/letterhead.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { receivable } from "../receivables/table.ts";
import { receiptSheet } from "./papers.ts";

/** What a receipt tells of its bank line and of what that paid. */
const TOLD = ["amountMinor", "currency", "bookedOn", "allocations", "payer", "bankReference"];

/** A receipt for what a bank line brought and paid. */
export async function receiptPdfOf(call: Caller & { params: Record<string, string> }, language: Locale) {
  const row = await load(call, bankTransaction);
  checkSeen(call.access, bankTransaction.noun, TOLD, "A receipt");
  if (row.direction !== "credit" || (row.state !== "applied" && row.state !== "partlyApplied")) {
    throw new Fault("invalid_state", "A receipt is made for money that came in and is applied.");
  }
  const paid = (row.allocations ?? []).flatMap(({ receivableId }) => receivableId ?? []);
  const [found, about, head] = await Promise.all([
    call.table.getMany(receivable, paid, true),
    row.accountId ? call.table.find(account, row.accountId) : undefined,
    headOf(call, language),
  ]);
  const references = new Map([...found].map(([id, { reference }]) => [id, reference]));
  const isNamed = about && call.access.sees(account, about) && !call.access.isClosed(account.noun, "name");
  return shownAsPdf(
    receiptSheet(row, references, isNamed ? about.name : undefined, head, language),
    `receipt-${row.id}`,
  );
}
