import { Fault, type InputError } from "../../shared/fault.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { readObjectStream, writeObjectStream } from "../../shared/objects.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { Entity } from "../../shared/table/entity.ts";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { together } from "../../shared/together.ts";
import { failure, ITEMS_AT_ONCE, takeBack, takeCreationBack } from "./apply.ts";
import { type Column, columnsOf } from "./columns.ts";
import { CONTENT_TYPES, FILE_BYTES_MAX, tabular } from "./files.ts";
import { importRow, type Reading, type SourceRow } from "./import-row.ts";
import { Lookup } from "./lookup.ts";
import { eachPage, fileKey, PAGE_ITEMS, writePage } from "./pages.ts";
import { callerFor, type Kind, placeOf, type Run } from "./run.ts";
import type { Cursor, ItemResult } from "./schema.ts";
import { nounOf } from "./selected.ts";
import { jobItem, jobItemId } from "./table.ts";
import { REASONS } from "./words.ts";

/** Rows that one file may have. */
export const ROWS_MAX = 200_000;

export type ImportParams = {
  format: TableFormat;
  /** Where in the bucket the file lies. */
  source: string;
  mapping: Record<string, string>;
  upsertBy?: string;
  dryRun?: boolean;
};

const paramsOf = ({ job }: Pick<Run, "job">): ImportParams => job.params as unknown as ImportParams;

/** The columns of a file by position; those that the mapping leaves out are not read. */
export function placed(header: readonly string[], mapping: Record<string, string>, columns: readonly Column[]) {
  const missing = Object.keys(mapping).filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Fault("invalid", `The file has no column ${missing.join(", ")}.`);
  return header.map((name) => columns.find((c) => c.field === mapping[name]));
}

/** Values of unique fields that stand in a file twice are told with the row in which they stood first. */
function repeats(places: readonly (Column | undefined)[], of: Noun, { unique }: Entity, upsertBy?: string) {
  // Of two rows with one unique key the later changes what the earlier has made; nothing holds two others to one record.
  const isWatched = (field: string): boolean => (field === upsertBy ? field in (of.matched ?? {}) : field in unique);
  const watched = places.flatMap((column, at) =>
    column && isWatched(column.field) ? [{ at, field: column.field }] : [],
  );
  const first = new Map<string, number>();
  return ({ number, cells }: { number: number; cells: string[] }): SourceRow["repeats"] => {
    const found = watched.flatMap(({ at, field }) => {
      const text = (cells[at] ?? "").normalize("NFKC").replace(/\s/g, "").toLowerCase();
      if (text === "") return [];
      const key = `${at} ${text}`;
      const row = first.get(key);
      if (row === undefined) first.set(key, number);
      return row === undefined ? [] : [{ field, row }];
    });
    return found.length > 0 ? found : undefined;
  };
}

/** Reads the file once, and keeps its rows in pages: whatever breaks off later goes on from a page and not from its start. */
async function plan(run: Run): Promise<{ cursor: Cursor; result: Record<string, unknown> }> {
  const { format, source, mapping, upsertBy } = paramsOf(run);
  const of = await nounOf(run);
  const { readTable } = await tabular();
  const rows = readTable(format, await readObjectStream(source, FILE_BYTES_MAX));
  const { value: head } = await rows.next();
  const header = head ? head.cells.map((cell: string) => cell.trim()) : [];
  const repeated = repeats(
    placed(header, mapping, columnsOf(of, run.call.tenant)),
    of,
    tenantEntity(of.entity, run.call.tenant),
    upsertBy,
  );
  let page: SourceRow[] = [];
  let [planned, items] = [0, 0];
  const flush = async (): Promise<void> => {
    await writePage(placeOf(run), "plan", planned++, page);
    page = [];
  };
  for await (const { number, cells } of rows) {
    if (++items > ROWS_MAX) throw new Fault("too_large", `The file has more than ${ROWS_MAX} rows; split it.`);
    const marked = repeated({ number, cells });
    page.push({ number, cells, ...(marked && { repeats: marked }) });
    if (page.length === PAGE_ITEMS) await flush();
  }
  if (page.length > 0) await flush();
  return { cursor: { stage: "work", planned, items, page: 0 }, result: { header } };
}

/** What one run has looked up already. */
const lookups = new WeakMap<Run, Lookup>();

