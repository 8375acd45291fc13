import * as fc from "fast-check";
import {
  type CreditPackRow,
  type CreditSource,
  creditPacks,
  placesOf,
  reversalPacks,
  type SplitRuleRow,
} from "../../functions/credits/rules.ts";
import {
  applyToReceivable,
  type Figures,
  takeBackFromReceivable,
  unsettled,
} from "../../functions/receivables/rules.ts";
import { AMOUNT_MINOR_MAX, apportion } from "../../shared/money.ts";
import { SOAK } from "./soak.ts";

export const numRuns = 200 * SOAK;
export const NOW = "2026-11-22T00:00:00.000Z";
export const TYPES = ["subscription", "service", "hardware"] as const;

export type Source = CreditSource & Figures;

export const rule = (fields: Partial<SplitRuleRow> = {}): SplitRuleRow => ({
  id: "spl_1",
  version: 1,
  createdAt: NOW,
  updatedAt: NOW,
  name: "rule",
  priority: 10,
  when: {},
  products: { by: "proRata" },
  ...fields,
});

export const receivable = (fields: Partial<Source> = {}): Source => ({
  id: "rcv_1",
  accountId: "acc_1",
  currency: "CNY",
  orderId: "ord_1",
  ownerId: "usr_owner",
  ...unsettled(fields.amountMinor ?? 1500),
  ...fields,
});

/** Basis points that sum to the whole, by largest remainder of random weights. */
export const wholeShares = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 })
  .map((weights) => apportion(10_000, weights));

export const source: fc.Arbitrary<Source> = fc
  .record({
    amountMinor: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: AMOUNT_MINOR_MAX })),
    weights: fc.array(fc.tuple(fc.constantFrom(...TYPES), fc.integer({ min: 1, max: 9_999 })), { maxLength: 5 }),
    primary: wholeShares,
    overlay: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 3 }),
  })
  .map(({ amountMinor, weights, primary, overlay }) =>
    receivable({
      amountMinor,
      lines: weights.map(([productType, weight], n) => ({ productId: `prd_${n}`, productType, amountMinor: weight })),
      credits: [
        ...primary.map((basisPoints, n) => ({ userId: `usr_${n}`, basisPoints, ledger: "primary" as const })),
        ...overlay.map((basisPoints, n) => ({ partnerId: `ptn_${n}`, basisPoints, ledger: "overlay" as const })),
      ],
    }),
  );
export const rules = fc.constantFrom(
  [],
  [rule({ products: { by: "typeFirst", productTypes: ["service"] } })],
  [rule({ products: { by: "typeFirst", productTypes: ["hardware", "subscription"] } })],
);

/** Sums of amounts by ledger, beneficiary and product: what has been earned in total. */
export function totals(packs: readonly CreditPackRow[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const pack of packs) {
    for (const e of pack.entries) {
      const key = `${e.ledger} ${pack.beneficiaryId} ${e.productId}`;
      found[key] = (found[key] ?? 0) + e.amountMinor;
      if (found[key] === 0) delete found[key];
    }
  }
  return found;
}

export const primaryOf = (packs: readonly CreditPackRow[]): number =>
  packs.flatMap((p) => p.entries.filter((e) => e.ledger === "primary")).reduce((sum, e) => sum + e.amountMinor, 0);

/** A receivable that is paid and un-paid, with all packs by bank transaction. */
export class Ledger {
  row: Source;
  readonly rules: readonly SplitRuleRow[];
  readonly packs = new Map<string, CreditPackRow[]>();
  readonly paid = new Map<string, number>();

  constructor(row: Source, withRules: readonly SplitRuleRow[]) {
    this.row = row;
    this.rules = withRules;
  }

  pay(id: string, amountMinor: number): CreditPackRow[] {
    const packs = creditPacks({
      transaction: { id, bookedOn: "2026-11-22" },
      payments: [{ allocationId: `alc_${id}`, amountMinor, receivable: this.row }],
      run: 1,
      rules: this.rules,
      now: NOW,
    });
    this.packs.set(id, packs);
    this.paid.set(id, amountMinor);
    this.row = { ...this.row, ...applyToReceivable(this.row, { cashMinor: amountMinor }) };
    return packs;
  }

  undo(id: string): void {
    const packs = this.packs.get(id) ?? [];
    const places = placesOf(packs, [`alc_${id}`]).get(this.row.id);
    const back = reversalPacks(packs, [`alc_${id}`], NOW);
    this.row = { ...this.row, ...takeBackFromReceivable(this.row, { cashMinor: this.paid.get(id) }, places) };
    this.packs.set(id, [...packs, ...back]);
    this.paid.delete(id);
  }

  get all(): CreditPackRow[] {
    return [...this.packs.values()].flat();
  }
}
