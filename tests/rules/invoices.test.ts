import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { taxedLines } from "../../functions/invoices/rules.ts";
import { SOAK } from "../support/soak.ts";

const anyPart = fc.record({
  name: fc.constantFrom("CRM", "实施"),
  weight: fc.integer({ min: 1, max: 10_000_000 }),
  taxBasisPoints: fc.constantFrom(0, 300, 600, 900, 1_300, 1_900, 10_000),
});

test("net and tax of an invoice are its amount: line by line, rate by rate and in all", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), fc.array(anyPart, { maxLength: 50 }), (whole, parts) => {
      const { lines, netMinor, taxMinor, totalMinor } = taxedLines(whole, parts);
      const sum = (of: (line: (typeof lines)[number]) => number): number => lines.reduce((all, l) => all + of(l), 0);
      expect([totalMinor, netMinor + taxMinor, sum((l) => l.amountMinor)]).toEqual([whole, whole, whole]);
      expect([sum((l) => l.netMinor), sum((l) => l.taxMinor)]).toEqual([netMinor, taxMinor]);
      for (const line of lines) {
        expect(line.netMinor + line.taxMinor).toBe(line.amountMinor);
        expect(Math.min(line.netMinor, line.taxMinor)).toBeGreaterThanOrEqual(0);
      }
      for (const [rate, of] of Map.groupBy(lines, ({ taxBasisPoints }) => taxBasisPoints)) {
        const gross = of.reduce((all, { amountMinor }) => all + amountMinor, 0);
        const tax = of.reduce((all, l) => all + l.taxMinor, 0);
        // Tax that is in an amount: gross × rate ÷ (1 + rate), to half a minor unit.
        expect(Math.abs(tax - (gross * rate) / (10_000 + rate))).toBeLessThanOrEqual(0.5 + 1e-6 * gross);
      }
    }),
    { numRuns: 300 * SOAK },
  );
});
