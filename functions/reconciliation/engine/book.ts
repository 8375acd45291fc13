import assert from "node:assert";
import type { Allocation, AllocationKind } from "../schema.ts";
import { byDue, type Piece } from "./amount.ts";
import { byText } from "./normalise.ts";

/** What is to be written: allocations, and what of the cash they do not use. */
export type Booking = { allocations: Allocation[]; prepaymentMinor: number; unappliedMinor: number };

/** How to book the difference between the pieces' sum and the cash: a short payment's reason, a surplus' place. */
export type Difference = { short: "tolerance" | "charges"; surplus: "prepayment" | "unapplied" };

/**
 * Turns an explanation into allocations. Credit notes are netted against the earliest due invoices; a short payment's
 * difference is taken from the largest. Afterwards Σ payments + prepayment + unapplied = `amountMinor` and no receivable
 * gets more than is open on it: both are asserted, for a breach would be a bug and not an input.
 */
export function bookingOf(pieces: Piece[], amountMinor: number, difference: Difference): Booking {
  const notes = pieces.filter((piece) => piece.item.kind === "creditNote");
  const parts = pieces
    .filter((piece) => piece.item.kind === "invoice")
    .sort((a, b) => byDue(a.item, b.item))
    .map((piece) => ({
      item: piece.item,
      payment: piece.valueMinor,
      discount: piece.discountMinor,
      netting: 0,
      short: 0,
    }));
  let toNet = -notes.reduce((sum, note) => sum + note.valueMinor, 0);
  for (const part of parts) {
    part.netting = Math.min(toNet, part.payment);
    part.payment -= part.netting;
    toNet -= part.netting;
  }
  let short = Math.max(0, parts.reduce((sum, part) => sum + part.payment, 0) - amountMinor);
  for (const part of [...parts].sort((a, b) => b.payment - a.payment || byDue(a.item, b.item))) {
    part.short = Math.min(short, part.payment);
    part.payment -= part.short;
    short -= part.short;
  }
  const paid = parts.reduce((sum, part) => sum + part.payment, 0);
  const allocations = parts.flatMap(({ item, payment, discount, netting, short: lacking }) => {
    assert(payment + discount + netting + lacking <= item.openMinor, `more than is open would be booked on ${item.id}`);
    const kinds: [AllocationKind, number][] = [
      ["payment", payment],
      ["discount", discount],
      ["netting", netting],
      [difference.short, lacking],
    ];
    return kinds.map(([kind, amount]) => ({
      receivableId: item.id,
      accountId: item.accountId,
      amountMinor: amount,
      kind,
    }));
  });
  for (const { item, valueMinor } of notes) {
    allocations.push({ receivableId: item.id, accountId: item.accountId, amountMinor: -valueMinor, kind: "netting" });
  }
  assert(toNet === 0 && short === 0 && paid <= amountMinor, "the pieces do not add up to the cash");
  const surplus = amountMinor - paid;
  return {
    allocations: allocations.filter((allocation) => allocation.amountMinor > 0),
    prepaymentMinor: difference.surplus === "prepayment" ? surplus : 0,
    unappliedMinor: difference.surplus === "unapplied" ? surplus : 0,
  };
}

/** Spreads an amount over invoices, earliest due first; the last one may be paid in part. */
export function oldestFirst(items: Piece["item"][], amountMinor: number): Piece[] {
  const pieces: Piece[] = [];
  let rest = amountMinor;
  for (const item of [...items].sort(byDue)) {
    if (item.kind !== "invoice" || rest === 0) continue;
    const valueMinor = Math.min(rest, item.openMinor);
    pieces.push({ item, valueMinor, discountMinor: 0 });
    rest -= valueMinor;
  }
  return pieces;
}

/** A standing prepayment: money of the account that no receivable has used yet. */
export type Prepayment = { id: string; accountId: string; currency: string; openMinor: number; bookedOn: string };

/**
 * Which prepayments a new receivable uses up under the policy `prepaymentUse: "nextReceivable"`: those of its account and
 * currency, the earliest first, until nothing is open. Returns the use of each; the caller books it.
 */
export function prepaymentsFor(
  item: Pick<Piece["item"], "accountId" | "currency" | "openMinor">,
  prepayments: Prepayment[],
): { prepaymentId: string; amountMinor: number }[] {
  let open = item.openMinor;
  return prepayments
    .filter((p) => p.accountId === item.accountId && p.currency === item.currency)
    .sort((a, b) => byText(a.bookedOn, b.bookedOn) || byText(a.id, b.id))
    .map((p) => {
      const amountMinor = Math.min(open, p.openMinor);
      open -= amountMinor;
      return { prepaymentId: p.id, amountMinor };
    })
    .filter((use) => use.amountMinor > 0);
}
