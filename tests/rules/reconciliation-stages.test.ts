import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Entry } from "../../functions/bank/rules.ts";
import { rowsOf, type Wanted } from "../../functions/reconciliation/rules.ts";
import { ALLOCATIONS_MAX } from "../../functions/reconciliation/schema.ts";
import { leftOf, runsOf, stagesOf } from "../../functions/reconciliation/stages.ts";

/** Payments on many receivables, some less a discount, some short of a deduction, a few set off against a credit note. */
const wanted = fc
  .record({
    papers: fc.array(
      fc.record({ minor: fc.integer({ min: 1, max: 9_999 }), with: fc.constantFrom("", "", "discount", "deduction") }),
      {
        maxLength: 280,
      },
    ),
    netted: fc.nat(8),
    prepaymentMinor: fc.constantFrom(0, 0, 77),
  })
  .map(({ papers, netted, prepaymentMinor }): Wanted => {
    const on = (n: number) => ({ receivableId: `rcv_${n}`, accountId: "acc_1" });
    const allocations = papers.flatMap((paper, n) => [
      { ...on(n), amountMinor: paper.minor, kind: "payment" as const },
      ...(paper.with === "discount" ? [{ ...on(n), amountMinor: 1, kind: "discount" as const }] : []),
      ...(n < netted ? [{ ...on(n), amountMinor: 5, kind: "netting" as const }] : []),
    ]);
    const notes = Math.min(netted, papers.length) * 5;
    const note = { receivableId: "rcv_note", accountId: "acc_1", amountMinor: notes, kind: "netting" as const };
    const deductions = papers.flatMap((paper, n) =>
      paper.with === "deduction" ? [{ ...on(n), code: "damage", amountMinor: 2 }] : [],
    );
    return {
      allocations: notes > 0 ? [note, ...allocations] : allocations,
      deductions,
      prepaymentMinor,
      accountId: "acc_1",
    };
  });

const texts = (list: readonly object[]): string[] => list.map((one) => JSON.stringify(one)).sort();

test("the parts of an application are all of it, each of what one transaction takes, and each right by itself", () => {
  fc.assert(
    fc.property(wanted, (all) => {
      const stages = stagesOf(all);
      expect(texts(stages.flatMap(({ allocations }) => allocations))).toEqual(texts(all.allocations));
      expect(texts(stages.flatMap(({ deductions = [] }) => deductions))).toEqual(texts(all.deductions ?? []));
      expect(stages.every((stage) => rowsOf(stage) <= ALLOCATIONS_MAX)).toBe(true);
      expect(stages.reduce((sum, { prepaymentMinor }) => sum + prepaymentMinor, 0)).toBe(all.prepaymentMinor);
      // Nothing is left over before the last, and a receivable stands in one of them.
      expect(stages.slice(0, -1).every(({ prepaymentMinor }) => prepaymentMinor === 0)).toBe(true);
      const places = stages.map(({ allocations }) => new Set(allocations.map(({ receivableId }) => receivableId)));
      expect(places.reduce((sum, { size }) => sum + size, 0)).toBe(
        new Set(all.allocations.map(({ receivableId }) => receivableId)).size,
      );
      expect(
        stages.filter(({ allocations }) => allocations.some(({ kind }) => kind === "netting")).length,
      ).toBeLessThanOrEqual(1);
    }),
  );
});

test("what is left after some of the parts is the others, and what is taken back goes part by part, the latest first", () => {
  fc.assert(
    fc.property(wanted, fc.nat(5), (all, booked) => {
      const stages = stagesOf(all);
      const standing = stages
        .slice(0, booked)
        .flatMap(({ allocations, prepaymentMinor }, n): Entry[] => [
          ...allocations.map((one, i) => ({ ...one, id: `${n} ${i}`, run: n + 1 })),
          ...(prepaymentMinor > 0
            ? [{ id: `${n} p`, run: n + 1, kind: "prepayment" as const, amountMinor: prepaymentMinor }]
            : []),
        ]);
      const left = leftOf(all, standing);
      expect(left && stagesOf(left)).toEqual(stages.slice(booked));
      const runs = runsOf(standing);
      expect(runs.flat().sort()).toEqual(standing.map(({ id }) => id).sort());
      expect(runs.map(([first]) => Number(first?.split(" ")[0]))).toEqual(runs.map((_, n) => runs.length - 1 - n));
      const other = { id: "x", run: 9, kind: "payment" as const, receivableId: "rcv_other", amountMinor: 1 };
      expect(leftOf(all, [...standing, other])).toBeUndefined();
    }),
  );
});
