import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type CampaignRow, keyOf, reckoned } from "../../functions/campaigns/reckoning.ts";
import { type Cash, taken } from "../../functions/campaigns/revenue.ts";
import { type Model, roiOf, shared, sharesOf, type Touch, weightsOf } from "../../functions/campaigns/rules.ts";
import { MODELS } from "../../functions/campaigns/schema.ts";
import { SOAK } from "../support/soak.ts";

const by = (model: Model) => ({ model, halfLifeDays: 7, weights: [30, 40, 30] as const });
const on = (day: number, opens = false): Touch => ({
  id: `t${day}`,
  at: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`,
  opens,
});

test.each<[Model, readonly Touch[], number[]]>([
  ["first", [on(1), on(2), on(3)], [1_000, 0, 0]],
  ["last", [on(1), on(2), on(3)], [0, 0, 1_000]],
  ["linear", [on(1), on(2), on(3)], [334, 333, 333]],
  ["timeDecay", [on(1), on(8), on(15)], [143, 286, 571]],
  ["u", [on(1), on(2), on(3), on(4)], [400, 100, 100, 400]],
  ["u", [on(1), on(2)], [500, 500]],
  ["u", [on(1)], [1_000]],
  ["w", [on(1), on(2), on(3, true), on(4), on(5)], [300, 50, 300, 50, 300]],
  ["w", [on(1), on(2, true), on(3)], [333, 334, 333]],
  ["custom", [on(1), on(2), on(3)], [300, 400, 300]],
])("%s shares as its name says", (model, touches, expected) => {
  const parts = shared(1_000, touches, by(model));
  // Of equal remainders the earlier is the larger, so a unit may lie one place further.
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(1_000);
  for (const [n, part] of parts.entries()) expect(Math.abs(part - (expected[n] as number))).toBeLessThanOrEqual(1);
});

const touch = fc.record({ day: fc.integer({ min: 1, max: 28 }), opens: fc.boolean() });
const touches = fc
  .array(touch, { minLength: 1, maxLength: 30 })
  .map((all) => all.sort((a, b) => a.day - b.day).map(({ day, opens }, n) => ({ ...on(day, opens), id: `t${n}` })));
const amount = fc.maxSafeInteger().filter((n) => Math.abs(n) <= 10 ** 13);
const weight = fc.nat(1_000);

test("every model shares 100.00 % to the minor unit, of receipts and of what was taken back", () => {
  fc.assert(
    fc.property(
      touches,
      amount,
      fc.constantFrom(...MODELS),
      fc.tuple(weight, weight, weight),
      (all, minor, model, weights) => {
        const weighing = { model, halfLifeDays: 7, weights };
        const parts = shared(minor, all, weighing);
        const back = shared(-minor, all, weighing);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minor);
        expect(parts.map((part, n) => part + (back[n] as number)).filter((rest) => rest !== 0)).toEqual([]);
        expect(parts.filter((part) => part !== 0 && Math.sign(part) !== Math.sign(minor))).toEqual([]);
        expect(weightsOf(all, weighing).every((one) => Number.isInteger(one) && one >= 0)).toBe(true);
      },
    ),
  );
});

test("the oldest touch of a long story has a part of a large sum, however fast touches fade", () => {
  const [oldest = 0] = shared(10 ** 9, [on(1), on(28)], { ...by("timeDecay"), halfLifeDays: 1 });
  expect(oldest).toBeGreaterThan(0);
});

test("ROI is (revenue − cost) / cost, and none where nothing was spent", () => {
  expect([roiOf(300, 100), roiOf(50, 100), roiOf(100, 0)]).toEqual([20_000, -5_000, undefined]);
});

test("the shares of some amounts, of either sign, are 100.00 % together, each next to what it is exactly", () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (amounts) => {
      const total = amounts.reduce((sum, one) => sum + one, 0);
      const shares = sharesOf(amounts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total === 0 ? 0 : 10_000);
      if (total === 0 || Math.abs(total) < 10 ** 6) return;
      for (const [n, share] of shares.entries()) {
        expect(Math.abs(share - ((amounts[n] as number) / total) * 10_000)).toBeLessThan(1.01);
      }
    }),
  );
});

const CAMPAIGNS = ["cam_1", "cam_2", "cam_3"];
const ORDERS = Array.from({ length: 8 }, (_, n) => ({
  orderId: `ord_${n}`,
  accountId: `acc_${n % 5}`,
  currency: n < 6 ? "CNY" : "EUR",
}));
const UNDONE = 1_000;

const metBy = fc.array(fc.record({ of: fc.constantFrom(...CAMPAIGNS), day: fc.integer({ min: 1, max: 20 }) }), {
  maxLength: 6,
});
const receipt = fc.record({ order: fc.constantFrom(...ORDERS), amountMinor: fc.integer({ min: 1, max: 10 ** 9 }) });

/** A pack of credits as the table keeps it: of a receipt, or of one that was taken back. */
const packOf = ({ order, amountMinor }: { order: (typeof ORDERS)[number]; amountMinor: number }, month: number) => ({
  ...order,
  earnedAt: `2026-${String(month).padStart(2, "0")}-15T00:00:00Z`,
  entries: [{ ledger: "primary", amountMinor }] as never,
});

test("after a thousand receipts were undone at random, whole and in part, no model keeps a cent that did not stay", () => {
  const world = fc.record({
    met: fc.tuple(...Array.from({ length: 5 }, () => metBy)),
    receipts: fc.array(receipt, { minLength: UNDONE, maxLength: UNDONE }),
    chance: fc.infiniteStream(fc.nat()),
    model: fc.constantFrom(...MODELS),
  });
  fc.assert(
    fc.property(world, ({ met, receipts, chance, model }) => {
      const next = (max: number): number => (chance.next().value as number) % max;
      const touches = new Map(
        met.map((all, n) => [
          `acc_${n}`,
          all
            .sort((a, b) => a.day - b.day)
            .map(({ of, day }, at) => ({ ...on(day), id: `t${at}`, campaignId: of, personId: "con_1" })),
        ]),
      );
      const campaigns = new Map(CAMPAIGNS.map((id) => [id, { id } as CampaignRow]));
      const found = { all: new Map<string, Cash>(), months: new Map<string, Cash>() };
      const standing = new Map<string, number>();
      const tell = (one: (typeof receipts)[number], month: number): void => {
        const pack = packOf(one, month);
        taken(found.all, pack, "");
        taken(found.months, pack, `2026-${month}`);
        const { currency } = one.order;
        standing.set(currency, (standing.get(currency) ?? 0) + one.amountMinor);
      };
      const adds = (): void => {
        const ground = {
          ...{ weighing: by(model), touches, campaigns, signedAt: () => "2026-01-15T00:00:00Z" },
          openedAt: () => "2026-01-10T00:00:00Z",
        };
        for (const [cash, what] of [[found.all, "campaign"] as const, [found.months, "month"] as const]) {
          const keyFor = (row: CampaignRow | undefined, bucket: string) => keyOf(row, what, bucket);
          const { sums, totals } = reckoned([...cash.values()], { ...ground, keyFor });
          for (const [currency, rows] of sums) {
            const sum = [...rows.values()].reduce((total, row) => total + row.receivedMinor, 0);
            expect([currency, sum, totals.get(currency)]).toEqual([currency, ...Array(2).fill(standing.get(currency))]);
          }
        }
      };
      for (const one of receipts) tell(one, 1 + next(6));
      adds();
      const left = receipts.map((one) => ({ ...one }));
      for (let n = 0; left.length > 0; n++) {
        const at = next(left.length);
        const one = left[at] as (typeof left)[number];
        // Some are taken back in two parts.
        const amountMinor = n % 3 === 0 ? 1 + next(one.amountMinor) : one.amountMinor;
        tell({ order: one.order, amountMinor: -amountMinor }, 6 + next(6));
        one.amountMinor -= amountMinor;
        if (one.amountMinor === 0) left.splice(at, 1);
        if (n % 100 === 0) adds();
      }
      adds();
      expect([...found.all.values()].map(({ amountMinor }) => amountMinor).filter((rest) => rest !== 0)).toEqual([]);
    }),
    { numRuns: 12 * SOAK, endOnFailure: true },
  );
});
