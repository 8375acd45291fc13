import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { explanationsOf, toleratedSums, waysOf } from "../../functions/reconciliation/engine/amount.ts";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { solutionsOf } from "../../functions/reconciliation/engine/subset.ts";
import { defaultPolicy, type OpenItem, policySchema } from "../../functions/reconciliation/schema.ts";
import { accounts, input } from "../support/decisions.ts";
import { SOAK } from "../support/soak.ts";

const RUNS = 200 * SOAK;
const check = (property: fc.IProperty<never>): void => fc.assert(property, { numRuns: RUNS });
const verify = <T extends unknown[]>(property: fc.IProperty<T>): void =>
  check(property as unknown as fc.IProperty<never>);

describe("every decision", () => {
  test("accounts for the whole amount and never books more than is open, in one currency", () =>
    verify(
      fc.property(input, (given) => {
        const decision = decide(given);
        const sum = (kind?: string): number =>
          decision.allocations
            .filter((a) => a.kind === (kind ?? a.kind))
            .reduce((total, a) => total + a.amountMinor, 0);
        expect(sum("payment") + decision.prepaymentMinor + decision.unappliedMinor).toBe(given.transaction.amountMinor);
        for (const open of given.openItems) {
          const booked = decision.allocations
            .filter((a) => a.receivableId === open.id)
            .reduce((total, a) => total + a.amountMinor, 0);
          expect(booked).toBeLessThanOrEqual(open.openMinor);
          if (booked > 0) expect(open.currency).toBe("CNY");
        }
        const netted = (kind: OpenItem["kind"]): number =>
          decision.allocations
            .filter((a) => a.kind === "netting" && given.openItems.find((o) => o.id === a.receivableId)?.kind === kind)
            .reduce((total, a) => total + a.amountMinor, 0);
        expect(netted("invoice")).toBe(netted("creditNote"));
        if (decision.outcome !== "apply") expect(decision.allocations).toEqual([]);
        expect(JSON.stringify(decision.proof).length).toBeLessThan(1_024);
      }),
    ));

  test("is the same bytes whatever the order of the candidates", () =>
    verify(
      fc.property(input, fc.func(fc.integer()), (given, rank) => {
        const mixed = <T>(list: T[]): T[] =>
          [...list].sort((a, b) => rank(JSON.stringify(a)) - rank(JSON.stringify(b)));
        const other = {
          ...given,
          openItems: mixed(given.openItems),
          accounts: mixed(given.accounts),
          memory: mixed(given.memory ?? []),
        };
        expect(JSON.stringify(decide(other))).toBe(JSON.stringify(decide(given)));
        expect(JSON.stringify(decide({ ...given, openItems: [...given.openItems, ...given.openItems] }))).toBe(
          JSON.stringify(decide(given)),
        );
      }),
    ));

  test("is untouched by candidates of an account that nothing speaks for", () =>
    verify(
      fc.property(input, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), (given, amounts) => {
        const stranger = { id: "acc_9", name: "深圳鼎盛贸易有限公司", payerNames: [] };
        const strange = amounts.map(
          (amount, i): OpenItem => ({
            ...({
              id: `x_${i}`,
              accountId: "acc_9",
              reference: `ZZ-${7_000 + i}`,
              kind: "invoice",
              currency: "CNY",
              dueOn: "2026-11-01",
              version: 1,
            } as const),
            amountMinor: amount,
            openMinor: amount,
          }),
        );
        const [before, after] = [
          decide(given),
          decide({ ...given, accounts: [...accounts, stranger], openItems: [...given.openItems, ...strange] }),
        ];
        expect([after.outcome, after.allocations]).toEqual([before.outcome, before.allocations]);
      }),
    ));
});

