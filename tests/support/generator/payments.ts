import { discountOn } from "../../../functions/reconciliation/engine/amount.ts";
import type { OpenItem, TransactionFacts } from "../../../functions/reconciliation/schema.ts";
import type { BankEvent, Truth } from "./events.ts";
import { naming, type Wording } from "./text.ts";
import { addInvoice, type Customer, price, type World } from "./world.ts";

/** What is open on the items together. */
export const sumOf = (items: OpenItem[]): number => items.reduce((sum, item) => sum + item.openMinor, 0);
/** The truth of a payment that settles these items. */
export const full = (items: OpenItem[]): Truth => ({
  kind: "book",
  cash: Object.fromEntries(items.map((i) => [i.id, i.openMinor])),
  cleared: {},
  prepaymentMinor: 0,
});
/** Nothing is to be booked without a person. */
export const person: Truth = { kind: "person" };

/** The customer itself, from one of its bank accounts. */
export const payerOf = (world: World, customer: Customer): TransactionFacts["payer"] => ({
  name: customer.name,
  accountNo: world.random.pick(customer.accountNos),
});

/** A credit line of today. */
export function line(
  world: World,
  payer: TransactionFacts["payer"],
  currency: string,
  amountMinor: number,
  words: Wording,
): TransactionFacts {
  return {
    id: `bt_${world.next.id++}`,
    direction: "credit",
    amountMinor,
    currency,
    bookedOn: world.today,
    payer,
    ...words,
  };
}

/** The customer's invoices that are not settled. */
export const openOf = (world: World, customer: Customer): OpenItem[] =>
  world.items.filter((i) => i.accountId === customer.id && i.kind === "invoice" && i.openMinor > 0);

/** What a customer pays next: an invoice, or a contract's next instalment; now and then a later one out of turn. */
export function payable(
  world: World,
  wanted: (item: OpenItem) => boolean = () => true,
  of?: Customer,
): { customer: Customer; item: OpenItem } {
  const { random } = world;
  for (const customer of random.shuffled(of ? [of] : world.customers)) {
    const open = openOf(world, customer);
    const next = open.filter(
      (i) =>
        random.chance(8) || open.every((o) => o.contractNo !== i.contractNo || !i.contractNo || o.dueOn >= i.dueOn),
    );
    const fitting = next.filter((item) => item.openMinor === item.amountMinor && wanted(item));
    if (fitting.length > 0) return { customer, item: random.pick(fitting) };
  }
  const customer = of ?? random.pick(world.customers);
  return { customer, item: addInvoice(world, customer, price(random), false) };
}

/** Lets one thing happen in the world and returns its bank lines with their truth. */
export type Draw = (world: World) => Omit<BankEvent, "type">[];

/** One payment of one receivable; what varies is who pays, how much, and what the text says. */
export function pay(
  world: World,
  item: OpenItem,
  customer: Customer,
  more: { amount?: number; words?: Wording; truth?: Truth; payer?: TransactionFacts["payer"] } = {},
) {
  const words = more.words ?? naming(world, item, more.amount ?? item.openMinor);
  const transaction = line(
    world,
    more.payer ?? payerOf(world, customer),
    item.currency,
    more.amount ?? item.openMinor,
    words,
  );
  return { transaction, truth: more.truth ?? full([item]) };
}

/** The truth of a payment on one item: its cash, what else clears items, and the surplus. */
export const partOf = (
  item: OpenItem,
  amount: number,
  prepaymentMinor = 0,
  cleared: Record<string, number> = {},
): Truth => ({
  kind: "book",
  cash: { [item.id]: amount },
  cleared,
  prepaymentMinor,
});

/**
 * A shortfall that is exactly a discount on offer or an open credit note of the customer is, to every reader, just that: such an
 * amount is moved by a minor unit until it is the plain part of the item that is wanted here.
 */
export function plainPart(world: World, item: OpenItem, wanted: number): number {
  const notes = world.items.filter((other) => other.accountId === item.accountId && other.kind === "creditNote");
  const taken = new Set([discountOn(item, world.today), ...notes.map((note) => note.openMinor)]);
  let amount = wanted;
  while (taken.has(item.openMinor - amount) && amount > 1) amount--;
  return amount;
}
