import type { Change, Work } from "../../shared/events/event.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import { account } from "../accounts/table.ts";
import { unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { entryId } from "../reconciliation/rules.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { appended } from "./appended.ts";
import type { ClaimableFacts, ReceiptFacts, Suggestion, UndoneFacts } from "./facts.ts";
import {
  creditsOfClosings,
  creditsOfEntries,
  type Entry,
  gather,
  ownCredits,
  receiptOf,
  type Transaction,
} from "./gather.ts";
import { addresses, colleagues, nearestFinance, type UserRow } from "./people.ts";
import { readersOf, shownReceipt } from "./readers.ts";

type TransactionChange = Change<Transaction>;

const sumOf = (entries: readonly Entry[], kind: string): number =>
  entries.filter((e) => e.kind === kind).reduce((sum, e) => sum + e.amountMinor, 0);

/** The closings for whose sake entries of a receipt were appended: each by the entry that leads the closing. */
const closingsOf = (entries: readonly Entry[]): { closingId: string }[] =>
  entries.flatMap((e) => (e.bankTransactionId ? [{ closingId: entryId(e.bankTransactionId, -e.run, 0) }] : []));

/**
 * Tells everybody concerned what a receipt has cleared, once per application; also what it clears again, since it was not
 * returned after all.
 */
export async function tellApplied(c: TransactionChange, work: Work, isRestored = false): Promise<void> {
  const row = c.after as Transaction;
  const all = appended(c);
  const entries = isRestored ? all.filter((e) => e.kind !== "returned") : all;
  const pick = isRestored ? creditsOfClosings(closingsOf(all), true) : creditsOfEntries(entries, false);
  const gathered = await gather(work, row, entries, pick);
  const keptMinor = sumOf(entries, "prepayment");
  const drafts = readersOf(gathered, work.tenant).flatMap((to): Draft[] => {
    const facts: ReceiptFacts = {
      reader: to.reader,
      // Money that was kept in advance is used now: what is told is what was used and not the receipt of then.
      receipt: keptMinor < 0 ? { ...to.receipt, amountMinor: -keptMinor } : to.receipt,
      clearings: to.clearings,
      prepaymentMinor: Math.max(0, keptMinor),
      unappliedMinor: row.unappliedMinor,
      ownCredits: ownCredits(gathered, to.recipientId),
    };
    const event = `receipt:${row.id}:${row.runs ?? 1}${isRestored ? `:${row.allocations?.length}` : ""}`;
    return to.addresses.map((a) => ({ ...a, event, template: "receipt", relatedId: row.id, facts }));
  });
  await post(work.table, drafts, work.now);
}

/** Tells everybody concerned that clearings were taken back, by somebody or (then with its reason) by the bank, once each time. */
export async function tellUndone(
  c: TransactionChange,
  work: Work,
  cause: UndoneFacts["cause"] = "undone",
): Promise<void> {
  const row = c.after as Transaction;
  // The owner and account of the money before it was taken back are those who had been told.
  const told = { ...row, ownerId: c.before?.ownerId, accountId: c.before?.accountId ?? row.accountId };
  const entries = appended(c);
  const returned = entries.find((e) => e.kind === "returned");
  const pick = returned ? creditsOfClosings(closingsOf(entries), false) : creditsOfEntries(entries, true);
  const gathered = await gather(work, told, entries, pick);
  const line = returned && (await work.table.find(bankTransaction, returned.bankTransactionId ?? ""));
  const drafts = readersOf(gathered, work.tenant).flatMap((to): Draft[] => {
    const facts: UndoneFacts = {
      reader: to.reader,
      receipt: to.receipt,
      clearings: to.clearings,
      ownCredits: ownCredits(gathered, to.recipientId),
      cause,
      reason: cause === "undone" ? row.undoReason : line?.closeReason,
      ...(returned && to.reader !== "partner" && { amountMinor: returned.amountMinor }),
      returnReason: line?.returnReason,
    };
    const event = `undone:${row.id}:${row.allocations?.length}`;
    return to.addresses.map((a) => ({ ...a, event, template: "undone", relatedId: row.id, facts }));
  });
  await post(work.table, drafts, work.now);
}

/** Those who may claim a receipt: of its department and its account's owner, else finance. */
async function claimers(work: Work, row: Transaction, accountOwnerId: string | undefined): Promise<UserRow[]> {
  const { table, tenant } = work;
  const ownerId = row.ownerId ?? accountOwnerId;
  const [owner, near] = await Promise.all([
    ownerId ? table.find(user, ownerId, false) : undefined,
    row.departmentId ? colleagues(table, row.departmentId) : [],
  ]);
  const may = (person: UserRow, isOwner: boolean): boolean => {
    const access = accessOf(person, tenant);
    return (
      access.can(row.direction === "debit" ? "reconciliation.close" : "reconciliation.claim") &&
      (isOwner || access.sees(bankTransaction, row))
    );
  };
  const found = new Map(near.filter((p) => may(p, false)).map((p) => [p.id, p]));
  if (owner && may(owner, true)) found.set(owner.id, owner);
  if (found.size > 0) return [...found.values()];
  return (await nearestFinance(table, tenant, row.departmentId)).filter((p) => may(p, false));
}

/** Asks those who may claim a receipt whose money it is, once. They see the suggestions that they could act on. */
export async function tellClaimable(c: TransactionChange, work: Work): Promise<void> {
  const row = c.after as Transaction;
  const stored = unpackProof(row.proof)?.suggestions ?? [];
  const [accounts, receivables, receipt] = await Promise.all([
    work.table.getMany(account, [...stored.map((s) => s.accountId), ...(row.accountId ? [row.accountId] : [])]),
    work.table.getMany(
      receivable,
      stored.flatMap((s) => s.allocations.map((a) => a.receivableId)),
    ),
    receiptOf(work, row),
  ]);
  const people = await claimers(work, row, accounts.get(row.accountId ?? "")?.ownerId);
  const drafts = people.flatMap((person): Draft[] => {
    const access = accessOf(person, work.tenant);
    const shown = shownReceipt(access, row, receipt);
    if (!shown) return [];
    const suggestions = stored.flatMap((s): Suggestion[] => {
      const rows = s.allocations.flatMap((a) => receivables.get(a.receivableId) ?? []);
      if (rows.length < s.allocations.length || !rows.every((r) => access.sees(receivable, r))) return [];
      const of = accounts.get(s.accountId);
      if (s.close && !(of && access.sees(account, of))) return [];
      const amountMinor = s.close?.amountMinor ?? s.allocations.reduce((sum, a) => sum + a.amountMinor, 0);
      const accountName = of?.name ?? "";
      return [{ accountName, references: rows.map((r) => r.reference), amountMinor, reason: s.reason }];
    });
    const outgoing = row.direction === "debit";
    const facts: ClaimableFacts = { receipt: shown, suggestions, outgoing, returnReason: row.returnReason };
    const to = addresses(person, work.tenant);
    return to.map((a) => ({ ...a, event: `claimable:${row.id}`, template: "claimable", relatedId: row.id, facts }));
  });
  await post(work.table, drafts, work.now);
}
