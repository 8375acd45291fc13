/**
 * A plan's lines are rounded once each, and all else is added up or apportioned: parts, months, tiers and grades come
 * to the whole. What was signed beside it is asked of the same engine as every report (`analytics/plans`). **What is
 * forgotten by itself** (`ttl`): rate windows two minutes, idempotency keys a day, counters of claims and sorted runs
 * of views hours to days, marks of payments and usage by how late they may be told, items of jobs and parked records
 * that are done 90 days, behaviour events and folded submissions by the tenant's policy. In the bucket: uploads,
 * imports, incoming files, mails as they came, files of messages and of jobs by lifecycle rules; earlier versions of
 * an object go within days, so that what was erased or deleted is gone for good when they do.
 */
import { AMOUNT_MINOR_MAX, apportion, BASIS_POINTS_WHOLE } from "../../../shared/money.ts";
import { rounded } from "../../../shared/money-lines.ts";
import { type Line, MONTHS_A_YEAR, type Parts, type Result, type Scenario, type Sums } from "./schema.ts";

/**
 * Next year's income: of new customers what is new and what they buy besides, of existing ones what they renew and buy
 * besides. Each line is rounded once; all else is added up, so that parts, months, tiers and grades come to the whole.
 */

const WHOLE = BigInt(BASIS_POINTS_WHOLE);
const PART_OF = {
  leads: "newMinor",
  reps: "newMinor",
  newUpsell: "newUpsellMinor",
  renewal: "renewalMinor",
  existingUpsell: "existingUpsellMinor",
} as const satisfies Record<Line["kind"], keyof Parts>;

/** A line that comes to more than an amount may be. */
export class TooMuch extends Error {
  readonly line: number | undefined;
  constructor(line?: number) {
    super("more than an amount may be");
    this.line = line;
  }
}

/** What a line comes to in minor units; `newMinor` is the new income that upsell may be of. */
function exactly(line: Line, newMinor: bigint): bigint {
  const share = (of: number | bigint, basisPoints: number): bigint => rounded(BigInt(of) * BigInt(basisPoints), WHOLE);
  switch (line.kind) {
    case "leads": {
      const { leads, conversionBasisPoints, oldLeads = 0, oldConversionBasisPoints = 0, averageMinor } = line;
      const buying =
        BigInt(leads) * BigInt(conversionBasisPoints) + BigInt(oldLeads) * BigInt(oldConversionBasisPoints);
      return rounded(buying * BigInt(averageMinor), WHOLE);
    }
    case "reps":
      return BigInt(line.reps) * BigInt(line.outputMinor);
    case "newUpsell":
      return share(line.baseMinor ?? newMinor, line.rateBasisPoints);
    case "renewal":
      return share(line.dueMinor, line.rateBasisPoints);
    case "existingUpsell":
      return share(line.baseMinor, line.rateBasisPoints);
  }
}

function amountOf(exact: bigint, line?: number): number {
  if (exact > BigInt(AMOUNT_MINOR_MAX)) throw new TooMuch(line);
  return Number(exact);
}

/** What each line comes to. Throws `TooMuch` where one, or all together, come to more than an amount may be. */
export function amountsOf(lines: readonly Line[]): number[] {
  const isNew = ({ kind }: Line): boolean => PART_OF[kind] === "newMinor";
  const newMinor = lines.filter(isNew).reduce((sum, line) => sum + exactly(line, 0n), 0n);
  const amounts = lines.map((line, n) => amountOf(exactly(line, newMinor), n));
  amountOf(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
  return amounts;
}

/** The parts with what they add up to. */
export function summed(parts: Parts): Sums {
  const newCustomersMinor = parts.newMinor + parts.newUpsellMinor;
  const existingCustomersMinor = parts.renewalMinor + parts.existingUpsellMinor;
  return {
    ...parts,
    ...{ newCustomersMinor, existingCustomersMinor, totalMinor: newCustomersMinor + existingCustomersMinor },
  };
}

const PARTS = ["newMinor", "newUpsellMinor", "renewalMinor", "existingUpsellMinor"] as const;

const modelOf = (lines: readonly Line[]): Result["model"] => {
  const [leads, reps] = (["leads", "reps"] as const).map((kind) => lines.some((line) => line.kind === kind));
  return leads && reps ? "mixed" : leads ? "leads" : reps ? "reps" : "none";
};

/** Amounts added up by a word of their lines, those without one together. */
function grouped(lines: readonly Line[], amounts: readonly number[], of: (line: Line) => string | null | undefined) {
  const groups = new Map<string | null, number>();
  for (const [n, line] of lines.entries()) {
    const key = of(line);
    if (key !== undefined) groups.set(key, (groups.get(key) ?? 0) + (amounts[n] ?? 0));
  }
  return [...groups].map(([key, amountMinor]) => ({ key, amountMinor }));
}

/** What a scenario comes to, in all and in each month of its year. */
export function resultOf({ name, weights, lines }: Scenario, months: readonly string[]): Result {
  const amounts = amountsOf(lines);
  const part = (key: keyof Parts): number =>
    lines.reduce((sum, line, n) => sum + (PART_OF[line.kind] === key ? (amounts[n] ?? 0) : 0), 0);
  const parts = Object.fromEntries(PARTS.map((key) => [key, part(key)])) as Parts;
  const spread = weights ?? Array.from({ length: MONTHS_A_YEAR }, () => 1);
  const byMonth = Object.fromEntries(PARTS.map((key) => [key, apportion(parts[key], spread)]));
  return {
    ...{ name, model: modelOf(lines), ...summed(parts) },
    lines: lines.map(({ kind }, n) => ({ kind, amountMinor: amounts[n] ?? 0 })),
    byGrade: grouped(lines, amounts, (line) => (line.kind === "leads" ? (line.grade ?? null) : undefined)),
    byTier: grouped(lines, amounts, (line) =>
      line.kind === "renewal" || line.kind === "existingUpsell" ? (line.tier ?? null) : undefined,
    ),
    months: months.map((month, n) => {
      const of = Object.fromEntries(PARTS.map((key) => [key, byMonth[key]?.[n] ?? 0])) as Parts;
      return { month, ...summed(of) };
    }),
  };
}
