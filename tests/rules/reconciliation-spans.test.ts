import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sharesOf, spansOf } from "../../functions/reconciliation/engine/index.ts";
import type { Part } from "../../functions/reconciliation/engine/spans.ts";
import type { RemittanceLine } from "../../functions/reconciliation/schema.ts";

const part = (id: string, amountMinor: number, on = "2026-11-22"): Part => ({
  ...{ id, amountMinor, on, same: String(amountMinor) },
});
const any = (): boolean => true;
const told = (spans: ReturnType<typeof spansOf>): string[] =>
  spans.map(({ adviceIds, lineIds }) => `${adviceIds.join("+")}=${lineIds.join("+")}`).sort();

describe("what belongs together among waiting advices and payments", () => {
  test("is one advice with the only payments that add up to it, or one payment with such advices", () => {
    expect(told(spansOf([part("a", 90)], [part("x", 50), part("y", 40), part("z", 7)], any))).toEqual(["a=x+y"]);
    expect(told(spansOf([part("a", 50), part("b", 40)], [part("x", 90)], any))).toEqual(["a+b=x"]);
    expect(told(spansOf([part("a", 100)], [part("x", 50), part("y", 30), part("z", 20)], any))).toEqual(["a=x+y+z"]);
    expect(told(spansOf([part("a", 90)], [part("x", 50), part("y", 40)], (_, id) => id !== "y"))).toEqual([]);
  });

  test("is nothing where there are two ways, or where one has found its like", () => {
    expect(told(spansOf([part("a", 90)], [part("x", 50), part("y", 40), part("v", 60), part("w", 30)], any))).toEqual(
      [],
    );
    expect(told(spansOf([part("a", 90), part("b", 80)], [part("x", 50), part("y", 40), part("z", 30)], any))).toEqual(
      [],
    );
    expect(told(spansOf([part("a", 90)], [part("x", 50), part("y", 40), part("z", 90)], any))).toEqual([]);
    const six = Array.from({ length: 5 }, (_, n) => part(`l${n}`, 10));
    expect(told(spansOf([part("a", 50)], six, any))).toEqual([]);
  });

  test("takes the earliest of equal payments", () => {
    const lines = [part("late", 40, "2026-11-24"), part("x", 50), part("early", 40, "2026-11-21")];
    expect(told(spansOf([part("a", 90)], lines, any))).toEqual(["a=early+x"]);
  });

  /** Groups of one and several, so that nothing but a group adds up. */
  const groups = fc.array(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });

  test("is found once and the same, in whatever order everything comes", () => {
    fc.assert(
      fc.property(groups, fc.infiniteStream(fc.nat()), fc.infiniteStream(fc.boolean()), (amounts, order, sides) => {
        const flip = amounts.map(() => sides.next().value as boolean);
        const all = amounts.flatMap((parts, g) => [
          {
            isAdvice: !flip[g],
            part: part(
              `one${g}`,
              parts.reduce((a, b) => a + b, 0),
            ),
          },
          ...parts.map((amount, n) => ({ isAdvice: flip[g], part: part(`${g}part${n}`, amount) })),
        ]);
        const of = (some: typeof all, isAdvice: boolean): Part[] =>
          some.filter((one) => one.isAdvice === isAdvice).map((one) => one.part);
        const whole = told(spansOf(of(all, true), of(all, false), any));
        fc.pre(whole.length === amounts.length);
        const places = new Map(all.map((one) => [one, order.next().value as number]));
        const arriving = [...all].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
        const found: string[] = [];
        let waiting: typeof all = [];
        for (const one of arriving) {
          waiting = [...waiting, one];
          for (const span of spansOf(of(waiting, true), of(waiting, false), any)) {
            found.push(...told([span]));
            waiting = waiting.filter(({ part: { id } }) => ![...span.adviceIds, ...span.lineIds].includes(id));
          }
        }
        expect([found.sort(), waiting]).toEqual([whole, []]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what each payment pays of one advice", () => {
  const line = (reference: string, amountMinor: number, more: Partial<RemittanceLine> = {}): RemittanceLine => ({
    ...{ reference, amountMinor, ...more },
  });

  test("is whole papers where they can be dealt out so, in whichever order the payments came", () => {
    const papers = [line("A", 30), line("B", 20), line("C", 50)];
    expect(sharesOf(papers, [50, 50])).toEqual([[papers[0], papers[1]], [papers[2]]]);
    expect(sharesOf([line("A", 30), line("B", 70)], [70, 30])).toEqual([[line("B", 70)], [line("A", 30)]]);
  });

  test("is part of a paper where a payment ends within it, and what was taken off goes with its last money", () => {
    const deduction = { code: "freight", amountMinor: 5 };
    expect(sharesOf([line("A", 60, { deduction }), line("B", 40)], [35, 65])).toEqual([
      [line("A", 35)],
      [line("A", 25, { deduction }), line("B", 40)],
    ]);
  });

  test("takes credit notes off the first, and discounts where the amounts are told before them", () => {
    expect(sharesOf([line("A", 60), line("N", -10), line("B", 40)], [50, 40])).toEqual([
      [line("A", 60), line("N", -10)],
      [line("B", 40)],
    ]);
    expect(sharesOf([line("A", 60, { discountMinor: 6 }), line("B", 40)], [54, 40])).toEqual([
      [line("A", 54, { discountMinor: 6 })],
      [line("B", 40)],
    ]);
    expect(sharesOf([line("A", 60)], [50, 40])).toBeUndefined();
  });

  test("adds up to each payment, and over all of them to each paper", () => {
    const drawn = fc.record({
      papers: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }),
      notes: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 2 }),
      cuts: fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(drawn, ({ papers, notes, cuts }) => {
        const lines = [
          ...papers.map((amount, n) => line(`P${n}`, amount)),
          ...notes.map((n, at) => line(`N${at}`, -n)),
        ];
        const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const marks = [...new Set(cuts.map((cut) => Math.round(cut * total)))].sort((a, b) => a - b);
        const amounts = [...marks, total].map((mark, n) => mark - (marks[n - 1] ?? 0));
        fc.pre(total > 0 && amounts.every((amount) => amount > 0));
        const shares = sharesOf(lines, amounts) ?? [];
        expect(shares.map((share) => share.reduce((sum, { amountMinor }) => sum + amountMinor, 0))).toEqual(amounts);
        for (const { reference, amountMinor } of lines) {
          const paid = shares.flat().filter((one) => one.reference === reference);
          expect(paid.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(amountMinor);
        }
      }),
    );
  });
});
