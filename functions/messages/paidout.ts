import type { Change, Work } from "../../shared/events/event.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import { creditPack } from "../credits/table.ts";
import { receivable } from "../receivables/table.ts";
import { entryId } from "../reconciliation/rules.ts";
import { accessOf } from "../users/access.ts";
import { paidOut } from "./appended.ts";
import type { PaidOutFacts, ReceiptReader } from "./facts.ts";
import { creditsBy, creditsOfClosings, ownCredits, peopleBy, receiptOf, type Transaction } from "./gather.ts";
import { addresses, nearestFinance } from "./people.ts";
import { shownReceipt } from "./readers.ts";

/** All credits of the receipts that a paid out credit note took credits of. */
async function packsOf({ table }: Work, row: Transaction) {
  const ids = new Set((row.clawedBack ?? []).map((c) => c.bankTransactionId));
  return (
    await Promise.all([...ids].map((bankTransactionId) => table.collect(creditPack, { bankTransactionId }, "credit#")))
  ).flat();
}

/**
 * Tells of a refund, a paid out credit note or the undoing of either: the account's owner and finance, and those whose
 * credits fell or rose with it, these of their own credits alone.
 */
export async function tellPaidOut(c: Change<Transaction>, work: Work): Promise<void> {
  const row = c.after as Transaction;
  const entries = paidOut(c);
  const [entry] = entries;
  if (!entry) return;
  const undone = entry.reversesId !== undefined;
  const whole = undone ? ({ ...row, ...c.before, allocations: row.allocations } as Transaction) : row;
  const closings = entries.map((e) => ({ closingId: entryId(row.id, e.run, 0) }));
  const packs = await packsOf(work, whole);
  const credits = creditsBy(packs, creditsOfClosings(closings, undone));
  const [receipt, finance, people, notes] = await Promise.all([
    receiptOf(work, whole),
    nearestFinance(work.table, work.tenant, row.departmentId),
    peopleBy(work, [whole.ownerId ?? "", ...credits.keys()]),
    work.table.getMany(
      receivable,
      entries.flatMap((e) => e.receivableId ?? []),
    ),
  ]);
  const facts = (reader: ReceiptReader, id: string, shown = receipt): PaidOutFacts => ({
    reader,
    receipt: shown,
    kind: entry.kind as PaidOutFacts["kind"],
    undone,
    amountMinor: Math.abs(entries.reduce((sum, e) => sum + e.amountMinor, 0)),
    reference: notes.get(entry.receivableId ?? "")?.reference,
    reason: undone ? row.undoReason : row.closeReason,
    ownCredits: ownCredits({ credits }, id),
  });
  const event = `paidOut:${row.id}:${row.allocations?.length}`;
  const stamp = { event, template: "paidOut", relatedId: row.id };
  const users = new Map([...people.users, ...finance.map((person) => [person.id, person] as const)]);
  const toUsers = [...users.values()].flatMap((person): Draft[] => {
    const shown = shownReceipt(accessOf(person, work.tenant), whole, receipt);
    const isFinance = finance.some((f) => f.id === person.id);
    const reader = whole.ownerId === person.id ? "owner" : isFinance ? "finance" : "member";
    if (!shown) return [];
    return addresses(person, work.tenant).map((a) => ({ ...a, ...stamp, facts: facts(reader, person.id, shown) }));
  });
  const toPartners = [...people.partners.values()].flatMap((row): Draft[] =>
    addresses(row, work.tenant).map((a) => ({ ...a, ...stamp, facts: facts("partner", row.id) })),
  );
  await post(work.table, [...toUsers, ...toPartners], work.now);
}
