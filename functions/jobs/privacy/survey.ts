import type { Item } from "../../../shared/table/store.ts";
import { type ItemKey, itemsAt, type Stretch, stretchOf } from "../../../shared/table/walk.ts";
import { addedBy, relationOf } from "../../privacy/rules.ts";
import { type Told, toldOf } from "../../streams/everything.ts";
import { readPage, writePage } from "../pages.ts";
import { placeOf, type Run } from "../run.ts";
import type { Cursor } from "../schema.ts";

/** Keys of one step: what is held at once is their rows. */
const STEP_KEYS_MIN = 400;
/** Pages of the table that one step looks through, of which few may be the tenant's. */
const STEP_PAGES_MAX = 10;
/** Passes in which further records of the person may turn up; each reaches one record further. */
export const SURVEYS_MAX = 5;

export const partitionOf = (item: Item): string => item.pk?.S ?? "";

/** The next piece of the table's own rows of the tenant, each with what it is. */
export async function stepThrough({ job, call }: Run): Promise<{ found: Found[]; next?: string }> {
  const tenantId = call.tenant.id;
  const { keys, next }: Stretch = await stretchOf(tenantId, job.cursor.after, STEP_KEYS_MIN, STEP_PAGES_MAX);
  const items = await itemsAt(tenantId, keys);
  const found = await Promise.all(items.map(async (item) => ({ item, told: await toldOf(tenantId, item) })));
  return { found, ...(next !== undefined && { next }) };
}

export type Found = { item: Item; told: Told | undefined };
export const keyOf = (item: Item): ItemKey => ({ pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" });

const remembered = new WeakMap<object, { pages: number; ids: Set<string> }>();

/** The ids that are known to be the person's so far. */
export async function subjectOf(run: Run, personId: string): Promise<Set<string>> {
  const { planned } = run.job.cursor;
  const known = remembered.get(run) ?? { pages: 0, ids: new Set([personId]) };
  for (; known.pages < planned; known.pages++) {
    for (const id of await readPage<string>(placeOf(run), "plan", known.pages)) known.ids.add(id);
  }
  remembered.set(run, known);
  return known.ids;
}

/**
 * Looks for what is the person's: pass after pass, until one finds nothing more. A pass through the table depends on no
 * index, so whatever names a record of theirs is found, and what that carries in the pass behind it.
 */
export async function survey(run: Run, personId: string): Promise<{ cursor: Cursor; isDone: boolean }> {
  const { cursor } = run.job;
  const ids = await subjectOf(run, personId);
  const { found, next } = await stepThrough(run);
  const added = new Set<string>();
  for (const { item, told } of found) {
    if (!told) continue;
    const relation = relationOf(told.entity, told.row, ids, partitionOf(item));
    if (relation) for (const id of addedBy(told.entity, told.row, relation)) if (!ids.has(id)) added.add(id);
  }
  if (added.size > 0) await writePage(placeOf(run), "plan", cursor.planned, [...added]);
  const planned = cursor.planned + (added.size > 0 ? 1 : 0);
  const further = { ...cursor, planned, items: cursor.items + added.size };
  if (next !== undefined) return { cursor: { ...further, after: next }, isDone: false };
  const part = (cursor.part ?? 0) + 1;
  // `page` is how many ids were known when the pass began.
  const isDone = further.items === cursor.page || part >= SURVEYS_MAX;
  return { cursor: { ...further, after: undefined, part, page: further.items }, isDone };
}
