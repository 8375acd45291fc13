import { isDeepStrictEqual } from "node:util";
import type { Fault } from "../fault.ts";
import { type Step, stale } from "./step.ts";
import { fromItem, type Item, type Store, type Write } from "./store.ts";
import { isProgress } from "./written.ts";

/** A refused write as the database tells of it. */
export type Cancelled = { name?: string; CancellationReasons?: { Code?: string; Item?: Item }[]; Item?: Item };

/**
 * What a refused write means; `undefined` when it had in truth been made before and only its answer was lost: then
 * every row stands there just as this commit would have it, written by the very same call.
 */
export function explain(error: Cancelled, steps: Step[]): unknown {
  const reasons = error.CancellationReasons ?? [{ Code: error.name, Item: error.Item }];
  const failed = reasons.flatMap((r, n) => (r.Code?.startsWith("ConditionalCheckFailed") ? [n] : []));
  if (failed.length === 0) return error;
  const guarded = steps.flatMap((step, n) => (step.item ? [{ item: step.item, found: reasons[n]?.Item }] : []));
  const repeated =
    guarded.length > 0 && guarded.every(({ item, found }) => found !== undefined && isDeepStrictEqual(found, item));
  if (repeated) return undefined;
  const overtaken = failed.map((n) => told(steps[n], reasons[n]?.Item));
  // Of several rows in the way, one that a person has changed is the reason.
  return overtaken.find((fault) => !fault?.overtaken?.toProgress) ?? overtaken[0];
}

/** What a failed condition means, seen what stood there instead. */
function told(step: Step | undefined, found: Item | undefined): Fault | undefined {
  const fault = step?.fault();
  const { overtaken } = fault ?? {};
  if (!overtaken || step?.replaces === undefined || !isProgress(found, step.replaces)) return fault;
  return stale(overtaken.noun, overtaken.id, true);
}

/** Counters as they have become, where something was added to them; as they stood, where a bound was in the way. */
export type Added = { isAdded: boolean; values: Record<string, number> };

/** Adds to counters under their bounds; see `Table.addWithin`. */
export async function added(store: Store, addition: Write): Promise<Added> {
  try {
    return { isAdded: true, values: fromItem(await store.update(addition)) as Added["values"] };
  } catch (error) {
    const { name, Item: found } = error as Cancelled;
    if (name !== "ConditionalCheckFailedException" || !found) throw error;
    return { isAdded: false, values: fromItem(found) as Added["values"] };
  }
}
