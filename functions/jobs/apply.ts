import { Fault, notFound } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { beside, type Change, commit, putAway, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { KEPT_DAYS } from "./files.ts";
import { changedSince, difference, patchBack } from "./rules.ts";
import { callerFor, type Run } from "./run.ts";
import type { ItemResult, Outcome } from "./schema.ts";
import { type JobItemRow, type JobRow, jobItem, jobItemId } from "./table.ts";

/** Tries at changing a record that others are changing at the same time. */
const TRIES_MAX = 20;
/** Items of one page that are worked on together. */
export const ITEMS_AT_ONCE = 16;
const DAY_SECONDS = 86_400;

/** What went wrong with one item, in the words of its problem. What is nobody's fault but ours ends the run instead. */
export function failure(number: number, error: unknown, id?: string): ItemResult {
  if (!(error instanceof Fault) || error.status >= 500 || error.code === "rate_limited") throw error;
  const errors = error.errors.length > 0 ? error.errors : [{ path: "", code: error.code, message: error.detail }];
  return { number, ...(id && { id }), outcome: "failed", errors };
}

/** A record as the caller may change it; another's does not exist. */
export async function changeable(call: Caller, of: Noun, id: string): Promise<AnyRow> {
  const row = (await call.table.find(of.entity, id)) as AnyRow | undefined;
  if (!row || !call.access.sees(of.entity, row)) throw notFound(of.entity.noun, id);
  if (!call.access.changes(of.entity, row)) {
    throw new Fault("forbidden", `The ${of.entity.noun} ${id} is shared with you for reading only.`);
  }
  return row;
}

function memory(row: JobRow, itemId: string, before: AnyRow, after: AnyRow): JobItemRow {
  const at = after.updatedAt;
  const ttl = Math.floor(Date.parse(row.createdAt) / 1_000) + KEPT_DAYS * DAY_SECONDS;
  const base = { id: itemId, version: 1, createdAt: at, updatedAt: at, jobId: row.id, recordId: after.id, ttl };
  return { ...base, ...difference(before, after) };
}

/** True where a change leaves everything as it was. */
const isIdle = ({ after }: Change, before: AnyRow): boolean =>
  Object.keys(difference(before, after).after).length === 0;

/**
 * Changes one record of a job, once: the row that remembers what was changed is created in the same transaction, so an
 * item that is worked on again finds it and is left alone. A trial (a table that writes nothing) goes the same way.
 */
export async function changeOnce(
  run: Run,
  of: Noun,
  item: { key: string; id: string },
  change: (call: Caller, row: AnyRow) => Promise<Change>,
): Promise<Outcome> {
  const itemId = jobItemId(run.job.id, item.key);
  for (let tried = 1; ; tried++) {
    const call = callerFor(run, item.key);
    const before = await changeable(call, of, item.id);
    const made = await change(call, before);
    if (isIdle(made, before)) return (await call.table.find(jobItem, itemId)) ? "updated" : "unchanged";
    const remembered = write.create(jobItem, memory(run.job, itemId, before, made.after));
    try {
      await call.table.commit([...made.actions, remembered]);
      return "updated";
    } catch (error) {
      // What the product itself chose may meet a limit that others reached first: it chooses anew then.
      if (!isOvertaken(error) && !isRaced(error)) throw error;
      if (await call.table.find(jobItem, itemId)) return "updated";
      if (!isRaced(error) || tried === TRIES_MAX) throw error;
    }
  }
}

const keptBecause = (fields: readonly string[]): NonNullable<ItemResult["errors"]> =>
  fields.map((path) => ({ path, code: "changed_since", message: `${path} was changed since; it stays as it is.` }));

/** Takes one change back, once, unless others have changed the same fields since. */
export async function takeBack(run: Run, of: Noun, { number, id = "" }: ItemResult, key: string): Promise<ItemResult> {
  return anew(TRIES_MAX, async () => {
    const call = callerFor(run, `${key} undo`);
    const item = await call.table.find(jobItem, jobItemId(run.job.id, key));
    if (!item) return { number, id, outcome: "unchanged" };
    if (item.undone) return { number, id, outcome: "undone" };
    const row = await changeable(call, of, id);
    const since = changedSince(row, item.after);
    if (since.length > 0) return { number, id, outcome: "kept", errors: keptBecause(since) };
    const change = await replacement(call, of, row, patchBack(row, item.before), { anyState: true });
    const undone = { ...item, version: item.version + 1, updatedAt: call.now, undone: true };
    await commit(call, beside(change, [write.replace(jobItem, item, undone)]));
    return { number, id, outcome: "undone" };
  });
}

/**
 * Takes the creation of a record back: it is archived, so that whatever refers to it meanwhile still finds it, and an
 * import of the same keys brings it back. What a person has changed since stays.
 */
export async function takeCreationBack(run: Run, of: Noun, { number, id = "" }: ItemResult): Promise<ItemResult> {
  const call = callerFor(run, `${id} undo`);
  const row = await changeable(call, of, id);
  if (row.archived) return { number, id, outcome: "undone" };
  const stamp = row.version === 1 ? undefined : await call.table.stampOf(of.entity, id);
  const isOurs = !stamp || stamp.requestId === run.job.id || stamp.actor.startsWith("system:");
  if (!isOurs) return { number, id, outcome: "kept", errors: keptBecause(["record"]) };
  await commit(call, await putAway(call, of, row, true));
  return { number, id, outcome: "undone" };
}
