import { isDeepStrictEqual } from "node:util";
import type { Step } from "./step.ts";
import type { Item } from "./store.ts";

/** A refused write as the database tells of it. */
export type Cancelled = { name?: string; CancellationReasons?: { Code?: string; Item?: Item }[]; Item?: Item };

/**
 * What a refused write means; `undefined` when it had in truth been made before and only its answer was lost: then
 * every row stands there just as this commit would have it, written by the very same call.
 */
export function explain(error: Cancelled, steps: Step[]): unknown {
  const reasons = error.CancellationReasons ?? [{ Code: error.name, Item: error.Item }];
  const failed = reasons.findIndex((r) => r.Code?.startsWith("ConditionalCheckFailed"));
  if (failed < 0) return error;
  const guarded = steps.flatMap((step, n) => (step.item ? [{ item: step.item, found: reasons[n]?.Item }] : []));
  const repeated =
    guarded.length > 0 && guarded.every(({ item, found }) => found !== undefined && isDeepStrictEqual(found, item));
  return repeated ? undefined : steps[failed]?.fault;
}
