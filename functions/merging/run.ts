/**
 * A merge is steps, each a transaction that also moves the merge's own row on: take one record out of the lists, unite
 * its fields, move what names it, ten at a time. Whoever finds the row standing still goes on. Every change is noted
 * as field, before and after; undoing takes back what still is as it was left, of lists only the items that came or
 * went, and tells the rest. A step that is refused and would be refused again turns the merge back the same way, to
 * the end `refused`; where taking back is refused in its turn, it is `halted`: the records stay locked for other
 * merges, nothing tries again by itself, and undoing goes on from there. Cash application reads a signal of a merged
 * account as one of the account that took it in, so no signal of a receivable or of memory moves.
 */
import type { Caller } from "../../shared/http/route.ts";
import { isRaced } from "../../shared/table/anew.ts";
import { advance, forward, type MergeRow } from "./forward.ts";
import { afterRefusal, isDefinite } from "./refusal.ts";
import { merge } from "./table.ts";

/** Steps that one call makes; what is left goes on in the background. */
export const STEPS_PER_CALL = 100;
/** Tries at one step that others get in the way of. */
const TRIES_MAX = 10;

const isUnderWay = ({ state }: MergeRow): boolean => state === "moving" || state === "undoing";

/** One step; where it is refused for good, the step is to turn back or to stand still. */
async function stepped(call: Caller, row: MergeRow): Promise<MergeRow> {
  try {
    if (row.state === "moving") return await forward(call, row);
    const { backward } = await import("./backward.ts");
    return await backward(call, row);
  } catch (error) {
    if (!isDefinite(error)) throw error;
    // Whoever has made the same step meanwhile has changed the row, and this comes too late.
    return advance(call, row, afterRefusal(row, error), []);
  }
}

/** Goes on with a merge, or with undoing it, from wherever it stands. */
export async function run(call: Caller, begun: MergeRow, stepsMax = STEPS_PER_CALL): Promise<MergeRow> {
  let row = begun;
  let tried = 0;
  for (let steps = 0; isUnderWay(row) && steps < stepsMax; steps++) {
    try {
      row = await stepped(call, row);
      tried = 0;
    } catch (error) {
      // A record has changed meanwhile, or somebody else makes the same step: look again.
      if (!isRaced(error) || ++tried === TRIES_MAX) throw error;
      row = await call.table.get(merge, row.id);
    }
  }
  return row;
}
