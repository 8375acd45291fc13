import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { backward } from "./backward.ts";
import { forward, type MergeRow } from "./forward.ts";
import { merge } from "./table.ts";

/** Steps that one call makes; what is left goes on in the background. */
export const STEPS_PER_CALL = 100;
/** Tries at one step that others get in the way of. */
const TRIES_MAX = 10;

const isUnderWay = ({ state }: MergeRow): boolean => state === "moving" || state === "undoing";

/** Goes on with a merge, or with undoing it, from wherever it stands. */
export async function run(call: Caller, begun: MergeRow, stepsMax = STEPS_PER_CALL): Promise<MergeRow> {
  let row = begun;
  let tried = 0;
  for (let steps = 0; isUnderWay(row) && steps < stepsMax; steps++) {
    try {
      row = row.state === "moving" ? await forward(call, row) : await backward(call, row);
      tried = 0;
    } catch (error) {
      // A record has changed meanwhile, or somebody else makes the same step: look again.
      const isRaced = error instanceof Fault && (error.code === "stale" || error.again);
      if (!isRaced || ++tried === TRIES_MAX) throw error;
      row = await call.table.get(merge, row.id);
    }
  }
  return row;
}
