import type { Caller } from "../../shared/http/route.ts";
import { valueAt } from "../../shared/records/values.ts";
import { replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import { type AnyRow, nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { lead, touch } from "../leads/table.ts";
import { absorbed, checkFits, checkPlace, checkStands } from "./absorb.ts";
import { childActions, childrenOf } from "./children.ts";
import { mergeableOf } from "./kinds.ts";
import { naming } from "./refusal.ts";
import { changesBetween } from "./rules.ts";
import { merge, mergeLock, mergeStep } from "./table.ts";

export type MergeRow = RowOf<typeof merge>;

/** Records that one step moves, and touches that one step copies: with all that follows they fit one transaction. */
const CHILDREN_PER_STEP = 10;
export const TOUCHES_PER_STEP = 50;

/** Marks of what may hang below: others have trusted them since, and one too many does no harm. */
const MARKS = ["hasChildren"];

/** Commits one step together with how far the merge has come. Two that do the same step are one too many. */
export async function advance(
  call: Caller,
  row: MergeRow,
  fields: Partial<MergeRow>,
  actions: Action[],
): Promise<MergeRow> {
  const after = nextVersion(row, call.now, fields);
  await call.table.commit([write.replace(merge, row, after), ...actions]);
  return after;
}

/** The lock of a record as it is written; nothing ever changes it. */
export const lockOf = (row: Pick<MergeRow, "id" | "createdAt">, recordId: string): RowOf<typeof mergeLock> => ({
  id: recordId,
  version: 1,
  createdAt: row.createdAt,
  updatedAt: row.createdAt,
  mergeId: row.id,
});

export const unlocking = (row: MergeRow): Action[] =>
  [row.targetId, ...row.fromIds].map((id) => write.delete(mergeLock, lockOf(row, id)));

/** The touches of a lead that another does not have yet. */
async function missingTouches(call: Caller, fromId: string, toId: string): Promise<RowOf<typeof touch>[]> {
  const [theirs, mine] = await Promise.all(
    [fromId, toId].map((leadId) => call.table.collect(touch, { leadId }, "touch#")),
  );
  const known = new Set(mine?.map(({ id }) => id));
  return (theirs ?? []).filter(({ id }) => !known.has(id));
}

/** The record that is taken in leaves the lists, and with it what was its alone: unique values, payer names. */
async function archive(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  checkStands(mergeableOf(row.noun), from, false);
  const fields = { archived: true, mergedInto: row.targetId };
  const { actions } = await replacement(call, mergeableOf(row.noun), from, fields);
  return advance(call, row, { phase: row.noun === lead.noun ? "touches" : "absorb" }, actions);
}

async function copyTouches(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const missing = await missingTouches(call, from.id, row.targetId);
  const some = missing.slice(0, TOUCHES_PER_STEP).map((one) => write.create(touch, { ...one, leadId: row.targetId }));
  return advance(call, row, { phase: missing.length > TOUCHES_PER_STEP ? "touches" : "absorb" }, some);
}

/** How many touches a lead has: what its score is reckoned of. */
export async function touchesOf(call: Caller, row: MergeRow): Promise<{ touchCount?: number | null }> {
  if (row.noun !== lead.noun) return {};
  const told = await call.table.collect(touch, { leadId: row.targetId }, "touch#");
  return { touchCount: told.length || null };
}

/** A record with its tenant's own values as fields beside the others, so that each is compared by itself. */
export const flat = (row: AnyRow): Record<string, unknown> => {
  const keys = Object.keys((row.custom ?? {}) as object).map((key) => `custom.${key}`);
  return { ...row, ...Object.fromEntries(keys.map((key) => [key, valueAt(row, key)])), custom: undefined };
};

async function absorb(call: Caller, row: MergeRow, from: AnyRow, target: AnyRow): Promise<MergeRow> {
  const of = mergeableOf(row.noun);
  const fields = absorbed(of, target, from, row.fields);
  const merged = { ...target, ...fields };
  // Either record, and the group that it is in, may have changed since the merge was begun.
  checkFits(of, merged);
  await checkPlace(call.table, of, merged, from);
  const [before, after] = [flat(target), flat(merged)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !MARKS.includes(name));
  const changes = changesBetween(before, after, names);
  const given = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]));
  const taken = { ...given, ...(await touchesOf(call, row)) };
  const { actions } = await replacement(call, of, target, taken, { anyState: true });
  const known = [...row.absorbed, { fromId: from.id, changes }];
  return advance(call, row, { phase: "children", absorbed: known }, actions);
}

/** Moves the next records; when there is none left, the next record is taken in. */
async function moveChildren(call: Caller, row: MergeRow, from: AnyRow): Promise<MergeRow> {
  const children = await childrenOf(call, mergeableOf(row.noun), from, row.targetId, CHILDREN_PER_STEP);
  if (children.length === 0) return advance(call, row, { phase: "archive", at: row.at + 1 }, []);
  const actions = await Promise.all(
    children.map(({ row: child, kind, changes }) =>
      childActions(call, kind, child, Object.fromEntries(changes.map(({ field, after }) => [field, after]))).catch(
        naming(kind.entity.noun, child.id),
      ),
    ),
  );
  const number = row.steps + 1;
  const step = {
    id: `${row.id}.${number}`,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
    mergeId: row.id,
    number,
    fromId: from.id,
    moved: children.map(({ row: { id }, kind, changes }) => ({ noun: kind.entity.noun, id, changes })),
  };
  const fields = { steps: number, moved: row.moved + children.length };
  return advance(call, row, fields, [write.create(mergeStep, step), ...actions.flat()]);
}

const STEPS = { archive, touches: copyTouches, absorb, children: moveChildren };

/** One step of a merge, as one transaction. The record that stays may have left the lists since the last. */
export async function forward(call: Caller, row: MergeRow): Promise<MergeRow> {
  const of = mergeableOf(row.noun);
  const target = (await call.table.get(of.entity, row.targetId)) as AnyRow;
  checkStands(of, target, true);
  const fromId = row.fromIds[row.at];
  if (fromId === undefined) return advance(call, row, { state: "done", doneAt: call.now }, unlocking(row));
  const from = (await call.table.get(of.entity, fromId)) as AnyRow;
  return STEPS[row.phase](call, row, from, target);
}
