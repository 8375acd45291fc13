import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { splitCash } from "../../functions/credits/rules.ts";
import { apportion } from "../../shared/money.ts";
import { Ledger, numRuns, primaryOf, receivable, rules, type Source, source, totals } from "../support/credits.ts";

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
