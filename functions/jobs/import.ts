import { Fault, type InputError } from "../../shared/fault.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { readObjectStream, writeObjectStream } from "../../shared/objects.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Oddity, TableFormat } from "../../shared/tabular/index.ts";
import { together } from "../../shared/together.ts";
import type { Language } from "../../shared/words/language.ts";
import { speech } from "../../shared/words/spoken.ts";
import { failure, ITEMS_AT_ONCE, takeBack, takeCreationBack } from "./apply.ts";
import { columnsOf, writtenField } from "./columns.ts";
import { CONTENT_TYPES, FILE_BYTES_MAX, tabular } from "./files.ts";
import { importRow, type Met, matchKey, type Reading, type SourceRow } from "./import-row.ts";
import { knowing, Lookup } from "./lookup.ts";
import type { Notice } from "./notices.ts";
import { eachPage, fileKey, PAGE_ITEMS, writePage } from "./pages.ts";
import { callerFor, type Kind, placeOf, type Run } from "./run.ts";
import type { Cursor, ItemResult } from "./schema.ts";
import { nounOf } from "./selected.ts";
import { refuse } from "./start.ts";
import { type Forms, type Meanings, placed, Survey, textOf } from "./survey.ts";
import { jobItem, jobItemId } from "./table.ts";
import { belowTitle } from "./titles.ts";
import { REASONS } from "./words.ts";

/** Characters from which on a page of rows is full, however few they are: some pages are held at once. */
const PAGE_CHARS_MAX = 500_000;
/** Rows that one file may have. */
export const ROWS_MAX = 200_000;

export type ImportParams = {
  format: TableFormat;
  /** What its text is written in, as far as the importer has said it. */
  encoding?: string;
  /** Where in the bucket the file lies. */
  source: string;
  mapping: Record<string, string>;
  /** How columns are written, as far as the importer has said it. */
  forms?: Forms;
  /** What texts of columns mean, as the importer has said it. */
  values?: Meanings;
  /** What becomes of rows whose owner nobody knows. */
  unknownOwners?: "importer" | "refuse";
  upsertBy?: string;
  dryRun?: boolean;
  /** What its importer reads. */
  language: Language;
};

const paramsOf = ({ job }: Pick<Run, "job">): ImportParams => job.params as ImportParams;

/** Reads the file once, and keeps its rows in pages: whatever breaks off later goes on from a page and not from its start. */
async function plan(run: Run): Promise<{ cursor: Cursor; result: Record<string, unknown> }> {
  const { format, encoding, source, mapping, forms, values, unknownOwners, dryRun, language } = paramsOf(run);
  const of = await nounOf(run);
  const { readTable } = await tabular();
  let survey: Survey | undefined;
  // The line below a header is read before it is known to be none itself.
  const early: Oddity[] = [];
  const reading = { asShown: true, encoding, tell: (odd: Oddity) => void (survey ? survey.odd(odd) : early.push(odd)) };
  const read = readTable(format, await readObjectStream(source, FILE_BYTES_MAX), reading);
  const rows = belowTitle(read, (header) => header.filter((name) => name in mapping).length);
  const { value: head } = await rows.next();
  const header = head ? head.cells.map((cell: string) => cell.trim()) : [];
  survey = new Survey(placed(header, mapping, columnsOf(of, run.call.tenant), { forms, values }));
  for (const odd of early) if (odd.row > (head?.number ?? 0)) survey.odd(odd);
  let page: SourceRow[] = [];
  let [planned, items, chars] = [0, 0, 0];
  const flush = async (): Promise<void> => {
    await writePage(placeOf(run), "plan", planned++, page);
    page = [];
    chars = 0;
  };
  for await (const row of rows) {
    if (++items > ROWS_MAX) throw new Fault("too_large", `The file has more than ${ROWS_MAX} rows; split it.`);
    survey.add(row);
    page.push(row);
    chars += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (page.length === PAGE_ITEMS || chars >= PAGE_CHARS_MAX) await flush();
  }
  if (page.length > 0) await flush();
  const found = survey.end();
  const { error } = await speech(language);
  if (!dryRun) refuse(found.asked.map(error));
  const before = (run.job.result?.notices ?? []) as Notice[];
  const asked = found.asked.map(({ code, message }): Notice => ({ code, message }));
  const unknown = await survey.unknown(knowing(new Lookup(run.call)), unknownOwners === "refuse");
  const notices = [...before, ...[...asked, ...found.notices, ...unknown].map(error)];
  return { cursor: { stage: "work", planned, items, page: 0 }, result: { header, forms: found.forms, notices } };
}

