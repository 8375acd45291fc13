import { describe, expect, test } from "@jest/globals";
import {
  creditId,
  creditPacks,
  PACK_ENTRIES_MAX,
  placesOf,
  reversalPacks,
  ruleErrors,
  ruleFor,
  sharesFor,
  standingCredits,
} from "../../functions/credits/rules.ts";
import { RECEIVABLE_LINES_MAX } from "../../functions/receivables/bounds.ts";
import { ITEM_BYTES_MAX, itemBytes } from "../../shared/table/size.ts";
import { TRANSACTION_BYTES_MAX } from "../../shared/table/transaction.ts";
import { Ledger, NOW, receivable, rule, totals } from "../support/credits.ts";

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

  test("are as large as a row can be at most, and those of 36 instalments of 300 lines fit one transaction", () => {
    const lines = Array.from({ length: RECEIVABLE_LINES_MAX }, (_, n) => ({
      ...{ productId: `prd_${String(n).padStart(24, "0")}`, productType: "service", amountMinor: 1_000 + n },
    }));
    const payments = Array.from({ length: 36 }, (_, n) => ({
      allocationId: `alc_${String(n).padStart(16, "0")}`,
      amountMinor: 345_678,
      receivable: receivable({ id: `rcv_${String(n).padStart(24, "0")}`, amountMinor: 345_678, lines }),
    }));
    const input = { transaction: { id: "btx_1", bookedOn: "2026-11-22" }, payments, run: 1, rules: [], now: NOW };
    const packs = creditPacks(input);
    expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
    expect(packs).toHaveLength(Math.ceil((36 * RECEIVABLE_LINES_MAX) / PACK_ENTRIES_MAX));
    expect(packs.flatMap(({ entries }) => entries).reduce((sum, one) => sum + one.amountMinor, 0)).toBe(36 * 345_678);
    const bytes = packs.map(itemBytes);
    expect(Math.max(...bytes)).toBeLessThan(ITEM_BYTES_MAX);
    expect(bytes.reduce((all, one) => all + one, 0)).toBeLessThan(TRANSACTION_BYTES_MAX);
    const back = reversalPacks(
      packs,
      payments.map(({ allocationId }) => allocationId),
      NOW,
    );
    expect(back).toHaveLength(packs.length);
    expect(standingCredits([...packs, ...back])).toEqual([]);
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
