import * as z from "zod";
import { later, MINUTE_MS } from "../duration.ts";
import type { Work } from "../events/event.ts";
import { anew, isOvertaken, isStale } from "../table/anew.ts";
import { type AnyRow, entity, nextVersion, type RowOf, recordFields } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import type { Table } from "../table/table.ts";
import type { Noun } from "./noun.ts";

/** What is done with each record of a noun that is older than a definition. */
export const BACKFILL_STEPS = [
  "formulas",
  "contributions",
  "rollups",
  "places",
  "search",
  "figures",
  "entries",
  "orders",
] as const;

const Step = z.object({ does: z.enum(BACKFILL_STEPS), noun: z.string() });
export type BackfillStep = z.output<typeof Step>;

export const BACKFILL_STATES = ["waiting", "running", "done", "failed"] as const;

/** A piece takes seconds; work that has not moved for so long was parked or lost. */
const STALLED_MS = 15 * MINUTE_MS;

/** Records that one piece of the work is done for; each piece is an event of its own. */
export const SLICE_ROWS = 100;
/** Records of a piece that are worked on together. */
const AT_ONCE = 8;

/**
 * Work on all records of some nouns, piece by piece. It waits until every Lambda knows the definition that it is for, so
 * that no record is written without it behind its back. Each piece changes this row, and that change, told by the stream,
 * brings the next piece: it stops nowhere for good, and nothing waits for its end.
 */
export const backfill = entity({
  noun: "backfill",
  plural: "backfills",
  prefix: "bkf",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    steps: z.array(Step).min(1),
    /** The step that it has come to. */
    step: z.int().min(0),
    /** The last record of the piece before, by its place in the noun's index. */
    after: z.string().optional(),
    state: z.enum(BACKFILL_STATES),
    /** Records seen to, in all steps. */
    done: z.int().min(0),
    /** Records whose value another one has already, where it should have been unique. */
    duplicates: z.int().optional(),
    fieldId: z.string().optional(),
  }),
  due: {
    work: "backfill",
    shards: 2,
    at: ({ state, updatedAt }) => {
      if (state === "waiting") return updatedAt;
      return state === "running" ? later(updatedAt, STALLED_MS) : undefined;
    },
    answers: "work on older records that is to begin, or has come to a stop",
  },
});
export type BackfillRow = RowOf<typeof backfill>;

/** How such work stands, as it is shown. */
export const BackfillView = z.object({
  state: z.enum(BACKFILL_STATES),
  done: z.int(),
  duplicates: z.int().optional(),
});

/** The row by which such work begins. */
export const backfillRow = (id: string, now: string, steps: BackfillStep[], fieldId?: string): BackfillRow => ({
  id,
  version: 1,
  createdAt: now,
  updatedAt: now,
  steps,
  step: 0,
  state: "waiting",
  done: 0,
  ...(fieldId && { fieldId }),
});

const TRIES_MAX = 8;

/** Begins work of one name from its first record, wherever it stands: what it was begun for has changed since. */
export const begunAnew = (table: Table, id: string, now: string, steps: BackfillStep[]): Promise<BackfillRow> =>
  anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(backfill, id);
      const row = { ...backfillRow(id, now, steps), version: (before?.version ?? 0) + 1 };
      await (before ? table.replace(backfill, before, row) : table.create(backfill, row));
      return row;
    },
    isOvertaken,
  );

/** True for the row's change that brings a piece of one of these kinds. */
export const isDue = (row: BackfillRow | undefined, does: readonly BackfillStep["does"][]): boolean =>
  row?.state === "running" && does.includes(row.steps[row.step]?.does as BackfillStep["does"]);

/** Does something for each of some rows, a few at once. */
export async function forEach<R>(rows: readonly R[], run: (row: R) => Promise<void>): Promise<void> {
  const queue = [...rows];
  const worker = async (): Promise<void> => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) await run(row);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Does a piece for these records; gives how many of them have a value that is not theirs alone. */
export type Piece<N = Noun> = (of: N, rows: AnyRow[], step: BackfillStep) => Promise<number>;

/** Where the work stands after a piece. */
function progress(row: BackfillRow, count: number, next: string | undefined, found: number): Partial<BackfillRow> {
  const duplicates = (row.duplicates ?? 0) + found || undefined;
  const more = { done: row.done + count, duplicates };
  if (next !== undefined) return { ...more, after: next };
  if (row.step + 1 < row.steps.length && !duplicates) return { ...more, after: undefined, step: row.step + 1 };
  return { ...more, after: undefined, state: duplicates ? "failed" : "done" };
}

/** Does the piece that a change of the row asks for. A change that is told late or twice asks for nothing. */
export async function advance<N extends Pick<Noun, "entity">>(
  work: Work,
  told: BackfillRow,
  nouns: readonly { noun: string; load(): Promise<N> }[],
  piece: Piece<N>,
): Promise<void> {
  const row = await work.table.find(backfill, told.id);
  const step = row?.steps[row.step];
  const of = await nouns.find(({ noun }) => noun === step?.noun)?.load();
  if (!row || !step || row.version !== told.version) return;
  const page =
    of &&
    (await work.table.list(of.entity, { sources: [sourceOf(of.entity, "all")], limit: SLICE_ROWS, after: row.after }));
  const rows = (page?.rows ?? []) as AnyRow[];
  const found = of ? await piece(of, rows, step) : 0;
  try {
    await work.table.replace(backfill, row, nextVersion(row, work.now, progress(row, rows.length, page?.next, found)));
  } catch (error) {
    if (!isStale(error)) throw error;
  }
}
