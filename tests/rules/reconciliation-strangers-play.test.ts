import { expect, test } from "@jest/globals";
import { naiveDecision } from "../support/generator/naive.ts";
import { SOAK } from "../support/soak.ts";
import { KINDS } from "../support/strangers/payments.ts";
import { playStrangers, type StrangerMode, toldShort } from "../support/strangers/play.ts";

/** Tenants of each size; each tenth numbers alike, so that ten meet every style. `npm run test:soak` plays more. */
const SEEDS = 10 * SOAK;
const SIZES = [100, 300];

function played(mode: StrangerMode) {
  const wrong: string[] = [];
  let [knowable, right] = [0, 0];
  for (const size of SIZES) {
    for (let seed = 201; seed <= 200 + SEEDS; seed++) {
      const play = playStrangers(seed, size, mode);
      wrong.push(...play.wrong.map((line) => `seed ${seed}, ${size} invoices: ${toldShort(line)}`));
      for (const tally of play.byKind.values()) {
        knowable += tally.knowable;
        right += tally.right;
      }
    }
  }
  return { wrong, recall: right / knowable, knowable };
}

test("strangers' payments with remittance lines are never booked wrongly, and found", () => {
  const { wrong, recall, knowable } = played("lines");
  expect(knowable).toBeGreaterThan(1_000);
  expect(recall).toBeGreaterThan(0.96);
  expect(wrong).toEqual([]);
});

test("strangers' payments with remittance are never booked wrongly", () => {
  const { wrong, recall, knowable } = played("remittance");
  expect(knowable).toBeGreaterThan(1_000);
  expect(recall).toBeGreaterThan(0.7);
  expect(wrong).toEqual([]);
});

test("strangers' bare notices are never booked wrongly", () => {
  const { wrong, recall, knowable } = played("bare");
  expect(knowable).toBeGreaterThan(500);
  expect(recall).toBeGreaterThan(0.7);
  expect(wrong).toEqual([]);
});

test("the kinds of payments add up to a hundred, and a seed always plays the same", () => {
  expect(Object.values(KINDS).reduce((sum, share) => sum + share, 0)).toBe(100);
  const [first, second] = [1, 2].map(() => playStrangers(7, 100, "remittance", naiveDecision));
  expect(first).toEqual(second);
  expect(playStrangers(8, 100, "remittance", naiveDecision)).not.toEqual(first);
});

test("what a payer did adds up, and is never more than was open", () => {
  for (const seed of [1, 2, 3]) {
    const amounts = new Map<string, number>();
    // Whoever leaves every line to a person sees all that was knowable among the missed.
    const { missed, wrong } = playStrangers(seed, 300, "remittance", (input) => {
      for (const { id, amountMinor } of input.openItems) amounts.set(id, amountMinor);
      return { ...naiveDecision(input), outcome: "claimable", allocations: [], prepaymentMinor: 0 };
    });
    expect(wrong).toEqual([]);
    expect(missed.length).toBeGreaterThan(80);
    for (const { transaction, deed } of missed) {
      const cash = [...(deed?.cash.values() ?? [])].reduce((sum, amount) => sum + amount, deed?.surplusMinor ?? 0);
      expect(cash).toBe(transaction.amountMinor);
      for (const [id, amount] of deed?.cash ?? [])
        expect(amount + (deed?.cleared.get(id) ?? 0)).toBeLessThanOrEqual(amounts.get(id) ?? amount);
    }
  }
});