/** What one run has looked up already, and what its rows came to. */
const lookups = new WeakMap<Run, { lookup: Lookup; met: Met }>();

/** What the pages before this one came to, where the job goes on in another run. */
async function metBefore(run: Run): Promise<Met> {
  const met: Met = { keys: new Map(), taken: new Map() };
  const { dryRun, upsertBy } = paramsOf(run);
  if (!dryRun && !upsertBy) return met;
  for await (const page of eachPage<ItemResult>(placeOf(run), "results", run.job.cursor.page)) {
    for (const { number, id, takes = [], key } of page) {
      for (const value of takes) met.taken.set(value, number);
      if (key !== undefined) met.keys.set(key, { number, id });
    }
  }
  return met;
}

async function readingOf(run: Run): Promise<Reading> {
  const known = lookups.get(run) ?? { lookup: new Lookup(run.call), met: await metBefore(run) };
  lookups.set(run, known);
  const of = await nounOf(run);
  const { mapping, values, unknownOwners, upsertBy, dryRun = false } = paramsOf(run);
  const { header = [], forms } = (run.job.result ?? {}) as { header?: string[]; forms?: Forms };
  const table = dryRun ? run.call.table.trial() : run.call.table;
  const places = placed(header, mapping, columnsOf(of, run.call.tenant), { forms, values });
  const patch = patchOf(of.input, of.entity.schema);
  return {
    run: { job: run.job, call: { ...run.call, table } },
    of,
    patch,
    places,
    upsertBy,
    dryRun,
    refusing: unknownOwners === "refuse",
    ...known,
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

/** The errors of a row with the headers of the columns that they are about, in the words of whoever imports it. */
const inColumns = ({ places }: Reading, result: ItemResult, spoken: (error: InputError) => InputError): ItemResult => ({
  ...result,
  errors: result.errors?.map((error) => {
    const column = places.find((place) => place && writtenField(place) === error.path)?.header;
    const told = spoken(error);
    if (column === undefined) return told;
    const isNamed = error.path !== "" && told.message.startsWith(error.path);
    return { ...told, column, message: isNamed ? column + told.message.slice(error.path.length) : told.message };
  }),
});

/** The texts by which a row may be about the same record as another, or take the same unique value. */
function keysOfRow({ of, run, places, upsertBy }: Reading, { cells }: SourceRow): string[] {
  const { unique } = tenantEntity(of.entity, run.call.tenant);
  return places.flatMap((place, at) => {
    const isKey = place && (place.field === upsertBy || place.field in unique);
    const key = isKey ? matchKey(textOf(place, cells[at])) : "";
    return key === "" ? [] : [`${place?.field} ${key}`];
  });
}

async function work(run: Run, items: unknown[]): Promise<ItemResult[]> {
  const rows = items as SourceRow[];
  const reading = await readingOf(run);
  const { error: spoken } = await speech(paramsOf(run).language);
  const one = (row: SourceRow): Promise<ItemResult> =>
    importRow(reading, row).catch((e) => inColumns(reading, failure(row.number, e), spoken));
  const last = new Map<string, Promise<ItemResult>>();
  // Rows that may meet go one after another: the first of the file has a value, the later ones find it.
  const inTurn = (row: SourceRow): Promise<ItemResult> => {
    const keys = keysOfRow(reading, row);
    const before = keys.flatMap((key) => last.get(key) ?? []);
    const done = before.length === 0 ? one(row) : Promise.all(before).then(() => one(row));
    for (const key of keys) last.set(key, done);
    return done;
  };
  const results = await together(rows, ITEMS_AT_ONCE, inTurn);
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
