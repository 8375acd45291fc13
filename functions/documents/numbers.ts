/**
 * A number is taken by the document that has it. The counter of a series is added to in the transaction that writes
 * the document, under the condition that nobody has counted on since it was read: so there is no gap and no double,
 * and of several at once one wins while the others are numbered anew. A mark for each number refuses what two patterns
 * would both come to. The price is that documents of a series are made one after the other.
 */
import { civilDate } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { numberOf, periodOf, seriesId } from "./rules.ts";
import { type NumberKind, patternsOf } from "./schema.ts";
import { documentSet, numberMark, numberSeries } from "./table.ts";

/** A document's number, and its place in the series that gave it. */
export type Numbered = { number: string; numberSeries: string; numberCount: number };

type At = Pick<Caller, "table" | "tenant" | "now">;

/** The next number of a kind. It is taken by whoever commits `taken` of it first; the others choose anew. */
export async function nextNumber({ table, tenant, now }: At, kind: NumberKind): Promise<Numbered> {
  const numbers = patternsOf(await documentSet.held(table));
  const on = civilDate(new Date(now), tenant.timeZone);
  const series = seriesId(kind, periodOf(numbers[kind], on));
  const numberCount = ((await table.find(numberSeries, series))?.last ?? 0) + 1;
  return { number: numberOf(numbers[kind], on, numberCount), numberSeries: series, numberCount };
}

/**
 * Counts on to a document's number, in the document's own transaction: a number is taken if and only if its document was
 * written, so that there is no gap and none stands twice. Whoever read the same count is refused and may choose again.
 */
export function taken(kind: NumberKind, { number, numberSeries: series, numberCount }: Partial<Numbered>): Action[] {
  if (number === undefined || series === undefined || numberCount === undefined) return [];
  const busy = "So many documents are numbered at this moment that no number could be taken; try again.";
  const twice = `The number ${number} stands already; change the pattern of the document set, so that it gives new ones.`;
  const counted = { atMost: { last: numberCount }, fault: new Fault("conflict", busy, { again: true }) };
  const unique = { atMost: { times: 1 }, fault: new Fault("conflict", twice) };
  return [
    // Refused first where others were quicker, which is no fault of the pattern.
    write.add(numberSeries, series, { last: 1 }, counted),
    write.add(numberMark, `${kind}#${number}`, { times: 1 }, unique),
  ];
}
