import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { type Compared, comparedOf, targetsOf } from "./alike.ts";
import type { MergeOperation, Planned } from "./named.ts";
import { eachPage, readPage, writePage } from "./pages.ts";
import { type Kind, placeOf, type Run } from "./run.ts";
import type { Cursor } from "./schema.ts";
import { nounOf, planSelected } from "./selected.ts";

/** Records that one job merges into one. */
const TAKEN_MAX = 1_000;
/** Records that one job compares with each other: they are put into groups in memory. */
const COMPARED_MAX = 20_000;
/** The part of planning in which all that are compared have been read. */
const GROUPING = 1;

type Params = MergeOperation & { filter?: Filter };

const checkCount = (last: number, max: number): void => {
  if (last > max) throw new Fault("too_large", `More than ${max} records are selected; narrow the filter.`);
};

/** All that a filter selects but the one that takes them in. */
function intoOne(targetId: string): (rows: AnyRow[], first: number) => Promise<Planned[]> {
  return async (rows, first) => {
    const others = rows.filter(({ id }) => id !== targetId);
    checkCount(first + others.length - 1, TAKEN_MAX);
    return others.map(({ id }, n) => ({ number: first + n, id, targetId }));
  };
}

/** Looks at the next page of records that were named. One that the caller does not see stays without signs. */
async function planNamed(run: Run): Promise<Cursor> {
  const { cursor } = run.job;
  const { table, access } = run.call;
  const { entity } = await nounOf(run);
  const page = Number(cursor.after ?? 0);
  const items = await readPage<Planned>(placeOf(run), "plan", page);
  const rows = await table.getMany(
    entity,
    items.map(({ id }) => id),
  );
  const compared = items.map(({ number, id }): Compared => {
    const row = rows.get(id) as AnyRow | undefined;
    return row && access.sees(entity, row) ? comparedOf(run.call, row, number) : { number, id };
  });
  await writePage(placeOf(run), "plan", page, compared);
  return page + 1 < cursor.planned ? { ...cursor, after: String(page + 1) } : { ...cursor, stage: "work" };
}

/** Says of every record that was read what it is merged into. Done again, it comes to the same. */
async function group(run: Run): Promise<Cursor> {
  const { cursor } = run.job;
  const place = placeOf(run);
  const pages = await Array.fromAsync(eachPage<Compared>(place, "plan", cursor.planned));
  const targets = targetsOf(pages.flat());
  for (const [n, items] of pages.entries()) {
    const planned = items.map((item) => ({ ...item, targetId: targets.get(item.id) }));
    if (planned.some(({ targetId }) => targetId)) await writePage(place, "plan", n, planned);
  }
  const { part: _part, after: _after, ...rest } = cursor;
  return { ...rest, stage: "work" };
}

/**
 * Chooses what is merged into what. Those that are compared are read first, page by page, each with its signs, and then
 * put into groups, since of two that have nothing in common a third may be the same as both.
 */
export async function planMerges(run: Run): ReturnType<Kind["plan"]> {
  const operation = run.job.params as Params;
  const { filter } = operation;
  if ("targetId" in operation) return { cursor: await planSelected(run, filter, intoOne(operation.targetId)) };
  if (run.job.cursor.part === GROUPING) return { cursor: await group(run) };
  const compare = async (rows: AnyRow[], first: number): Promise<Compared[]> => {
    checkCount(first + rows.length - 1, COMPARED_MAX);
    return rows.map((row, n) => comparedOf(run.call, row, first + n));
  };
  const cursor = filter ? await planSelected(run, filter, compare) : await planNamed(run);
  return { cursor: cursor.stage === "work" ? { ...cursor, stage: "plan", part: GROUPING } : cursor };
}
