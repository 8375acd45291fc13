/**
 * A returned part is taken from what is unapplied, then from prepayments, then from payments, the latest first; a
 * discount or tolerance falls with the last of its payment, netting with the whole receipt. What a bank adds is a
 * `fee` if it is stated, within the policy's charges, or at most a fifth of what came back; else a person decides. A
 * line that does not say that it is a return must repeat exactly one receipt wholly.
 */
import assert from "node:assert";
import { Fault } from "../../shared/fault.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { cashOf, type Entry, goneMinor, standing } from "../bank/rules.ts";
import type { Transaction } from "./rows.ts";
import { entryId, type PrepaymentRow, receiptState } from "./rules.ts";

/** A standing entry of a receipt and how much of it is taken away, with the entry's sign. */
export type Part = { entry: Entry; amountMinor: number };

/** Booked with a payment and because of it: they fall with the last of it. */
const WITH_PAYMENT: readonly Entry["kind"][] = ["discount", "tolerance", "charges", "deduction"];

/** What of a receipt is still here: neither given back by the bank nor refunded. */
export const leftMinor = (receipt: Transaction): number => receipt.amountMinor - goneMinor(receipt);

const isOwn = (entry: Entry): boolean => entry.bankTransactionId === undefined;

/** Collects parts of entries; several parts of one entry are one. */
class Parts {
  readonly found = new Map<string, Part>();
  take(entry: Entry, amountMinor: number): void {
    const before = this.found.get(entry.id)?.amountMinor ?? 0;
    if (amountMinor !== 0) this.found.set(entry.id, { entry, amountMinor: before + amountMinor });
  }
  of(entry: Entry): number {
    return this.found.get(entry.id)?.amountMinor ?? 0;
  }
}

/** Everything that stands of the receipt but what has gone already, and of prepayments what was refunded of them. */
function wholeOf(entries: readonly Entry[]): Part[] {
  const parts = new Parts();
  for (const entry of entries.filter(isOwn)) {
    const refunded = entries.filter((e) => !isOwn(e) && e.prepaymentId && e.prepaymentId === entry.prepaymentId);
    const makes = entry.kind === "prepayment" && entry.amountMinor > 0;
    parts.take(entry, entry.amountMinor + (makes ? cashOf(refunded) : 0));
  }
  return [...parts.found.values()];
}

/**
 * A payment that was drawn on a prepayment is taken back with as much of the draw, and of the prepayment itself: the money
 * is gone, so nothing of it is in advance again.
 */
function takePayment(parts: Parts, entries: readonly Entry[], payment: Entry, amountMinor: number): void {
  parts.take(payment, amountMinor);
  const draw = entries.find(
    (e) =>
      e.kind === "prepayment" && e.amountMinor < 0 && e.run === payment.run && e.receivableId === payment.receivableId,
  );
  if (draw) {
    parts.take(draw, -amountMinor);
    const source = entries.find(
      (e) => e.prepaymentId === draw.prepaymentId && e.receivableId === undefined && isOwn(e),
    );
    assert(source, "a draw has the prepayment that it is of");
    parts.take(source, amountMinor);
  }
  const others = entries.filter(
    (e) => e.run === payment.run && e.receivableId === payment.receivableId && e.kind !== "prepayment",
  );
  const isLast = others.every((e) => e.kind !== "payment" || parts.of(e) === e.amountMinor);
  if (isLast) for (const e of others.filter(({ kind }) => WITH_PAYMENT.includes(kind))) parts.take(e, e.amountMinor);
}

/**
 * What of a receipt goes when the bank takes `amountMinor` of it back. All that is left: everything that stands. A part:
 * what is unapplied first, then prepayments, then payments, each the latest first; or the payments of the named
 * receivable. Refused with 422 where less is there.
 */
export function partsOf(
  receipt: Transaction,
  amountMinor: number,
  advances: ReadonlyMap<string, PrepaymentRow>,
  receivableId?: string,
): { parts: Part[]; unappliedMinor: number } {
  const entries = standing(receipt);
  if (!receivableId && amountMinor === leftMinor(receipt)) {
    return { parts: wholeOf(entries), unappliedMinor: receipt.unappliedMinor };
  }
  const unappliedMinor = receivableId ? 0 : Math.min(amountMinor, receipt.unappliedMinor);
  const parts = new Parts();
  let rest = amountMinor - unappliedMinor;
  const latest = entries.filter(isOwn).reverse();
  if (!receivableId) {
    for (const entry of latest.filter((e) => e.kind === "prepayment" && e.amountMinor > 0)) {
      const part = Math.min(rest, advances.get(entry.prepaymentId ?? "")?.openMinor ?? 0);
      parts.take(entry, part);
      rest -= part;
    }
  }
  for (const entry of latest.filter((e) => e.kind === "payment")) {
    if (rest === 0 || (receivableId && entry.receivableId !== receivableId)) continue;
    const part = Math.min(rest, entry.amountMinor);
    takePayment(parts, entries, entry, part);
    rest -= part;
  }
  if (rest > 0 && receipt.state !== "excluded") {
    const path = receivableId ? "receivableId" : "amountMinor";
    const message = `Only ${amountMinor - rest} minor units ${receivableId ? "of this receivable were paid by the receipt" : "are left of the receipt"}.`;
    throw new Fault("invalid", message, { errors: [{ path, code: "too_much", message }] });
  }
  return { parts: [...parts.found.values()], unappliedMinor };
}

