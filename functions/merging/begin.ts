import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh, loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { checkTransfer } from "../../shared/records/transfer.ts";
import type { Action } from "../../shared/table/action.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { absorbed, checkFits, checkPlace, checkStands } from "./absorb.ts";
import { checkChoice, chosenBy } from "./choice.ts";
import { lockOf, type MergeRow } from "./forward.ts";
import type { MergeRules } from "./schema.ts";
import { merge, mergeLock } from "./table.ts";

/**
 * What is to be merged: the same again under the same id is the same merge. Whose values stay is said by `fields`, or by
 * `rules` where it is one merge of many.
 */
export type Merging = {
  id: string;
  targetId: string;
  from: string[];
  fields?: Record<string, string>;
  rules?: MergeRules;
};

const isTaken = (error: unknown): boolean => error instanceof Fault && error.code === "duplicate";

const busy = (): Fault =>
  new Fault("in_progress", "Another merge of one of these records is under way; try again soon.");

/** What holds one of these records: a merge under way, or one that stands still until somebody undoes it. */
async function holding({ table }: Caller, ids: readonly string[]): Promise<Fault> {
  const locks = await Promise.all(ids.map((id) => table.find(mergeLock, id)));
  const held = await Promise.all(locks.map((lock) => lock && table.find(merge, lock.mergeId)));
  const halted = held.find((row) => row?.state === "halted");
  if (!halted) return busy();
  const { id, targetId, obstacle } = halted;
  const why = `The merge ${id} into ${targetId} is half taken back: ${obstacle?.detail ?? ""}`;
  return new Fault("invalid_state", `${why} Undo it first, when nothing is in its way any more.`);
}

/** Locks the records of a merge as part of what begins or turns it. */
async function lock(call: Caller, row: MergeRow, actions: Action[]): Promise<void> {
  const ids = [row.targetId, ...row.fromIds];
  const locks = ids.map((id) => write.create(mergeLock, lockOf(row, id)));
  await call.table.commit([...actions, ...locks]).catch(async (error) => {
    throw isTaken(error) ? await holding(call, ids) : error;
  });
}

type Checked = {
  target: AnyRow;
  /** The records that are taken in, in the order of `from`. */
  rows: AnyRow[];
  /** The target with what it takes of each. */
  merged: AnyRow;
  fields: Record<string, string> | undefined;
};

/** Reads what is to be merged and checks all that can be checked before anything is changed. */
export async function checked(call: Caller, of: Noun, merging: Omit<Merging, "id">): Promise<Checked> {
  const { targetId, from, rules } = merging;
  const target = (await loaded(call, of.entity, targetId)) as AnyRow;
  if (from.includes(target.id)) throw invalidField("from", "from must not name the record that stays.");
  const plain = { ...call, ifMatch: undefined };
  const rows = (await Promise.all(from.map((one) => loaded(plain, of.entity, one)))) as AnyRow[];
  for (const row of [target, ...rows]) checkStands(of, row, row === target);
  const place = ({ ownerId = null, departmentId = null }: AnyRow) => ({ ownerId, departmentId });
  for (const row of rows) await checkTransfer(call, of, place(target), row);
  const fields = rules ? chosenBy(rules, target.id, rows) : merging.fields;
  checkChoice(call, of, fields ?? {}, [target.id, ...from], "one of the merged records");
  let merged = target;
  for (const row of rows) {
    merged = { ...merged, ...absorbed(of, merged, row, fields) };
    await checkPlace(call.table, of, merged, row);
  }
  await checkTransfer(call, of, place(merged), target);
  checkFits(of, merged);
  return { target, rows, merged, fields };
}

/** Notes what is to be done, once it is checked. */
export async function begin(call: Caller, of: Noun, merging: Merging): Promise<MergeRow> {
  const { id, from } = merging;
  // The same call has begun it before, and died.
  const begun = await call.table.find(merge, id);
  if (begun) return begun;
  const { target, rows, fields } = await checked(call, of, merging);
  const base = { ...fresh(call, merge, id), noun: of.entity.noun, targetId: target.id, fromIds: from };
  const row: MergeRow = {
    ...base,
    ...(fields && { fields }),
    state: "moving",
    at: 0,
    phase: "archive",
    absorbed: [],
    steps: 0,
    moved: 0,
  };
  const checks = [target, ...rows].map((one) => write.check(of.entity, one));
  await lock(call, row, [write.create(merge, row), ...checks]);
  return row;
}

/** Nothing is left of it. */
const isOver = ({ state }: MergeRow): boolean => state === "undone" || state === "refused";

/** The latest merge into a record that stands. */
async function latest(call: Caller, targetId: string): Promise<MergeRow | undefined> {
  const sources = [sourceOf(merge, "parent", { targetId })];
  const keep = (row: MergeRow): boolean => !isOver(row);
  return (await call.table.list(merge, { sources, descending: true, limit: 1, keep })).rows[0];
}

/** Turns a merge round: from here on it is undone. One that stands still goes on from there. */
export async function turnRound(call: Caller, of: Noun, targetId: string, mergeId?: string): Promise<MergeRow> {
  const target = (await loaded(call, of.entity, targetId)) as AnyRow;
  if (target.mergedInto) throw new Fault("invalid_state", `Undo first that it was merged into ${target.mergedInto}.`);
  const found = mergeId ? await call.table.find(merge, mergeId) : await latest(call, target.id);
  const row = found && (await call.table.find(merge, found.id));
  if (!row || row.targetId !== target.id) {
    if (mergeId) throw invalidField("mergeId", `There is no merge ${mergeId} of this record.`, "unknown_reference");
    throw new Fault("invalid_state", "Nothing was merged into this record that is not undone.");
  }
  if (row.state === "undone") throw new Fault("invalid_state", "This merge has been undone already.");
  if (row.state === "refused") throw new Fault("invalid_state", "This merge was refused; all is as it was before.");
  if (row.state === "undoing") return row;
  if (row.state === "halted") {
    const again = nextVersion(row, call.now, { state: "undoing", obstacle: undefined });
    return call.table.replace(merge, row, again);
  }
  if (row.state !== "done") throw busy();
  const after = nextVersion(row, call.now, {
    state: "undoing",
    at: row.fromIds.length - 1,
    phase: "children",
    kept: [],
  });
  await lock(call, row, [write.replace(merge, row, after)]);
  return after;
}
