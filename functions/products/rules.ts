import type * as z from "zod";
import { addDays, addMonths } from "../../shared/clock.ts";
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
