import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type SelectedPage, selection } from "../../shared/records/select.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { nouns } from "../nouns.ts";
import { writePage } from "./pages.ts";
import { placeOf, type Run } from "./run.ts";
import type { Cursor } from "./schema.ts";

/** Records that one filter may choose. */
export const SELECTED_MAX = 200_000;

/** The noun that a job works on. */
export async function nounOf({ job }: Pick<Run, "job">): Promise<Noun> {
  const card = nouns.find(({ noun }) => noun === job.noun);
  if (!card) throw new Fault("invalid_state", `There is no noun ${job.noun} any more.`);
  return card.load();
}

/** Chooses what a filter selects, a page of the plan at a time. `itemOf` says what is kept of each record. */
export async function planSelected<T>(
  run: Run,
  filter: Filter | undefined,
  itemsOf: (rows: AnyRow[], first: number) => Promise<T[]>,
): Promise<Cursor> {
  const { cursor } = run.job;
  const page: SelectedPage = await selection(run.call, await nounOf(run), filter)(cursor.after);
  if (cursor.items + page.rows.length > SELECTED_MAX) {
    throw new Fault("too_large", `More than ${SELECTED_MAX} records are selected; narrow the filter.`);
  }
  const items = page.rows.length > 0 ? await itemsOf(page.rows, cursor.items + 1) : [];
  if (items.length > 0) await writePage(placeOf(run), "plan", cursor.planned, items);
  const planned = cursor.planned + (items.length > 0 ? 1 : 0);
  const next = { ...cursor, planned, items: cursor.items + items.length, after: page.next };
  return page.next === undefined ? { ...next, stage: "work" } : next;
}

/** Records that are looked at at once for whether they have a paper. */
const LOOKED_AT_ONCE = 8;

/** Those of some records that have no paper yet. */
export async function without<R>(rows: readonly R[], paperOf: (row: R) => Promise<unknown>): Promise<R[]> {
  const bare = await together(rows, LOOKED_AT_ONCE, async (row) => ((await paperOf(row)) ? [] : [row]));
  return bare.flat();
}
