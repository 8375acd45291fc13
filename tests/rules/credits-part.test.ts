import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { givePart, placedMinor, stretchesOf, takePart } from "../../functions/credits/rules.ts";
import {
  applyToReceivable,
  giveBackCash,
  keepCashAgain,
  takeBackFromReceivable,
} from "../../functions/receivables/rules.ts";
import { Ledger, NOW, numRuns, primaryOf, rule, rules, type Source, source, totals } from "../support/credits.ts";

type Taken = { of: string; amountMinor: number; isPayout: boolean };

/** A receivable whose payments are taken back in parts (by their bank), or given back in parts (by credit notes). */
class Parted extends Ledger {
  readonly taken = new Map<string, Taken>();

  part(of: string, amountMinor: number) {
    return { allocationId: `alc_${of}`, receivableId: this.row.id, amountMinor };
  }

  held(of: string): number {
    return stretchesOf(this.packs.get(of) ?? [], this.part(of, 0)).reduce((sum, { at }) => sum + at[1] - at[0], 0);
  }

  take(cause: string, of: string, amountMinor: number, isPayout: boolean, withRules = this.rules): void {
    const packs = this.packs.get(of) ?? [];
    const stamp = { now: NOW, causeId: cause };
    const found = takePart(packs, [this.part(of, amountMinor)], new Map([[this.row.id, this.row]]), withRules, stamp);
    const places = found.places.get(this.row.id) ?? [];
    const fields = isPayout
      ? giveBackCash(this.row, amountMinor, places)
      : takeBackFromReceivable(this.row, { cashMinor: amountMinor }, places);
    this.move(of, found.packs, fields);
    if (!isPayout) this.paid.set(of, (this.paid.get(of) ?? 0) - amountMinor);
    this.taken.set(cause, { of, amountMinor, isPayout });
  }

  give(cause: string): void {
    const { of, amountMinor, isPayout } = this.taken.get(cause) as Taken;
    const stamp = { now: NOW, causeId: cause };
    const packs = this.packs.get(of) ?? [];
    const parts = [this.part(of, amountMinor)];
    const found = givePart(packs, parts, new Map([[this.row.id, this.row]]), this.rules, stamp);
    const places = found.places.get(this.row.id) ?? [];
    const fields = isPayout
      ? keepCashAgain(this.row, amountMinor, places)
      : applyToReceivable(this.row, { cashMinor: amountMinor }, places);
    this.move(of, found.packs, fields);
    if (!isPayout) this.paid.set(of, (this.paid.get(of) ?? 0) + amountMinor);
    this.taken.delete(cause);
  }

  move(of: string, packs: Ledger["all"], fields: object): void {
    this.packs.set(of, [...(this.packs.get(of) ?? []), ...packs]);
    this.row = { ...this.row, ...fields };
  }
}

/** What so much cash earns when it comes at once. */
function atOnce(row: Source, withRules: Ledger["rules"], amountMinor: number): Record<string, number> {
  const ledger = new Ledger(row, withRules);
  if (amountMinor > 0) ledger.pay("btx_once", amountMinor);
  return totals(ledger.all);
}

const step = fc.record({
  do: fc.constantFrom("pay", "take", "payOut", "give", "undo"),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  pick: fc.nat(),
});

function take(ledger: Parted, s: { do: string; cut: number; pick: number }, n: number): void {
  const ids = [...ledger.paid.keys()];
  const of = ids[s.pick % Math.max(1, ids.length)];
  const cause = [...ledger.taken.keys()][s.pick % Math.max(1, ledger.taken.size)];
  if (s.do === "pay") {
    const amountMinor = Math.ceil(ledger.row.openMinor * s.cut);
    if (amountMinor > 0) ledger.pay(`btx_${n}`, amountMinor);
  } else if (s.do === "undo" && of) {
    // What a credit note or the bank took part of is undone by undoing that.
    if (ledger.held(of) === ledger.paid.get(of) && ![...ledger.taken.values()].some((t) => t.of === of))
      ledger.undo(of);
  } else if (s.do === "give" && cause) {
    const taken = ledger.taken.get(cause) as Taken;
    if (taken.isPayout || taken.amountMinor <= ledger.row.openMinor) ledger.give(cause);
  } else if ((s.do === "take" || s.do === "payOut") && of) {
    // A bank takes what is paid; whose credits a credit note took is refused until that is undone.
    const amountMinor = Math.ceil(Math.min(ledger.held(of), ledger.paid.get(of) ?? 0) * s.cut);
    if (amountMinor > 0) ledger.take(`out_${n}`, of, amountMinor, s.do === "payOut");
  }
}

describe("credits of cash that goes back in parts", () => {
  test("are the split of the cash that is left, on every ledger, in whatever order it came, went and came again", () => {
    fc.assert(
      fc.property(source, rules, fc.array(step, { maxLength: 14 }), (row, r, steps) => {
        const ledger = new Parted(row, r);
        for (const [n, s] of steps.entries()) {
          take(ledger, s, n);
          const placed = placedMinor(ledger.row);
          expect(primaryOf(ledger.all)).toBe(placed);
          expect(placed).toBe(ledger.row.paidMinor - (ledger.row.givenBackMinor ?? 0));
          if (!ledger.row.gaps) expect(totals(ledger.all)).toEqual(atOnce(row, r, placed));
          for (const amount of Object.values(totals(ledger.all))) expect(amount).toBeGreaterThan(0);
        }
        for (const cause of [...ledger.taken.keys()].reverse()) {
          const taken = ledger.taken.get(cause) as Taken;
          if (taken.isPayout || taken.amountMinor <= ledger.row.openMinor) ledger.give(cause);
        }
        if (ledger.row.openMinor > 0) ledger.pay("btx_last", ledger.row.openMinor);
        if (!ledger.row.givenBackMinor) expect(totals(ledger.all)).toEqual(atOnce(row, r, row.amountMinor));
      }),
      { numRuns },
    );
  });

  test("given again at once are exactly what they were, though the rules have changed meanwhile", () => {
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(source, rules, cut, fc.boolean(), (row, r, share, isPayout) => {
        const ledger = new Parted(row, r);
        ledger.pay("btx_1", row.amountMinor);
        const before = { totals: totals(ledger.all), row: ledger.row };
        const other = [
          rule({ id: "spl_new", priority: 1, shares: [{ to: "owner", basisPoints: 10_000, ledger: "primary" }] }),
        ];
        const amountMinor = Math.ceil(row.amountMinor * share);
        if (amountMinor === 0) return;
        ledger.take("out", "btx_1", amountMinor, isPayout, other);
        expect(primaryOf(ledger.all)).toBe(row.amountMinor - amountMinor);
        for (const amount of Object.values(totals(ledger.all))) expect(amount).toBeGreaterThan(0);
        ledger.give("out");
        expect(totals(ledger.all)).toEqual(before.totals);
        expect({ ...ledger.row, givenBackMinor: undefined }).toEqual({ ...before.row, givenBackMinor: undefined });
      }),
      { numRuns },
    );
  });
});
