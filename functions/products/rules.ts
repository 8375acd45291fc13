import type * as z from "zod";
import { addDays, addMonths } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { Product, START_RULES, Term } from "./schema.ts";

type StartRule = (typeof START_RULES)[number];

/** Months between the days on which a term may begin. */
const EVERY_MONTHS: Readonly<Record<Exclude<StartRule, "atOnce">, number>> = {
  nextMonth: 1,
  nextQuarter: 3,
  nextYear: 12,
};

/** The first day of a term that is ordered on a day. What begins with a month begins with the next one, even on its first day. */
export function startOf(rule: StartRule, orderedOn: string): string {
  if (rule === "atOnce") return orderedOn;
  const every = EVERY_MONTHS[rule];
  const gone = (Number(orderedOn.slice(5, 7)) - 1) % every;
  return addMonths(`${orderedOn.slice(0, 8)}01`, every - gone);
}

/** The days of a term: so many months from the day on which it begins, both ends counted. */
export function termOf(
  { recurring }: Pick<z.output<typeof Product>, "recurring">,
  orderedOn: string,
  months = recurring?.months ?? 0,
): z.output<typeof Term> | undefined {
  if (!recurring) return undefined;
  const startsOn = startOf(recurring.start, orderedOn);
  return { startsOn, endsOn: addDays(addMonths(startsOn, months), -1) };
}

/** Types of product that one offer may have: what was signed is counted by type, all of it at once. */
const TYPES_MAX = 50;

/** Refuses an offer of more types of product than are counted at once. */
export function checkTypes(types: readonly string[]): void {
  const count = new Set(types).size;
  if (count <= TYPES_MAX) return;
  throw invalidField("lines", `The lines are of ${count} types of product; at most ${TYPES_MAX} go together.`);
}

/** A time in months, as a fraction. */
export type Months = readonly [parts: bigint, whole: bigint];

/** What so many units cost for some months of a term, or for the time that their price stands; rounded once. */
export function costOf(
  { costMinor, recurring }: { costMinor: number } & Pick<z.output<typeof Product>, "recurring">,
  quantity: number,
  months?: Months,
): number {
  const all = BigInt(costMinor) * BigInt(quantity);
  if (!recurring || !months) return Number(all);
  return Number(rounded(all * months[0], months[1] * BigInt(recurring.months)));
}

/** Margins are told down to a loss of so many times what is charged. */
const MARGIN_MIN = -1_000_000_000n;

/**
 * What is left of a net amount after its cost, in basis points of it, rounded down: it is below 20 % where this is below
 * 2000, and nowhere else.
 */
export function marginOf(netMinor: number, costMinor: number): number {
  const [left, net] = [(BigInt(netMinor) - BigInt(costMinor)) * 10_000n, BigInt(netMinor)];
  const whole = left / net - (left % net < 0n ? 1n : 0n);
  return Number(whole < MARGIN_MIN ? MARGIN_MIN : whole);
}

/** Fields of an offer that tell of the costs of products. */
const OF_COST = [{ noun: "product", field: "costMinor" }];
export const MADE_OF_COST = { costMinor: OF_COST, marginBasisPoints: OF_COST };