/** Names the line for whose sake an entry of a receipt is made; its run tells which closing of the line. */
export type Tie = { bankTransactionId: string; run: number };

const tied = (receipt: Transaction, tie: Tie, entries: readonly Omit<Entry, "id" | "run">[]): Entry[] =>
  entries.map((entry, n) => ({
    ...entry,
    bankTransactionId: tie.bankTransactionId,
    id: entryId(receipt.id, -(receipt.allocations?.length ?? 0), n),
    run: -tie.run,
  }));

/** The receipt after parts of it are taken away for the sake of a line that went out, as one more entry tells. */
export function takenFrom(
  receipt: Transaction,
  { parts, unappliedMinor }: ReturnType<typeof partsOf>,
  amountMinor: number,
  tie: Tie,
  now: string,
): Transaction {
  const entries = tied(receipt, tie, [
    ...parts.map(({ entry: { id, ...entry }, amountMinor: part }) => ({
      ...entry,
      amountMinor: -part,
      reversesId: id,
    })),
    { kind: "returned", amountMinor, ...(receipt.accountId && { accountId: receipt.accountId }) },
  ]);
  const allocations = [...(receipt.allocations ?? []), ...entries];
  const after = { allocations, unappliedMinor: receipt.unappliedMinor - unappliedMinor };
  const excluded = receipt.state === "excluded";
  const undecided = receipt.state === "received" && after.unappliedMinor > 0;
  const state = excluded || undecided ? receipt.state : receiptState(after);
  return nextVersion(receipt, now, {
    ...after,
    state,
    ...(!excluded && state === "excluded" && { exclusion: "reversed" }),
  });
}

/** The receipt after a part of a prepayment of it is paid back: a draw on the prepayment, and what it was drawn for. */
export function refundedFrom(receipt: Transaction, advance: PrepaymentRow, amountMinor: number, tie: Tie, now: string) {
  const { accountId } = advance;
  const entries = tied(receipt, tie, [
    { kind: "prepayment", accountId, amountMinor: -amountMinor, prepaymentId: advance.id },
    { kind: "refund", accountId, amountMinor },
  ]);
  return nextVersion(receipt, now, { allocations: [...(receipt.allocations ?? []), ...entries] });
}

/** What the closing of a line took from a receipt and has not given again, entry by entry, and the entries that it made. */
export function takenBy(receipt: Transaction, tie: Tie): { parts: Part[]; made: Entry[] } {
  const own = (receipt.allocations ?? []).filter(
    (e) => e.bankTransactionId === tie.bankTransactionId && e.run === -tie.run,
  );
  const all = new Map((receipt.allocations ?? []).map((e) => [e.id, e]));
  const takings = own.filter((e) => e.reversesId && isOwn(all.get(e.reversesId) as Entry));
  const parts = [...Map.groupBy(takings, (e) => e.reversesId as string)].map(([id, group]) => ({
    entry: all.get(id) as Entry,
    amountMinor: -group.reduce((sum, e) => sum + e.amountMinor, 0),
  }));
  const made = standing(receipt).filter((e) => own.some((o) => o.id === e.id));
  return { parts: parts.filter((part) => part.amountMinor !== 0), made };
}

/** Whether a person has taken an entry back since: then what is given again of it waits for a person as well. */
const isUndone = (receipt: Transaction, { id }: Entry): boolean =>
  (receipt.allocations ?? []).some((e) => e.reversesId === id && isOwn(e));

/** The receipt after the closing of a line is undone: what it took is given again, what it made is taken back. */
export function givenAgain(receipt: Transaction, tie: Tie, now: string): { receipt: Transaction; parts: Part[] } {
  const { parts: all, made } = takenBy(receipt, tie);
  const parts = all.filter(({ entry }) => !isUndone(receipt, entry));
  const entries = tied(receipt, tie, [
    ...parts.map(({ entry: { id, ...entry }, amountMinor }) => ({ ...entry, amountMinor, reversesId: id })),
    ...made.map(({ id, ...entry }) => ({ ...entry, amountMinor: -entry.amountMinor, reversesId: id })),
  ]);
  const allocations = [...(receipt.allocations ?? []), ...entries];
  const wasExcluded = receipt.state === "excluded" && receipt.exclusion !== "reversed";
  const unappliedMinor = wasExcluded ? 0 : receipt.unappliedMinor - cashOf(entries);
  const state =
    wasExcluded || receipt.state === "received" ? receipt.state : receiptState({ allocations, unappliedMinor });
  const exclusion = receipt.exclusion === "reversed" ? undefined : receipt.exclusion;
  return { receipt: nextVersion(receipt, now, { allocations, unappliedMinor, state, exclusion }), parts };
}

/** What an account still has in advance, as the entries of its receipt tell. */
export function advanceAfter(advance: PrepaymentRow, receipt: Transaction, now: string): PrepaymentRow {
  const entries = standing(receipt).filter((e) => e.prepaymentId === advance.id);
  const openMinor = cashOf(entries);
  const stands = entries.some((e) => e.id === advance.allocationId);
  if (openMinor < 0)
    throw new Fault("cash_applied", `The prepayment ${advance.id} is in use; undo what used it first.`);
  return nextVersion(advance, now, { openMinor, reversedAt: stands ? undefined : now });
}
