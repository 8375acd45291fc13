import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  type CreditPackRow,
  type CreditSource,
  creditId,
  creditPacks,
  placesOf,
  reversalPacks,
  ruleErrors,
  ruleFor,
  type SplitRuleRow,
  sharesFor,
  splitCash,
} from "../../functions/credits/rules.ts";
import {
  applyToReceivable,
  type Figures,
  takeBackFromReceivable,
  unsettled,
} from "../../functions/receivables/rules.ts";
import { AMOUNT_MINOR_MAX, apportion } from "../../shared/money.ts";

const numRuns = 200 * Number(process.env.SOAK ?? 1);
const NOW = "2026-11-22T00:00:00.000Z";
const TYPES = ["subscription", "service", "hardware"] as const;

type Source = CreditSource & Figures;

const rule = (fields: Partial<SplitRuleRow> = {}): SplitRuleRow => ({
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

const receivable = (fields: Partial<Source> = {}): Source => ({
  id: "rcv_1",
  accountId: "acc_1",
  currency: "CNY",
  orderId: "ord_1",
  ownerId: "usr_owner",
  ...unsettled(fields.amountMinor ?? 1500),
  ...fields,
});

/** Basis points that sum to the whole, by largest remainder of random weights. */
const wholeShares = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 })
  .map((weights) => apportion(10_000, weights));

const source: fc.Arbitrary<Source> = fc
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
const rules = fc.constantFrom(
  [],
  [rule({ products: { by: "typeFirst", productTypes: ["service"] } })],
  [rule({ products: { by: "typeFirst", productTypes: ["hardware", "subscription"] } })],
);

