import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type EnvelopeRow, reckoned, type Told } from "../../functions/signing/rules.ts";
import { SOAK } from "../support/soak.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString();
const NOW = at(10_000);
const SIGNERS = ["con_a", "con_b"];

const sent = (): EnvelopeRow => ({
  ...{ id: "env_1", version: 1, createdAt: at(0), updatedAt: at(0), orderId: "ord_1", recordId: "ord_1" },
  ...{ accountId: "acc_1", locale: "en", title: "Order 1", termsHash: "", documentHash: "", failures: 0 },
  ...{ signers: SIGNERS.map((contactId) => ({ contactId })), state: "sent", expiresAt: at(20_000) },
});

/** Events of one envelope, no two at one moment. */
const anyTold = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 8 }).chain((minutes) =>
  fc.tuple(
    ...minutes.map((minute) =>
      fc.record({
        type: fc.constantFrom("viewed", "signed", "declined", "expired", "cancelled") as fc.Arbitrary<Told["type"]>,
        at: fc.constant(at(minute)),
        signer: fc.constantFrom(...SIGNERS, undefined),
        reason: fc.constantFrom("no", "too dear"),
      }),
    ),
  ),
) as fc.Arbitrary<Told[]>;

/** What an envelope comes to by walking through all events in their order, up to what ends it. */
function walked(told: readonly Told[]): { state: string; endedAt?: string } {
  const signed = new Set<string>();
  let isViewed = false;
  for (const { type, at: when, signer } of told.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (type === "viewed") isViewed = true;
    if (type === "signed") for (const one of signer ? [signer] : SIGNERS) signed.add(one);
    if (type === "signed" && signed.size < SIGNERS.length) isViewed = true;
    if (signed.size === SIGNERS.length) return { state: "signed", endedAt: when };
    if (type === "declined" || type === "expired" || type === "cancelled") return { state: type, endedAt: when };
  }
  return { state: isViewed ? "viewed" : "sent" };
}

test("an envelope comes to what happened to it, each at its time, however it is told at once", () => {
  fc.assert(
    fc.property(anyTold, fc.infiniteStream(fc.nat()), (told, chance) => {
      const shuffled = told
        .map((one) => [chance.next().value, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one);
      const { state, endedAt } = reckoned(sent(), [...shuffled, ...shuffled.slice(0, 2)], NOW);
      expect({ state, ...(endedAt && { endedAt }) }).toEqual(walked(told));
    }),
    { numRuns: 500 * SOAK },
  );
});

test("told piece by piece, in any order and again, it comes to the same, unless it was signed by what was known", () => {
  fc.assert(
    fc.property(anyTold, fc.nat(), (told, turn) => {
      const turned = [...told.slice(turn % (told.length || 1)), ...told.slice(0, turn % (told.length || 1))];
      let row = sent();
      let signedAt: string | undefined;
      for (const one of [...turned, ...turned]) {
        row = reckoned(row, [one], NOW);
        if (row.state === "signed") signedAt ??= row.endedAt;
        if (signedAt) expect([row.state, row.endedAt]).toEqual(["signed", signedAt]);
      }
      if (!signedAt) expect(row.state).toBe(walked(told).state);
    }),
    { numRuns: 500 * SOAK },
  );
});

test("what is told of a time to come has happened now, and what is told of a stranger changes nothing", () => {
  const late = reckoned(sent(), [{ type: "signed", at: at(90_000) }], NOW);
  expect([late.state, late.endedAt]).toEqual(["signed", NOW]);
  expect(reckoned(sent(), [{ type: "signed", at: at(1), signer: "con_z" }], NOW)).toEqual(reckoned(sent(), [], NOW));
});
