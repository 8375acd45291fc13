import type { Customer, Invoice, Tenant } from "./tenant.ts";

/** What a payer did: cash by receivable, what else clears it (a discount that was agreed, a credit note), and what is too much. */
export type Deed = { cash: Map<string, number>; cleared: Map<string, number>; surplusMinor: number };

export const deedOf = (cash: [Invoice, number][], cleared: [Invoice, number][] = [], surplusMinor = 0): Deed => ({
  cash: new Map(cash.map(([item, amount]) => [item.id, amount])),
  cleared: new Map(cleared.map(([item, amount]) => [item.id, amount])),
  surplusMinor,
});

/** The tenant's open items as of a day, by customer: what a person who knows the books would look at. */
export class Ledger {
  readonly tenant: Tenant;
  readonly customers: Customer[];
  readonly #byAccount = new Map<string, Invoice[]>();
  readonly #byId = new Map<string, Invoice>();
  readonly #numbers = new Set<string>();
  today = "";
  /** What is issued up to this day is in the books. */
  issuedUntil = "";

  constructor(tenant: Tenant) {
    this.tenant = tenant;
    this.customers = [...tenant.customers.values()];
    for (const item of tenant.invoices) {
      this.#byId.set(item.id, item);
      for (const number of [item.reference, item.paymentReference ?? ""]) this.#numbers.add(bare(number));
      this.#byAccount.set(item.accountId, [...(this.#byAccount.get(item.accountId) ?? []), item]);
    }
  }

  item(id: string): Invoice {
    return this.#byId.get(id) as Invoice;
  }

  issued(): Invoice[] {
    return this.tenant.invoices.filter((item) => item.issuedOn <= this.issuedUntil);
  }

  open(accountId: string, kind?: Invoice["kind"]): Invoice[] {
    const items = this.#byAccount.get(accountId) ?? [];
    return items.filter(
      (item) => item.openMinor > 0 && item.issuedOn <= this.issuedUntil && (!kind || item.kind === kind),
    );
  }

  isNumber(text: string): boolean {
    return this.#numbers.has(bare(text));
  }

  /** A customer with at least so many open invoices, those that are due the longest first; `undefined` if none was found. */
  owing(
    least: number,
    fits: (item: Invoice) => boolean = () => true,
  ): { customer: Customer; open: Invoice[] } | undefined {
    for (let tries = 0; tries < 60; tries++) {
      const customer = this.tenant.random.pick(this.customers);
      const open = this.open(customer.id, "invoice").filter(fits);
      if (open.length >= least) return { customer, open: open.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)) };
    }
    return undefined;
  }

  discountOf(item: Invoice, day = this.today): number {
    const [terms] = item.terms ?? [];
    if (!terms || item.kind !== "invoice" || day > terms.discountUntilOn || item.openMinor !== item.amountMinor)
      return 0;
    return Math.round((item.amountMinor * terms.discountBasisPoints) / 10_000);
  }

  /**
   * The deeds that explain an amount exactly by an account's open items: one, two or three of them, or all invoices, each
   * with the discount that it still earns or without, credit notes taken off. At most two are looked for.
   */
  explanations(accountId: string, amountMinor: number): Deed[] {
    const open = this.open(accountId);
    const found = new Map<string, Deed>();
    const choices = open.flatMap((item): Choice[] => {
      if (item.kind === "creditNote") return [{ item, cash: -item.openMinor, discount: 0 }];
      const discount = this.discountOf(item);
      const full = { item, cash: item.openMinor, discount: 0 };
      return discount > 0 ? [full, { item, cash: item.openMinor - discount, discount }] : [full];
    });
    const add = (chosen: Choice[]): void => {
      found.set(
        chosen
          .map(({ item, discount }) => `${item.id}-${discount}`)
          .sort()
          .join(),
        deedFrom(chosen),
      );
    };
    const walk = (from: number, left: number, chosen: Choice[]): void => {
      if (left === 0 && chosen.length > 0) add(chosen);
      if (chosen.length === 3) return;
      for (let n = from; n < choices.length && found.size < 2; n++) {
        const choice = choices[n] as Choice;
        if (chosen.some((one) => one.item === choice.item)) continue;
        walk(n + 1, left - choice.cash, [...chosen, choice]);
      }
    };
    walk(0, amountMinor, []);
    const invoices = choices.filter(({ item, discount }) => item.kind === "invoice" && discount === 0);
    if (invoices.length > 3 && invoices.reduce((sum, one) => sum + one.cash, 0) === amountMinor) add(invoices);
    return [...found.values()];
  }
}

type Choice = { item: Invoice; cash: number; discount: number };

/** The cash of some items; credit notes are taken off the first of the invoices. */
function deedFrom(chosen: Choice[]): Deed {
  const credits = chosen.filter(({ item }) => item.kind === "creditNote");
  let netting = credits.reduce((sum, { item }) => sum + item.openMinor, 0);
  const deed = deedOf(
    [],
    credits.map(({ item }) => [item, item.openMinor]),
  );
  for (const { item, cash, discount } of chosen) {
    if (item.kind === "creditNote") continue;
    const netted = Math.min(netting, cash);
    netting -= netted;
    deed.cash.set(item.id, cash - netted);
    if (netted + discount > 0) deed.cleared.set(item.id, netted + discount);
  }
  return deed;
}

const bare = (number: string): string => number.replace(/[^\p{L}\d]/gu, "").toUpperCase();

const totals = (maps: Iterable<[string, number]>[]): string => {
  const sum = new Map<string, number>();
  for (const map of maps) for (const [id, amount] of map) sum.set(id, (sum.get(id) ?? 0) + amount);
  return JSON.stringify([...sum].filter(([, amount]) => amount !== 0).sort());
};
const sumOf = (map: Map<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0);

/** Do both put the same cash and clear each receivable by as much? Which invoice a credit note is netted against is the same to all. */
export const sameDeed = (a: Deed, b: Deed): boolean =>
  totals([a.cash, a.cleared]) === totals([b.cash, b.cleared]) &&
  sumOf(a.cash) === sumOf(b.cash) &&
  a.surplusMinor === b.surplusMinor;
