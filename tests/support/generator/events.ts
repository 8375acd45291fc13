import type { TransactionFacts } from "../../../functions/reconciliation/schema.ts";
import { addContract, addInvoice, type World } from "./world.ts";

/**
 * What really happened. `book`: cash by receivable, what else clears it (discount, credit note, charges; a credit note's own
 * use included) and the surplus. `person`: no receivable is meant, or none that anybody could know. `exclude`: not a customer's.
 */
export type Truth =
  | { kind: "book"; cash: Record<string, number>; cleared: Record<string, number>; prepaymentMinor: number }
  | { kind: "person" }
  | { kind: "exclude" };

export type BankEvent = { type: EventType; transaction: TransactionFacts; truth: Truth };

/**
 * How often each type is drawn, in relation to the others. Plain payments of one or several receivables are half of all lines,
 * which is few: books where two of three lines are plain are common. Each type's own figures stand in the accuracy table.
 */
export const eventTypes = {
  exact: 450,
  multi: 100,
  partial: 60,
  shortPay: 40,
  discount: 40,
  overPayment: 35,
  duplicate: 45,
  creditNote: 40,
  parentPays: 55,
  garbledName: 50,
  noReference: 60,
  transposedDigits: 50,
  charges: 25,
  bankLine: 20,
  twins: 25,
  groupTreasury: 20,
  reseller: 15,
  platform: 10,
  advance: 20,
  deposit: 10,
  otherCurrency: 5,
  stranger: 10,
} as const;
export type EventType = keyof typeof eventTypes;

/** Draws a type by its frequency. */
export function drawType(world: World): EventType {
  let left = world.random.int(
    1,
    Object.values(eventTypes).reduce((sum, weight) => sum + weight, 0),
  );
  for (const [type, weight] of Object.entries(eventTypes) as [EventType, number][]) {
    left -= weight;
    if (left <= 0) return type;
  }
  return "exact";
}

/** New business, so that there is always something to pay. */
export function refill(world: World): void {
  const { random } = world;
  const customer = random.pick(world.customers);
  if (random.chance(50)) addContract(world, customer);
  else addInvoice(world, customer);
}
