import { expect, test } from "@jest/globals";
import { defaultPolicy } from "../../functions/reconciliation/schema.ts";
import { type Mode, simulate } from "../support/generator/simulate.ts";
import { SOAK } from "../support/soak.ts";

/** Tenants played per mode; `npm run test:soak` plays more. */
const SEEDS = 6 * SOAK;
const HAPPENINGS = 150;

function played(mode: Mode) {
  const wrong: unknown[] = [];
  const sizes: number[] = [];
  let [bookable, right] = [0, 0];
  for (let seed = 1_001; seed <= 1_000 + SEEDS; seed++) {
    const outcome = simulate(seed, mode, HAPPENINGS, defaultPolicy);
    wrong.push(...outcome.wrong.map((line) => ({ seed, ...line })));
    sizes.push(...outcome.missed.map((line) => JSON.stringify(line.decision).length));
    for (const tally of outcome.byType.values()) {
      bookable += tally.bookable;
      right += tally.right;
    }
  }
  return { wrong, recall: right / bookable, sizes };
}

test("with remittance text nothing is booked wrongly and at least 95 % by itself", () => {
  const { wrong, recall, sizes } = played("text");
  expect(wrong).toEqual([]);
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(Math.max(...sizes)).toBeLessThan(4_096);
});

test("on bare notices nothing is booked wrongly and at least 60 % by itself", () => {
  const { wrong, recall } = played("bare");
  expect(wrong).toEqual([]);
  expect(recall).toBeGreaterThanOrEqual(0.6);
});
