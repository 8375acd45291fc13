/**
 * A receipt is found by its payer's id through one signal row that the money consumer puts before it decides: outside
 * the transaction it costs one unit and one request, inside it would be two, and an index as much on every line. Lines
 * without such an id pay nothing. A return that comes first waits under the same key; an outgoing line that does not
 * say so and comes before its receipt stays left aside, since keeping a row for each would cost every supplier payment
 * one.
 */
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { referencedId, standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import type { Transaction } from "./rows.ts";
import type { EarlierTransaction, OpenPrepayment } from "./schema.ts";
import { endToEndKeys, receiptBearer, signal, signalRow } from "./signals.ts";
import { prepayment } from "./table.ts";
import { leftMinor } from "./takeback.ts";

/** Receipts under one id of a payer's among which a returned one is looked for; one that is used more often says nothing. */
const RECEIPTS_OF_ONE_ID_MAX = 20;
/** References in a return's fields that may be the bank's own of what came back. */
const REFERENCES_TRIED_MAX = 5;
/** Prepayments of one account that a refund may be of, oldest first. */
const PREPAYMENTS_MAX = 50;

/** Ids of receipts that carry the same payer's id as a line that went out. */
async function underSameId(table: Table, row: Transaction): Promise<string[]> {
  const [key] = endToEndKeys(row);
  if (!key) return [];
  const found = await table.newest(signal, { key }, { skPrefix: "signal#receipt#", limit: RECEIPTS_OF_ONE_ID_MAX });
  return found.rows.map((s) => s.bearerId);
}

/** Ids that a receipt would have under the references that the bank repeats on what it takes back. */
function underSameReference(row: Transaction): string[] {
  const isTold = row.returnReason !== undefined || row.reversal === true;
  const references = [
    ...(row.bankReference ? [row.bankReference] : []),
    ...(isTold ? (row.references ?? []).slice(0, REFERENCES_TRIED_MAX) : []),
  ];
  return references.map((reference) => referencedId(row.connectionId, reference, "credit", false));
}

/** What a line may take back: by what it says, by the bank's reference, by the payer's id. Key reads, and few. */
export async function originalsOf(table: Table, row: Transaction): Promise<EarlierTransaction[]> {
  const isDebit = row.direction === "debit";
  const ids = {
    reversalOf: row.reversesId ? [row.reversesId] : [],
    bankReference: isDebit ? underSameReference(row) : [],
    endToEndId: isDebit ? await underSameId(table, row) : [],
  };
  const all = new Set(Object.values(ids).flat());
  const rows = all.size > 0 ? await table.getMany(bankTransaction, all, true) : new Map<string, Transaction>();
  const levels = ["reversalOf", "bankReference", "endToEndId"] as const;
  const others = [...rows.values()].filter((found) => found.id !== row.id);
  return Promise.all(
    others.map(async (found) => {
      const { id, bankReference, direction, amountMinor, currency, accountId, exclusion } = found;
      const by = levels.find((level) => ids[level].includes(id));
      const isReturn = exclusion === "reversal" || found.returnReason !== undefined || found.reversal === true;
      const owedAgain = !isDebit && isReturn ? await owedAgainOf(table, found) : undefined;
      return {
        ...{ id, bankReference, direction, amountMinor, currency, accountId, by, leftMinor: leftMinor(found) },
        ...(owedAgain && { owedAgain }),
      };
    }),
  );
}

/** What a return has taken from receivables, as far as that much is open on them; nothing of one that is not applied yet. */
async function owedAgainOf(table: Table, back: Transaction): Promise<EarlierTransaction["owedAgain"]> {
  const receiptIds = standing(back).flatMap(({ bankTransactionId }) => bankTransactionId ?? []);
  const receipts = await table.getMany(bankTransaction, receiptIds, true);
  const taken = new Map<string, number>();
  for (const entry of [...receipts.values()].flatMap(({ allocations }) => allocations ?? [])) {
    const isTaken = entry.bankTransactionId === back.id && entry.kind === "payment" && entry.receivableId;
    if (isTaken) taken.set(entry.receivableId ?? "", (taken.get(entry.receivableId ?? "") ?? 0) - entry.amountMinor);
  }
  const owed = await table.getMany(receivable, taken.keys(), true);
  return [...owed.values()].flatMap(({ id, accountId, openMinor }) => {
    const amountMinor = taken.get(id) ?? 0;
    return amountMinor > 0 && openMinor >= amountMinor ? [{ receivableId: id, accountId, amountMinor }] : [];
  });
}

/** What the accounts that an outgoing line may be for have in advance. */
export async function advancesOf(
  table: Table,
  row: Transaction,
  accountIds: readonly string[],
): Promise<OpenPrepayment[]> {
  if (row.direction !== "debit") return [];
  const pages = await Promise.all(
    accountIds.map((accountId) =>
      table.list(prepayment, { sources: [sourceOf(prepayment, "work", { accountId })], limit: PREPAYMENTS_MAX }),
    ),
  );
  return pages.flatMap((page) => page.rows);
}

/**
 * Lets a receipt be found by its payer's id. Written by itself and before the receipt is decided: outside a transaction it
 * costs one unit instead of two, and a receipt that nobody ever decides is not looked for.
 */
export async function noteEndToEnd(table: Table, row: Transaction, now: string): Promise<void> {
  if (row.direction !== "credit") return;
  const { keys, ...bearer } = receiptBearer(row);
  for (const key of keys) await table.createOnce(signal, signalRow(bearer, key, now));
}
