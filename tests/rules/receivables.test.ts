import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  addsUp,
  applyToReceivable,
  cancelReceivable,
  type Figures,
  isOverdue,
  placeOfCash,
  RECEIVABLE_TRANSITIONS,
  reopenReceivable,
  type Settlement,
  statusOf,
  takeBackFromReceivable,
  unsettled,
  writeOffReceivable,
} from "../../functions/receivables/rules.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import type { Stretch } from "../../shared/stretch.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;

type Step = { cash: number; adjusted: number; undo: boolean; pick: number };

const amount = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: AMOUNT_MINOR_MAX }));
const step: fc.Arbitrary<Step> = fc.record({
  cash: fc.double({ min: 0, max: 1, noNaN: true }),
  adjusted: fc.double({ min: 0, max: 0.3, noNaN: true }),
  undo: fc.boolean(),
  pick: fc.nat(),
});

type Standing = Settlement & { cashMinor: number; adjustedMinor: number; places: Stretch[] };

/** Plays settlements and their undoing, in any order, and shows every state. */
function play(
  whole: number,
  steps: readonly Step[],
  see: (row: Figures, standing: readonly Standing[]) => void,
): Figures {
  let row: Figures = { ...unsettled(whole) };
  const standing: Standing[] = [];
  for (const { cash, adjusted, undo, pick } of steps) {
    if (undo && standing.length > 0) {
      const [back] = standing.splice(pick % standing.length, 1) as [Standing];
      row = { ...row, ...takeBackFromReceivable(row, back, back.places) };
    } else {
      const cashMinor = Math.floor(row.openMinor * cash);
      const adjustedMinor = Math.floor((row.openMinor - cashMinor) * adjusted);
      standing.push({ cashMinor, adjustedMinor, places: placeOfCash(row, cashMinor) });
      row = { ...row, ...applyToReceivable(row, { cashMinor, adjustedMinor }) };
    }
    see(row, standing);
  }
  for (const back of standing) row = { ...row, ...takeBackFromReceivable(row, back, back.places) };
  return row;
}

describe("a receivable's figures", () => {
  test("always add up to its amount, are never negative, and say what stands", () => {
    fc.assert(
      fc.property(amount, fc.array(step, { maxLength: 12 }), (whole, steps) => {
        play(whole, steps, (row, standing) => {
          expect(addsUp(row)).toBe(true);
          expect(row.paidMinor).toBe(standing.reduce((sum, s) => sum + s.cashMinor, 0));
          expect(row.adjustedMinor).toBe(standing.reduce((sum, s) => sum + s.adjustedMinor, 0));
          expect(row.status).toBe(statusOf(row));
        });
      }),
      { numRuns: runs },
    );
  });

  test("are the first ones once everything is undone, in whatever order", () => {
    fc.assert(
      fc.property(amount, fc.array(step, { maxLength: 12 }), (whole, steps) => {
        expect(play(whole, steps, () => {})).toEqual({ ...unsettled(whole), gaps: undefined });
      }),
      { numRuns: runs },
    );
  });

  test("give every standing payment places of its own, the lowest that are free", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(step, { maxLength: 10 }), (whole, steps) => {
        play(whole, steps, (row, standing) => {
          const taken = standing.flatMap((s) => s.places.flatMap(([from, to]) => range(from, to)));
          expect(new Set(taken).size).toBe(row.paidMinor);
          const free = range(0, whole).filter((n) => !taken.includes(n));
          const next = placeOfCash(row, Math.min(3, row.openMinor)).flatMap(([from, to]) => range(from, to));
          expect(next).toEqual(free.slice(0, next.length));
        });
      }),
      { numRuns: runs },
    );
  });

  test("without places are taken back from the end", () => {
    const paid = { ...unsettled(100), ...applyToReceivable({ ...unsettled(100) }, { cashMinor: 70 }) };
    const holed = { ...paid, ...takeBackFromReceivable(paid, { cashMinor: 20 }, [[10, 30]]) };
    expect(holed.gaps).toEqual([[10, 30]]);
    expect(takeBackFromReceivable(holed, { cashMinor: 45 }).gaps).toBeUndefined();
  });

  test("never hold more than is open, nor give back more than is settled", () => {
    const row = { ...unsettled(100) };
    expect(() => applyToReceivable(row, { cashMinor: 90, adjustedMinor: 11 })).toThrow();
    expect(() => takeBackFromReceivable(row, { adjustedMinor: 1 })).toThrow();
    expect(() => writeOffReceivable(row, 101)).toThrow();
  });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

describe("a receivable's status", () => {
  const row = { ...unsettled(100) };
  const part = { ...row, ...applyToReceivable(row, { cashMinor: 40 }) };

  test("follows from its figures", () => {
    expect(part.status).toBe("partlyPaid");
    expect(applyToReceivable(part, { cashMinor: 58, adjustedMinor: 2 }).status).toBe("paid");
    expect(writeOffReceivable(part).status).toBe("writtenOff");
    expect(writeOffReceivable(row, 1).status).toBe("open");
    const givenUp = { ...part, ...writeOffReceivable(part) };
    expect(reopenReceivable(givenUp)).toMatchObject({ status: "partlyPaid", openMinor: 60, writtenOffMinor: 0 });
  });

  test("leads nowhere from cancelled, and cancelled is only what nothing was settled on", () => {
    expect(RECEIVABLE_TRANSITIONS.cancelled).toEqual([]);
    const cancelled = { ...row, ...cancelReceivable(row) };
    expect(addsUp(cancelled)).toBe(true);
    expect(() => applyToReceivable(cancelled, { cashMinor: 1 })).toThrow();
    expect(() => cancelReceivable(part)).toThrow();
  });

  test("is overdue from the day after the due date, while an invoice has something open", () => {
    const due = { openMinor: 1, dueOn: "2026-03-31", kind: "invoice" as const };
    expect(isOverdue(due, "2026-03-31")).toBe(false);
    expect(isOverdue(due, "2026-04-01")).toBe(true);
    expect(isOverdue({ ...due, openMinor: 0 }, "2026-04-01")).toBe(false);
    expect(isOverdue({ ...due, kind: "creditNote" }, "2026-04-01")).toBe(false);
  });
});
