import type * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import { replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { touch } from "../leads/table.ts";
import { childActions, kindOfNoun } from "./children.ts";
import { followersOf } from "./followers.ts";
import { advance, flat, type MergeRow, TOUCHES_PER_STEP, touchesOf, unlocking } from "./forward.ts";
import { mergeableOf } from "./kinds.ts";
import { naming } from "./refusal.ts";
import { undoneFields } from "./rules.ts";
import type { Merge, MergeStep } from "./schema.ts";
import { mergeStep } from "./table.ts";

/** Records made since that one step gives back with those that they lie below: with all that follows they fit one transaction. */
const FOLLOWERS_PER_STEP = 10;

type Kept = NonNullable<Merge["kept"]>;
type Moved = z.output<typeof MergeStep>["moved"][number];

/** Changes of the tenant's own values as a change of `custom`; the others as they are. */
function unflat(row: AnyRow, fields: Record<string, unknown>): Record<string, unknown> {
  const isCustom = (name: string): boolean => name.startsWith("custom.");
  const own = Object.entries(fields).filter(([name]) => isCustom(name));
  const others = Object.fromEntries(Object.entries(fields).filter(([name]) => !isCustom(name) && name !== "custom"));
  if (own.length === 0) return others;
  const values = {
    ...((row.custom ?? {}) as object),
    ...Object.fromEntries(own.map(([name, v]) => [name.slice(7), v])),
  };
  const left = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return { ...others, custom: left.length > 0 ? Object.fromEntries(left) : null };
}

/** What gives one moved record back; a reference that somebody has changed since stays. */
async function giveBack(call: Caller, { noun, id, changes }: Moved): Promise<{ actions: Action[]; kept: Kept }> {
  const kind = await kindOfNoun(noun);
  const row = kind && ((await call.table.find(kind.entity, id)) as AnyRow | undefined);
  if (!kind || !row) return { actions: [], kept: changes.map(({ field }) => ({ noun, id, field })) };
  const { fields, kept } = undoneFields(changes, row);
  const changed = Object.keys(fields).length > 0;
  const actions = changed ? await childActions(call, kind, row, fields).catch(naming(noun, id)) : [];
  return { actions, kept: kept.map((field) => ({ noun, id, field })) };
}

/** Gives the records of the last step back; when none is left of this record, the touches are next. */
async function returnChildren(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const step =
    row.steps > 0 ? await call.table.get(mergeStep, { id: "", mergeId: row.id, number: row.steps }) : undefined;
  if (step?.fromId !== from.id) return advance(call, row, { phase: "touches" }, []);
  const late = await followersOf(call, row, step, FOLLOWERS_PER_STEP);
  if (late.length > 0) {
    const back = late.map(({ kind, row: one }) =>
      childActions(call, kind, one, { accountId: from.id }).catch(naming(kind.entity.noun, one.id)),
    );
    return advance(call, row, {}, (await Promise.all(back)).flat());
  }
  const given = await Promise.all(step.moved.map((moved) => giveBack(call, moved)));
  const kept = [...(row.kept ?? []), ...given.flatMap((one) => one.kept)];
  const actions = [write.delete(mergeStep, step), ...given.flatMap((one) => one.actions)];
  return advance(call, row, { steps: row.steps - 1, moved: row.moved - step.moved.length, kept }, actions);
}

async function dropTouches(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const [theirs, mine] = await Promise.all(
    [from.id, row.targetId].map((leadId) => call.table.collect(touch, { leadId }, "touch#")),
  );
  const own = new Set(theirs?.map(({ id }) => id));
  const copies = (mine ?? []).filter(({ id }) => own.has(id));
  const some = copies.slice(0, TOUCHES_PER_STEP).map((one) => write.delete(touch, one));
  return advance(call, row, { phase: copies.length > TOUCHES_PER_STEP ? "touches" : "absorb" }, some);
}

async function giveUp(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const of = mergeableOf(row.noun);
  const target = (await call.table.get(of.entity, row.targetId)) as AnyRow;
  const counted = await touchesOf(call, row);
  const known = row.absorbed.find(({ fromId }) => fromId === from.id);
  // A merge that was refused before the two were united has left nothing there to give up.
  const isUntouched = !known && (target.touchCount ?? null) === (counted.touchCount ?? null);
  if (isUntouched) return advance(call, row, { phase: "archive" }, []);
  const { fields, kept } = undoneFields(known?.changes ?? [], flat(target));
  const { actions } = await replacement(
    call,
    of,
    target,
    { ...unflat(target, fields), ...counted },
    { anyState: true },
  );
  const absorbed = row.absorbed.filter(({ fromId }) => fromId !== from.id);
  const all = [...(row.kept ?? []), ...kept.map((field) => ({ noun: row.noun, id: target.id, field }))];
  return advance(call, row, { phase: "archive", absorbed, kept: all }, actions);
}

async function restore(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const { actions } = await replacement(
    call,
    mergeableOf(row.noun),
    from,
    { archived: null, mergedInto: null },
    { anyState: true },
  );
  return advance(call, row, { phase: "children", at: row.at - 1 }, actions);
}

const STEPS = { children: returnChildren, touches: dropTouches, absorb: giveUp, archive: restore };

/** One that was refused on its way ends so: it never was done, and so is not undone. */
const ended = ({ problem }: MergeRow, now: string): Partial<MergeRow> =>
  problem ? { state: "refused", refusedAt: now } : { state: "undone", undoneAt: now };

/** One step of undoing a merge, as one transaction. */
export async function backward(call: Caller, row: MergeRow): Promise<MergeRow> {
  const fromId = row.fromIds[row.at];
  if (fromId === undefined) return advance(call, row, ended(row, call.now), unlocking(row));
  const from = (await call.table.get(mergeableOf(row.noun).entity, fromId)) as AnyRow;
  return STEPS[row.phase](call, row, from);
}
