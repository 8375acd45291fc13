import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type Change, putAway, revision } from "../../shared/records/write.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { changeOnce, failure, ITEMS_AT_ONCE, takeBack } from "./apply.ts";
import type { Operation, Planned } from "./named.ts";
import type { Kind, Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";
import { nounOf, planSelected } from "./selected.ts";

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
    case "restore":
      return putAway(call, of, row, operation.operation === "archive");
    case "merge":
      throw new Fault("invalid_state", "A merge is more than the change of one record.");
  }
}

async function operate(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const of = await nounOf(run);
  const operation = run.job.params as Operation;
  try {
    const outcome = await changeOnce(run, of, { key: id, id }, (call, row) => operated(call, of, row, operation));
    return { number, id, outcome };
  } catch (error) {
    return failure(number, error, id);
  }
}

const changing: Kind = {
  plan: async (run) => {
    const { filter } = run.job.params as { filter?: Filter };
    const ids = async (rows: AnyRow[], first: number) => rows.map(({ id }, n): Planned => ({ number: first + n, id }));
    return { cursor: await planSelected(run, filter, ids) };
  },
  work: (run, items) => together(items as Planned[], ITEMS_AT_ONCE, (item) => operate(run, item)),
  undo: async (run, results) => {
    const of = await nounOf(run);
    return together(
      results.filter((r) => r.outcome === "updated"),
      ITEMS_AT_ONCE,
      (result) =>
        takeBack(run, of, result, result.id ?? "").catch((error) => ({
          ...failure(result.number, error, result.id),
          outcome: "kept" as const,
        })),
    );
  },
  begun: async (_run, items) => (items as Planned[]).map((item) => ({ ...item, outcome: "updated" })),
};

/** What a batch does: of all operations merging alone is more than a change of each record. */
const doing = async ({ job }: Run): Promise<Kind> =>
  (job.params as Operation).operation === "merge" ? (await import("./merge.ts")).merging : changing;

/** One operation on many records. */
export const batch: Kind = {
  plan: async (run) => (await doing(run)).plan(run),
  work: async (run, items) => (await doing(run)).work?.(run, items) ?? [],
  undo: async (run, results) => (await doing(run)).undo?.(run, results) ?? [],
  begun: async (run, items) => (await doing(run)).begun?.(run, items) ?? [],
};