async function readingOf(run: Run): Promise<Reading> {
  const lookup = lookups.get(run) ?? new Lookup(run.call);
  lookups.set(run, lookup);
  const of = await nounOf(run);
  const { mapping, upsertBy, dryRun = false } = paramsOf(run);
  const header = (run.job.result?.header ?? []) as string[];
  const table = dryRun ? run.call.table.trial() : run.call.table;
  const places = placed(header, mapping, columnsOf(of, run.call.tenant));
  return {
    run: { job: run.job, call: { ...run.call, table } },
    of,
    patch: patchOf(of.input, of.entity.schema),
    places,
    lookup,
    upsertBy,
    dryRun,
  };
}

/** True where a row failed only because it names a record of its own noun that a later row may make. */
const waitsForAnother = ({ of, places }: Reading, { outcome, errors = [] }: ItemResult): boolean =>
  outcome === "failed" &&
  errors.length > 0 &&
  errors.every(
    ({ path, code }) =>
      code === "unknown_reference" && places.some((c) => c?.field === path && c.references?.noun === of.entity.noun),
  );

async function work(run: Run, items: unknown[]): Promise<ItemResult[]> {
  const rows = items as SourceRow[];
  const reading = await readingOf(run);
  const one = (row: SourceRow): Promise<ItemResult> => importRow(reading, row).catch((e) => failure(row.number, e));
  const results = await together(rows, ITEMS_AT_ONCE, one);
  // A group company may stand below its subsidiaries.
  for (const [n, row] of rows.entries()) {
    if (waitsForAnother(reading, results[n] as ItemResult)) results[n] = await one(row);
  }
  return results;
}

const reasonsOf = (errors: readonly InputError[] = []): string => errors.map(({ message }) => message).join(" ");

/** The rows that failed as they came, each with its reasons. */
async function* failedRows(run: Run): AsyncGenerator<string[]> {
  const { planned } = run.job.cursor;
  const width = ((run.job.result?.header ?? []) as string[]).length;
  const results = eachPage<ItemResult>(placeOf(run), "results", planned);
  for await (const rows of eachPage<SourceRow>(placeOf(run), "plan", planned)) {
    const page = ((await results.next()).value ?? []) as ItemResult[];
    for (const [n, { cells }] of rows.entries()) {
      const { outcome, errors } = page[n] as ItemResult;
      if (outcome !== "failed") continue;
      const known = Array.from({ length: width }, (_, at) => cells[at] ?? "");
      yield [...known, reasonsOf(errors)];
    }
  }
}

async function finish(run: Run): Promise<Record<string, unknown>> {
  if (run.job.progress.failed === 0) return {};
  const { format } = paramsOf(run);
  const header = [...((run.job.result?.header ?? []) as string[]), REASONS[run.call.tenant.locale]];
  const name = `errors.${format}`;
  const { writeTable } = await tabular();
  await writeObjectStream(
    fileKey(placeOf(run), name),
    writeTable(format, header, failedRows(run)),
    CONTENT_TYPES[format],
  );
  return { file: name };
}

async function undo(run: Run, results: ItemResult[]): Promise<ItemResult[]> {
  const of = await nounOf(run);
  if (paramsOf(run).dryRun) return [];
  const changed = results.filter(({ outcome }) => outcome === "created" || outcome === "updated").reverse();
  return together(changed, ITEMS_AT_ONCE, (result) =>
    (result.outcome === "created"
      ? takeCreationBack(run, of, result)
      : takeBack(run, of, result, `row ${result.number}`)
    )
      // What cannot be taken back, whatever the reason, stays and says why.
      .catch((error) => ({ ...failure(result.number, error, result.id), outcome: "kept" as const })),
  );
}

/** What the rows of a page have made or changed so far: each left a record, or a row that remembers its change. */
async function begun(run: Run, items: unknown[]): Promise<ItemResult[]> {
  const of = await nounOf(run);
  if (paramsOf(run).dryRun) return [];
  const rows = (items as SourceRow[]).map(({ number }) => {
    const key = `row ${number}`;
    return { number, id: callerFor(run, key).newId(of.entity.prefix), item: jobItemId(run.job.id, key) };
  });
  const { table } = run.call;
  const [made, changed] = await Promise.all([
    table.getMany(
      of.entity,
      rows.map(({ id }) => id),
    ),
    table.getMany(
      jobItem,
      rows.map(({ item }) => item),
    ),
  ]);
  return rows.flatMap(({ number, id, item }): ItemResult[] => {
    const recordId = changed.get(item)?.recordId;
    if (recordId !== undefined) return [{ number, id: recordId, outcome: "updated" }];
    return made.has(id) ? [{ number, id, outcome: "created" }] : [];
  });
}

/** Records out of a table file: made, or brought up to date where a key tells that they are there. */
export const importing: Kind = { plan, work, finish, undo, begun };
