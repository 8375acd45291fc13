import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type SelectedPage, selection } from "../../shared/records/select.ts";
import { type Change, replacement, revision } from "../../shared/records/write.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { nouns } from "../nouns.ts";
import { changeOnce, failure, takeBack, together } from "./apply.ts";
import { PAGE_ITEMS, writePage } from "./pages.ts";
import { type Kind, placeOf, type Run } from "./run.ts";
import type { Cursor, ItemResult } from "./schema.ts";

export const OPERATIONS = ["update", "assign", "tag", "untag", "archive", "restore"] as const;

/** What is to be done with each record. */
export type Operation =
  | { operation: "update"; fields: Record<string, unknown> }
  | { operation: "assign"; ownerId: string }
  | { operation: "tag" | "untag"; tags: string[] }
  | { operation: "archive" | "restore" };

/** Records that one filter may choose. */
export const SELECTED_MAX = 200_000;

export type Planned = { number: number; id: string };

/** The noun that a job works on. */
export function nounOf({ job }: Pick<Run, "job">): Noun {
  const of = nouns.find((n) => n.entity.noun === job.noun);
  if (!of) throw new Fault("invalid_state", `There is no noun ${job.noun} any more.`);
  return of;
}

/** Chooses what a filter selects, a page of the plan at a time. `itemOf` says what is kept of each record. */
export async function planSelected<T>(
  run: Run,
  filter: Filter | undefined,
  itemsOf: (rows: AnyRow[], first: number) => Promise<T[]>,
): Promise<Cursor> {
  const { cursor } = run.job;
  const page: SelectedPage = await selection(run.call, nounOf(run), filter)(cursor.after);
  if (cursor.items + page.rows.length > SELECTED_MAX) {
    throw new Fault("too_large", `More than ${SELECTED_MAX} records are selected; narrow the filter.`);
  }
  if (page.rows.length > 0) {
    await writePage(placeOf(run), "plan", cursor.planned, await itemsOf(page.rows, cursor.items + 1));
  }
  const planned = cursor.planned + (page.rows.length > 0 ? 1 : 0);
  const next = { ...cursor, planned, items: cursor.items + page.rows.length, after: page.next };
  return page.next === undefined ? { ...next, stage: "work" } : next;
}

/** The plan of a batch whose records are named one by one. */
export async function planIds(of: { tenantId: string; jobId: string }, ids: readonly string[]): Promise<Cursor> {
  const items = ids.map((id, n): Planned => ({ number: n + 1, id }));
  const planned = Math.ceil(items.length / PAGE_ITEMS);
  for (let page = 0; page < planned; page++) {
    await writePage(of, "plan", page, items.slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS));
  }
  return { stage: "work", planned, items: items.length, page: 0 };
}

function retagged(row: AnyRow, operation: "tag" | "untag", tags: readonly string[]): object {
  const had = (row.tags ?? []) as string[];
  const others = had.filter((tag) => !tags.includes(tag));
  if (operation === "untag") return { tags: others.length > 0 ? others : null };
  return { tags: [...had, ...tags.filter((tag) => !had.includes(tag))] };
}

/** The change that an operation makes of one record. */
export async function operated(call: Caller, of: Noun, row: AnyRow, operation: Operation): Promise<Change> {
  switch (operation.operation) {
    case "update":
      return revision(call, of, row, operation.fields);
    case "assign":
      return revision(call, of, row, { ownerId: operation.ownerId });
    case "tag":
    case "untag": {
      const patch = retagged(row, operation.operation, operation.tags);
      const parsed = of.input.shape.tags?.safeParse((patch as { tags: unknown }).tags ?? undefined);
      if (parsed && !parsed.success) throw new Fault("invalid", "This record would have too many tags.");
      return revision(call, of, row, patch as Record<string, unknown>);
    }
    case "archive":
      if (!row.archived) of.checkArchive?.(row as never);
      return replacement(call, of, row, { archived: true });
    case "restore":
      return replacement(call, of, row, { archived: null });
  }
}

async function operate(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const of = nounOf(run);
  const operation = run.job.params as unknown as Operation;
  try {
    const outcome = await changeOnce(run, of, { key: id, id }, (call, row) => operated(call, of, row, operation));
    return { number, id, outcome };
  } catch (error) {
    return failure(number, error, id);
  }
}

/** One operation on many records. */
export const batch: Kind = {
  plan: async (run) => {
    const { filter } = run.job.params as { filter?: Filter };
    const ids = async (rows: AnyRow[], first: number) => rows.map(({ id }, n): Planned => ({ number: first + n, id }));
    return { cursor: await planSelected(run, filter, ids) };
  },
  work: (run, items) => together(items as Planned[], (item) => operate(run, item)),
  undo: (run, results) =>
    together(
      results.filter((r) => r.outcome === "updated"),
      (result) =>
        takeBack(run, nounOf(run), result, result.id ?? "").catch((error) => ({
          ...failure(result.number, error, result.id),
          outcome: "kept" as const,
        })),
    ),
};
