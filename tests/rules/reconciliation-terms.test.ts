import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { defaultPolicy, type OpenItem } from "../../functions/reconciliation/schema.ts";
import { addDays } from "../../shared/clock.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";
import { SOAK } from "../support/soak.ts";

const FIRST_DAY = "2026-11-01";
const PAYER = { id: "acc_1", name: "Muster Maschinen GmbH", payerNames: [] };

const drawn = fc.record({
  amountMinor: fc.integer({ min: 2, max: 300_000 }),
  terms: fc.array(fc.record({ share: fc.integer({ min: 1, max: 1_000 }), until: fc.integer({ min: 0, max: 12 }) }), {
    maxLength: 5,
  }),
  taken: fc.nat(4),
  off: fc.constantFrom(0, 0, 0, 1, -1),
  day: fc.integer({ min: 0, max: 14 }),
  way: fc.constantFrom("text", "bare", "lines"),
});

test("a receivable paid less one of its discounts is cleared up to that discount's last day, and never by what none gives", () => {
  let [cleared, expired] = [0, 0];
  fc.assert(
    fc.property(drawn, ({ amountMinor, terms, taken, off, day, way }) => {
      const shareOf = (basisPoints: number): number => Math.round((amountMinor * basisPoints) / 10_000);
      const chosen = shareOf(terms[taken % Math.max(1, terms.length)]?.share ?? 0);
      const paid = Math.max(1, amountMinor - chosen + off);
      // Each term by itself, in whole numbers: whoever reads the invoice finds the same.
      const inForce = terms.filter(({ until }) => day <= until).map(({ share }) => shareOf(share));
      const isGiven = paid < amountMinor && inForce.includes(amountMinor - paid);
      const item: OpenItem = {
        ...{ id: "rcv_1", accountId: PAYER.id, reference: "INV-2026-0117", kind: "invoice", currency: "EUR" },
        ...{ amountMinor, openMinor: amountMinor, dueOn: "2026-12-01", version: 1 },
        terms: terms.map(({ share, until }) => ({
          ...{ discountBasisPoints: share, discountUntilOn: addDays(FIRST_DAY, until) },
        })),
      };
      const transaction = {
        ...{ id: "btx_1", direction: "credit" as const, amountMinor: paid, currency: "EUR" },
        ...{ bookedOn: addDays(FIRST_DAY, day), payer: { name: PAYER.name } },
        ...(way === "text" ? { remittance: "INV-2026-0117" } : {}),
        ...(way === "lines" ? { remittanceLines: [{ reference: "INV-2026-0117", amountMinor: paid }] } : {}),
      };
      const decision = decide(candidatesOf(booksOf([PAYER], [item], [], []), transaction, defaultPolicy));
      const discounts = decision.allocations.filter(({ kind }) => kind === "discount").map((one) => one.amountMinor);
      expect(discounts).toEqual(isGiven ? [amountMinor - paid] : []);
      if (isGiven) cleared++;
      else if (terms.some(({ share }) => shareOf(share) === amountMinor - paid) && paid < amountMinor) expired++;
    }),
    { numRuns: 1_000 * SOAK },
  );
  expect([cleared > 100, expired > 50]).toEqual([true, true]);
});