describe("unique explanations", () => {
  const sumsTo = (open: number[], amount: number): number[][] =>
    Array.from({ length: 2 ** open.length }, (_, mask) => open.map((_, i) => i).filter((i) => mask & (1 << i))).filter(
      (set) => set.length > 0 && set.reduce((sum, i) => sum + (open[i] as number), 0) === amount,
    );

  test("by payer and amount: booked if and only if exactly one combination adds up, of at most three or of all", () =>
    verify(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        (open, amountMinor) => {
          const openItems = open.map(
            (amount, i): OpenItem => ({
              id: `rec_${i}`,
              accountId: "acc_1",
              reference: `R-${i}`,
              kind: "invoice",
              amountMinor: amount,
              openMinor: amount,
              currency: "CNY",
              dueOn: "2026-11-01",
              version: 1,
            }),
          );
          const transaction = {
            id: "bt_1",
            direction: "credit" as const,
            amountMinor,
            currency: "CNY",
            bookedOn: "2026-11-02",
            payer: { name: accounts[0]?.name },
          };
          const decision = decide({ transaction, openItems, accounts, policy: defaultPolicy });
          const [only, ...others] = sumsTo(open, amountMinor);
          const isMeant = only && others.length === 0 && (only.length <= 3 || only.length === open.length);
          expect(decision.allocations.map((a) => a.receivableId).sort()).toEqual(
            isMeant ? only?.map((i) => `rec_${i}`).sort() : [],
          );
        },
      ),
    ));

  test("the search counts what brute force counts, over any ways of taking part, and gives up rather than miss one", () =>
    verify(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 150 }),
        fc.nat(5),
        fc.integer({ min: 2, max: 64 }),
        (ways, low, width, sumsMax) => {
          const choices = ways.map((values) => ({ values: [0, ...values] }));
          let sums = [0];
          for (const { values } of choices) sums = sums.flatMap((sum) => values.map((value) => sum + value));
          const expected = sums.filter((sum) => sum >= low && sum <= low + width).length;
          const { count, complete, found } = solutionsOf(choices, low, low + width, sumsMax);
          expect(complete ? count : 0).toBe(complete ? expected : 0);
          for (const { picks, sum } of found)
            expect(picks.reduce((total, way, i) => total + (choices[i]?.values[way] as number), 0)).toBe(sum);
        },
      ),
    ));

  test("a payer with more receivables than the search can weigh is left to a person", () => {
    const openItems = Array.from(
      { length: 60 },
      (_, i): OpenItem => ({
        id: `rec_${i}`,
        accountId: "acc_1",
        reference: `R-${i}`,
        kind: "invoice",
        amountMinor: 1_000 + i,
        openMinor: 1_000 + i,
        currency: "CNY",
        dueOn: "2026-11-01",
        version: 1,
      }),
    );
    expect(explanationsOf(openItems, 30_000, 30_000, waysOf(defaultPolicy, "2026-11-02"))).toMatchObject({
      complete: false,
    });
    const transaction = {
      id: "bt_1",
      direction: "credit" as const,
      amountMinor: 30_000,
      currency: "CNY",
      bookedOn: "2026-11-02",
      payer: { name: accounts[0]?.name },
    };
    expect(decide({ transaction, openItems, accounts, policy: defaultPolicy }).proof.why).toBe("tooManyCombinations");
  });

  test("candidates that were cut at a limit make nothing unique but what is cited itself", () => {
    const openItems = [700, 900].map(
      (amount, i): OpenItem => ({
        id: `rec_${i}`,
        accountId: "acc_1",
        reference: `INV-2026-10${i}0`,
        contractNo: "HT-2026-0117",
        kind: "invoice",
        amountMinor: amount,
        openMinor: amount,
        currency: "CNY",
        dueOn: "2026-11-01",
        version: 1,
      }),
    );
    const why = (remittance: string): string => {
      const transaction = {
        id: "bt_1",
        direction: "credit" as const,
        amountMinor: 900,
        currency: "CNY",
        bookedOn: "2026-11-02",
        payer: { name: accounts[0]?.name },
        remittance,
      };
      return decide({ transaction, openItems, accounts, policy: defaultPolicy, truncated: true }).proof.why;
    };
    expect([why(""), why("HT-2026-0117"), why("INV-2026-1010")]).toEqual([
      "tooManyCombinations",
      "tooManyCandidates",
      "single",
    ]);
  });

  test("a sum is tolerated if and only if its difference is within the larger of both tolerances", () =>
    verify(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000_000_000 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: -3, max: 3 }),
        (amount, fixedMinor, basisPoints, off) => {
          const { low, high } = toleratedSums(
            amount,
            "CNY",
            policySchema.parse({ tolerances: { CNY: { fixedMinor, basisPoints } } }),
          );
          for (const sum of [low + off, high + off, amount]) {
            const share = (BigInt(sum) * BigInt(basisPoints)) / 10_000n;
            const allowed = share > BigInt(fixedMinor) ? share : BigInt(fixedMinor);
            expect(sum >= low && sum <= high).toBe(BigInt(Math.abs(sum - amount)) <= allowed);
          }
        },
      ),
    ));
});
