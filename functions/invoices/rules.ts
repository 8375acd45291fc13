import { apportion } from "../../shared/money.ts";
import { documentOf } from "../../shared/money-lines.ts";

/** What an amount is for: its weight, and the tax that is in it. */
export type Part = { name?: string; code?: string; weight: number; taxBasisPoints: number };

export type Taxed = Omit<Part, "weight"> & { netMinor: number; taxMinor: number; amountMinor: number };
export type Reckoned = { lines: Taxed[]; netMinor: number; taxMinor: number; totalMinor: number };

/**
 * An amount, tax included, as the lines of a document: split by weight to the unit, tax reckoned once for each rate on the
 * sum of its lines. For every line and in all net + tax = amount, and the amounts sum to the whole.
 */
export function taxedLines(totalMinor: number, parts: readonly Part[]): Reckoned {
  const whole: readonly Part[] = parts.length > 0 ? parts : [{ weight: 1, taxBasisPoints: 0 }];
  const amounts = apportion(
    totalMinor,
    whole.map(({ weight }) => weight),
  );
  const priced = whole.map(({ taxBasisPoints }, n) => {
    const amountMinor = amounts[n] ?? 0;
    return { listMinor: amountMinor, discountMinor: 0, amountMinor, taxBasisPoints };
  });
  const document = documentOf(priced, { inclusive: true });
  const lines = whole.map(({ weight: _, ...part }, n) => {
    const { netMinor = 0, taxMinor = 0, grossMinor = 0 } = document.lines[n] ?? {};
    return { ...part, netMinor, taxMinor, amountMinor: grossMinor };
  });
  const { netMinor, taxMinor } = document;
  return { lines, netMinor, taxMinor, totalMinor: document.totalMinor };
}
