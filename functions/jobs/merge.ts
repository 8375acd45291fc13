import { clock } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { anew, isStale } from "../../shared/table/anew.ts";
import { together } from "../../shared/together.ts";
import { begin, turnRound } from "../merging/begin.ts";
import { faultOf, refusalOf } from "../merging/refusal.ts";
import { run as goOn } from "../merging/run.ts";
import { merge } from "../merging/table.ts";
import { changeable, failure, ITEMS_AT_ONCE } from "./apply.ts";
import { planMerges } from "./merge-plan.ts";
import type { MergeOperation, Planned } from "./named.ts";
import { callerFor, type Kind, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";
import { nounOf } from "./selected.ts";

/** Tries at a merge, or at undoing it, that others get in the way of. */
const TRIES_MAX = 10;

/** The merge of one item: it has the same id however often the item is worked on, so that it is begun once. */
const mergeIdOf = (run: Run, id: string): string => callerFor(run, `merge ${id}`).newId(merge.prefix);

const callerNow = ({ call }: Run): Caller => ({ ...call, now: clock.now().toISOString() });

/**
 * Takes one record in. The checks of a merge refuse it as they refuse a call. One that has begun is brought to its end,
 * be it that it is refused on its way: where others are in its way for long, the run ends and goes on with it later.
 */
async function takeIn(run: Run, { number, id, targetId = "" }: Planned): Promise<ItemResult> {
  const of = await nounOf(run);
  const { fields: rules } = run.job.params as MergeOperation;
  const merging = { id: mergeIdOf(run, id), targetId, from: [id], ...(rules && { rules }) };
  try {
    const begun = await anew(TRIES_MAX, () => begin(callerNow(run), of, merging));
    const refused = refusalOf(await goOn(callerNow(run), begun, Number.POSITIVE_INFINITY));
    if (refused) throw refused;
    return { number, id, targetId, outcome: "merged" };
  } catch (error) {
    if (isStale(error)) throw error;
    return { ...failure(number, error, id), targetId };
  }
}

/** A record that stays: there is nothing to do but to say so where it was named and is not there. */
async function look(run: Run, { number, id, keys }: Planned & { keys?: string[] }): Promise<ItemResult> {
  try {
    if (keys === undefined) await changeable(run.call, await nounOf(run), id);
    return { number, id, outcome: "unchanged" };
  } catch (error) {
    return failure(number, error, id);
  }
}

/** One into another is one after the other, since a record takes part in one merge at a time; others go beside. */
async function bySurvivor<T extends { number: number; id?: string; targetId?: string }>(
  items: readonly T[],
  work: (item: T) => Promise<ItemResult[]>,
): Promise<ItemResult[]> {
  const groups = [...Map.groupBy(items, ({ id, targetId }) => targetId ?? id).values()];
  const results = await together(groups, ITEMS_AT_ONCE, async (group) => {
    const done: ItemResult[] = [];
    for (const item of group) done.push(...(await work(item)));
    return done;
  });
  return results.flat().sort((a, b) => a.number - b.number);
}

const work: Kind["work"] = (run, items) =>
  bySurvivor(items as Planned[], async (item) => [await (item.targetId ? takeIn(run, item) : look(run, item))]);

/** Parts what one item has merged. One that was on its way when the job ended is brought to its end first. */
async function part(run: Run, { number, id = "" }: ItemResult): Promise<ItemResult[]> {
  const of = await nounOf(run);
  const found = await run.call.table.find(merge, mergeIdOf(run, id));
  if (!found) return [];
  const { targetId } = found;
  try {
    let row = await goOn(callerNow(run), found, Number.POSITIVE_INFINITY);
    if (row.state === "refused") return [];
    if (row.state === "done" || row.state === "halted") {
      const turned = await anew(TRIES_MAX, () => turnRound(callerNow(run), of, targetId, row.id));
      row = await goOn(callerNow(run), turned, Number.POSITIVE_INFINITY);
    }
    if (row.obstacle) throw faultOf(row.obstacle);
    const errors = (row.kept ?? []).map((one) => ({
      path: one.field,
      code: "changed_since",
      message: `${one.field} of ${one.noun} ${one.id} was changed since; it stays as it is.`,
    }));
    return [{ number, id, targetId, outcome: "undone", ...(errors.length > 0 && { errors }) }];
  } catch (error) {
    if (isStale(error)) throw error;
    return [{ ...failure(number, error, id), targetId, outcome: "kept" }];
  }
}

/** What was merged last is parted first, so that each merge finds the record that stays as it has left it. */
const undo: Kind["undo"] = (run, results) => bySurvivor([...results].reverse(), (result) => part(run, result));

/** Which merges there are, undoing finds out itself. */
const begun: Kind["begun"] = async (_run, items) =>
  (items as Planned[]).map(({ number, id, targetId }) => ({ number, id, targetId, outcome: "merged" }));

/** Many records become one, or few: each is a merge of its own that can also be undone by itself. */
export const merging: Kind = { plan: planMerges, work, undo, begun };