/** Sums of amounts by ledger, beneficiary and product: what has been earned in total. */
function totals(packs: readonly CreditPackRow[]): Record<string, number> {
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

const primaryOf = (packs: readonly CreditPackRow[]): number =>
  packs.flatMap((p) => p.entries.filter((e) => e.ledger === "primary")).reduce((sum, e) => sum + e.amountMinor, 0);

/** A receivable that is paid and un-paid, with all packs by bank transaction. */
class Ledger {
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

describe("a payment's credits", () => {
  test("split 15 over 80, 8 and 12 % as 12, 1 and 2", () => {
    const shares = [8000, 800, 1200].map((basisPoints, n) => ({
      userId: `usr_${n}`,
      basisPoints,
      ledger: "primary" as const,
    }));
    const credits = splitCash(
      { allocationId: "alc_1", amountMinor: 15, receivable: receivable({ amountMinor: 15, credits: shares }) },
      [],
      "2026-11-22",
    );
    expect(credits.map((c) => c.entry.amountMinor)).toEqual([12, 1, 2]);
  });

  test("are the owner's where nothing is said, and nobody's where there is no owner: cash is never lost", () => {
    const pay = (row: Source) =>
      splitCash({ allocationId: "alc_1", amountMinor: 7, receivable: row }, [], "2026-11-22");
    expect(pay(receivable())).toMatchObject([{ beneficiaryId: "usr_owner", entry: { amountMinor: 7 } }]);
    expect(pay(receivable({ ownerId: undefined }))).toMatchObject([
      { beneficiaryId: undefined, entry: { amountMinor: 7 } },
    ]);
  });

  test("sum to the cash on the primary ledger for every payment, and none is negative", () => {
    fc.assert(
      fc.property(
        source,
        rules,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (row, r, cuts) => {
          const ledger = new Ledger(row, r);
          for (const [n, cut] of cuts.entries()) {
            const amountMinor = Math.ceil(ledger.row.openMinor * cut);
            if (amountMinor === 0) continue;
            const packs = ledger.pay(`btx_${n}`, amountMinor);
            expect(primaryOf(packs)).toBe(amountMinor);
            for (const e of packs.flatMap((p) => p.entries)) expect(e.amountMinor).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns },
    );
  });

  test("in any number of parts, undone and paid again in any order, add up exactly to those of the whole", () => {
    const step = fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), undo: fc.boolean(), pick: fc.nat() });
    fc.assert(
      fc.property(source, rules, fc.array(step, { maxLength: 10 }), (row, r, steps) => {
        const ledger = new Ledger(row, r);
        for (const [n, { cut, undo, pick }] of steps.entries()) {
          const ids = [...ledger.paid.keys()];
          const amountMinor = Math.ceil(ledger.row.openMinor * cut);
          if (undo && ids.length > 0) ledger.undo(ids[pick % ids.length] as string);
          else if (amountMinor > 0) ledger.pay(`btx_${n}`, amountMinor);
          expect(primaryOf(ledger.all)).toBe(ledger.row.paidMinor);
        }
        if (ledger.row.openMinor > 0) ledger.pay("btx_last", ledger.row.openMinor);
        const atOnce = new Ledger(row, r);
        atOnce.pay("btx_once", row.amountMinor);
        expect(totals(ledger.all)).toEqual(totals(atOnce.all));
        for (const id of [...ledger.paid.keys()]) ledger.undo(id);
        expect(totals(ledger.all)).toEqual({});
        expect(ledger.row).toEqual({ ...row, gaps: undefined });
      }),
      { numRuns },
    );
  });

  test("of a receivable paid in full are exact by product and by beneficiary, both by largest remainder", () => {
    fc.assert(
      fc.property(source, (row) => {
        const ledger = new Ledger(row, []);
        ledger.pay("btx_1", row.amountMinor);
        const entries = ledger.all.flatMap((p) => p.entries.map((e) => ({ ...e, to: p.beneficiaryId })));
        const primary = entries.filter((e) => e.ledger === "primary");
        const by = (pick: (e: (typeof entries)[number]) => boolean) =>
          primary.filter(pick).reduce((sum, e) => sum + e.amountMinor, 0);
        const shares = (row.credits ?? []).filter((s) => s.ledger === "primary");
        const people = apportion(
          row.amountMinor,
          shares.map((s) => s.basisPoints),
        );
        expect(shares.map((s) => by((e) => e.to === s.userId))).toEqual(people);
        const lines = row.lines ?? [];
        if (lines.length === 0) return;
        const products = apportion(
          row.amountMinor,
          lines.map((l) => l.amountMinor),
        );
        expect(lines.map((l) => by((e) => e.productId === l.productId))).toEqual(products);
      }),
      { numRuns },
    );
  });
});

describe("an overlay share", () => {
  const overlay = (basisPoints: number) => [{ userId: "usr_lead", basisPoints, ledger: "overlay" as const }];

  test("counts the cash a second time and leaves the primary ledger whole", () => {
    const ledger = new Ledger(receivable({ credits: overlay(10_000) }), []);
    ledger.pay("btx_1", 700);
    expect(totals(ledger.all)).toEqual({ "primary usr_owner undefined": 700, "overlay usr_lead undefined": 700 });
  });

  test("earns its part of the whole to the nearest unit, however it is paid", () => {
    const ledger = new Ledger(receivable({ amountMinor: 1001, credits: overlay(500) }), []);
    for (let n = 0; n < 91; n++) ledger.pay(`btx_${n}`, 11);
    expect(totals(ledger.all)["overlay usr_lead undefined"]).toBe(50);
  });
});

describe("a product type that comes first", () => {
  const lines = [
    { productId: "prd_sub", productType: "subscription", amountMinor: 600 },
    { productId: "prd_svc", productType: "service", amountMinor: 400 },
  ];
  const first = [rule({ products: { by: "typeFirst", productTypes: ["service"] } })];

  test("has the receivable's first cash, whatever the payments are", () => {
    const ledger = new Ledger(receivable({ amountMinor: 1000, lines }), first);
    expect(totals(ledger.pay("btx_1", 300))).toEqual({ "primary usr_owner prd_svc": 300 });
    expect(totals(ledger.pay("btx_2", 300))).toEqual({
      "primary usr_owner prd_svc": 100,
      "primary usr_owner prd_sub": 200,
    });
  });

  test("has it again when the first cash is undone while later cash stands", () => {
    const ledger = new Ledger(receivable({ amountMinor: 1000, lines }), first);
    ledger.pay("btx_1", 400);
    ledger.pay("btx_2", 300);
    ledger.undo("btx_1");
    expect(totals(ledger.pay("btx_3", 400))).toEqual({ "primary usr_owner prd_svc": 400 });
  });
});

describe("a split rule", () => {
  const row = receivable({
    orderKind: "renewal",
    departmentId: "dep_1",
    partnerId: "ptn_1",
    lines: [{ productType: "service", amountMinor: 1 }],
  });

  test("applies when all of its conditions hold, and no rule when one does not", () => {
    const when = {
      orderKinds: ["renewal" as const],
      productTypes: ["hardware", "service"],
      departmentIds: ["dep_1"],
      partnerIds: ["ptn_1"],
      currency: "CNY",
      amountMinMinor: 1500,
      amountMaxMinor: 1500,
      fromOn: "2026-11-22",
      toOn: "2026-11-22",
    };
    expect(ruleFor([rule({ when })], row, "2026-11-22")?.id).toBe("spl_1");
    const failing = [
      { orderKinds: ["new" as const] },
      { productTypes: ["hardware"] },
      { departmentIds: ["dep_2"] },
      { partnerIds: ["ptn_2"] },
      { currency: "USD" },
      { amountMinMinor: 1501 },
      { amountMaxMinor: 1499 },
      { fromOn: "2026-11-23" },
      { toOn: "2026-11-21" },
    ];
    for (const one of failing) {
      expect(ruleFor([rule({ when: { ...when, ...one } })], row, "2026-11-22")).toBeUndefined();
    }
  });

  test("is the first by priority, then by id, and never an archived one", () => {
    const all = [
      rule({ id: "spl_c", priority: 2 }),
      rule({ id: "spl_b", priority: 1 }),
      rule({ id: "spl_a", priority: 1 }),
      rule({ id: "spl_0", priority: 0, archived: true }),
    ];
    expect(ruleFor(all, row, "2026-11-22")?.id).toBe("spl_a");
  });

  test("replaces the order's shares on the ledgers that it names, and is remembered with its version", () => {
    const shares = [
      { to: "owner" as const, basisPoints: 7000, ledger: "primary" as const },
      { to: "partner" as const, basisPoints: 3000, ledger: "primary" as const },
    ];
    const credits = [
      { userId: "usr_x", basisPoints: 10_000, ledger: "primary" as const },
      { userId: "usr_y", basisPoints: 500, ledger: "overlay" as const },
    ];
    expect(sharesFor(rule({ shares }), { ...row, credits })).toEqual([
      { beneficiaryId: "usr_owner", basisPoints: 7000, ledger: "primary" },
      { beneficiaryId: "ptn_1", basisPoints: 3000, ledger: "primary" },
      { beneficiaryId: "usr_y", basisPoints: 500, ledger: "overlay" },
    ]);
    const ledger = new Ledger({ ...row, credits }, [rule({ shares, version: 4 })]);
    expect(new Set(ledger.pay("btx_1", 10).map((p) => p.rule))).toEqual(new Set(["spl_1@4"]));
  });

  test("tells all that is wrong with it, each with its path", () => {
    const wrong = ruleErrors({
      when: { fromOn: "2026-02-01", toOn: "2026-01-01", amountMinMinor: 2, amountMaxMinor: 1 },
      shares: [
        { to: "owner", basisPoints: 5000, ledger: "primary" },
        { to: "owner", basisPoints: 4000, ledger: "primary" },
      ],
    });
    expect(wrong.map((e) => e.path)).toEqual(["shares", "shares.1", "when.toOn", "when.amountMaxMinor"]);
  });
});

describe("packs", () => {
  test("hold one application's credits of one beneficiary and order, and have the same ids if made again", () => {
    const rows = [receivable(), receivable({ id: "rcv_2" }), receivable({ id: "rcv_3", orderId: "ord_2" })];
    const input = {
      transaction: { id: "btx_1", bookedOn: "2026-11-22" },
      payments: rows.map((row, n) => ({ allocationId: `alc_${n}`, amountMinor: 100, receivable: row })),
      run: 1,
      rules: [],
      now: NOW,
    };
    const packs = creditPacks(input);
    expect(packs.map((p) => [p.orderId, p.entries.length])).toEqual([
      ["ord_1", 2],
      ["ord_2", 1],
    ]);
    expect(creditPacks(input)).toEqual(packs);
    expect(creditPacks({ ...input, run: 2 })[0]?.id).not.toBe(packs[0]?.id);
  });

  test("go on behind one another when one application pays a receivable twice", () => {
    const lines = [
      { productId: "prd_a", productType: "service", amountMinor: 50 },
      { productId: "prd_b", productType: "subscription", amountMinor: 50 },
    ];
    const row = receivable({ amountMinor: 100, lines });
    const payments = ["alc_1", "alc_2"].map((allocationId) => ({ allocationId, amountMinor: 50, receivable: row }));
    const packs = creditPacks({
      transaction: { id: "btx_1", bookedOn: "2026-11-22" },
      payments,
      run: 1,
      rules: [rule({ products: { by: "typeFirst", productTypes: ["service"] } })],
      now: NOW,
    });
    expect(packs.flatMap((p) => p.entries).map((e) => [e.allocationId, e.productId, e.from])).toEqual([
      ["alc_1", "prd_a", undefined],
      ["alc_2", "prd_b", 50],
    ]);
    expect(placesOf(packs, ["alc_1", "alc_2"]).get("rcv_1")).toEqual([
      [0, 50],
      [50, 100],
    ]);
  });

  test("are taken back by their exact negation, once, allocation by allocation", () => {
    const row = receivable({ lines: [] });
    const packs = creditPacks({
      transaction: { id: "btx_1", bookedOn: "2026-11-22" },
      payments: ["alc_1", "alc_2"].map((allocationId, n) => ({
        allocationId,
        amountMinor: 100 + n,
        receivable: { ...row, id: `rcv_${n}` },
      })),
      run: 1,
      rules: [],
      now: NOW,
    });
    const back = reversalPacks(packs, ["alc_2"], NOW);
    expect(back.flatMap((p) => p.entries)).toMatchObject([
      { amountMinor: -101, allocationId: "alc_2", reversesId: creditId(packs[0]?.id as string, 1) },
    ]);
    expect(reversalPacks([...packs, ...back], ["alc_2"], NOW)).toEqual([]);
    const rest = reversalPacks([...packs, ...back], ["alc_1", "alc_2"], NOW);
    expect(rest.flatMap((p) => p.entries).map((e) => e.amountMinor)).toEqual([-100]);
    expect(totals([...packs, ...back, ...rest])).toEqual({});
  });
});
