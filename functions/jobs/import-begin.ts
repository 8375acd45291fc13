import { Fault, invalidField } from "../../shared/fault.ts";
import { changed, fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { readObjectStream } from "../../shared/objects.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { withValueAt } from "../../shared/records/values.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { TableFormat, TableRow } from "../../shared/tabular/index.ts";
import type { Language } from "../../shared/words/language.ts";
import { speech } from "../../shared/words/spoken.ts";
import { listedNoun } from "./asked.ts";
import { type Column, columnsOf, hasSpare, keysOf, suggested, writtenField } from "./columns.ts";
import { FILE_BYTES_MAX, tabular, uploadKey } from "./files.ts";
import { repeatedHeads, unreadColumns } from "./heads.ts";
import { knowing, Lookup } from "./lookup.ts";
import { checkSource, keptSource, type Source } from "./source.ts";
import { refuse, start } from "./start.ts";
import { type Forms, type Meanings, placed, type Said, Survey } from "./survey.ts";
import { importMapping, type JobRow, job } from "./table.ts";
import { belowTitle, type Known } from "./titles.ts";

const SAMPLES = 3;
/** Mappings that are looked through. */
const MAPPINGS_MAX = 200;

type TableSource = Source<TableFormat> & { encoding?: string };
type Asked = TableSource & {
  noun: string;
  mapping?: Record<string, string>;
  forms?: Forms;
  values?: Meanings;
  unknownOwners?: "importer" | "refuse";
  upsertBy?: string;
  dryRun?: boolean;
  saveMappingAs?: string;
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Rows of an uploaded file that are looked at before its import begins. */
const LOOKED_AT = 200;

type Looked = { header: string[]; rows: TableRow[] };

/** The header of a file and its first rows; all of them where it came in the call itself. */
async function look(
  call: Caller,
  { format, content, uploadId = "", encoding }: TableSource,
  known: Known,
): Promise<Looked> {
  const bytes =
    content === undefined
      ? await readObjectStream(uploadKey(call, uploadId), FILE_BYTES_MAX)
      : once(Buffer.from(content, "base64"));
  const rows: TableRow[] = [];
  const { readTable } = await tabular();
  for await (const row of belowTitle(readTable(format, bytes, { asShown: true, encoding }), known)) {
    rows.push(row);
    if (content === undefined && rows.length > LOOKED_AT) break;
  }
  const [head, ...rest] = rows;
  return { header: (head?.cells ?? []).map((cell) => cell.trim()), rows: rest };
}

/** What the rows that were looked at tell of the columns. */
function surveyed(
  { header, rows }: Looked,
  mapping: Record<string, string>,
  columns: readonly Column[],
  said?: Said,
): Survey {
  const survey = new Survey(placed(header, mapping, columns, said));
  for (const row of rows) survey.add(row);
  return survey;
}

const columnsFor = (call: Caller, of: Noun): Column[] =>
  columnsOf(of, call.tenant).filter((column) => !column.readOnly);

/** Says of a row how many headers it has of which these columns are known. */
const knownTo =
  (columns: readonly Column[]): Known =>
  (header) =>
    Object.keys(suggested(header, columns)).length;

/** Every field of a mapping must be there, once, and be the caller's to write. */
function checkMapping(call: Caller, of: Noun, mapping: Record<string, string>, header: readonly string[]): void {
  const columns = columnsFor(call, of);
  const { noun } = of.entity;
  const seen = new Set<string>();
  refuse(
    Object.entries(mapping).flatMap(([column, field]) => {
      const path = `mapping.${column}`;
      const error = (code: string, message: string) => [{ path, code, message }];
      const isTwice = seen.has(field) && !hasSpare(field);
      seen.add(field);
      if (!header.includes(column)) return error("unknown_field", `The file has no column ${column}.`);
      if (of.kept?.includes(field))
        return error("read_only", `${field} is kept by the product and cannot be imported.`);
      if (!columns.some((c) => c.field === field)) return error("unknown_field", `The ${noun} has no field ${field}.`);
      return isTwice ? error("duplicate", `Two columns are mapped to ${field}.`) : [];
    }),
  );
  const written = Object.values(mapping).reduce(
    (row, field) => {
      const column = columns.find((c) => c.field === field);
      return withValueAt(row, column ? writtenField(column) : field, "");
    },
    {} as Record<string, unknown>,
  );
  const fixed = call.access.fixedFields(noun, written);
  if (fixed.length > 0) throw new Fault("forbidden", `You may not change ${fixed.join(", ")}.`);
}

function checkKey(call: Caller, of: Noun, mapping: Record<string, string>, upsertBy: string): void {
  const keys = keysOf(of, tenantEntity(of.entity, call.tenant));
  if (!keys.includes(upsertBy)) throw invalidField("upsertBy", `upsertBy must be one of ${keys.join(", ")}.`);
  if (!Object.values(mapping).includes(upsertBy)) throw invalidField("upsertBy", `No column is mapped to ${upsertBy}.`);
}

async function savedMappings(call: Caller, of: Noun) {
  const sources = [sourceOf(importMapping, "all")];
  const keep = (row: { noun: string; archived?: boolean }): boolean => row.noun === of.entity.noun && !row.archived;
  return (await call.table.list(importMapping, { sources, keep, limit: MAPPINGS_MAX })).rows;
}

type Kept = Said & { name: string; mapping: Record<string, string> };

/** Keeps a mapping under its name, in place of an earlier one. */
async function keepMapping(call: Caller, of: Noun, { name, mapping, forms, values }: Kept): Promise<void> {
  const { noun } = of.entity;
  const said = { mapping, ...(forms && { forms }), ...(values && { values }) };
  const known = (await savedMappings(call, of)).find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (known) await call.table.replace(importMapping, known, changed(call, known, said));
  else await call.table.create(importMapping, { ...fresh(call, importMapping), name, noun, ...said });
}

/** What the head of a file suggests: which column holds which field, and which saved mappings fit it. */
export async function suggestion(
  call: Caller,
  asked: TableSource & { noun: string },
  language: Language,
): Promise<unknown> {
  checkSource(asked);
  const of = await listedNoun(call, asked.noun, "write");
  const columns = columnsFor(call, of);
  const looked = await look(call, asked, knownTo(columns));
  const { header, rows } = looked;
  const mapping = suggested(header, columns);
  const survey = surveyed(looked, mapping, columns);
  const { forms, asked: open } = survey.end();
  const unknown = await survey.unknown(knowing(new Lookup(call)), false);
  const saved = (await savedMappings(call, of)).filter((row) =>
    Object.keys(row.mapping).every((column) => header.includes(column)),
  );
  const { error } = await speech(language);
  const twice = [...repeatedHeads(header, mapping), ...open].map(({ code, message }) => ({ code, message }));
  return {
    columns: header.map((column, at) => ({
      column,
      field: mapping[column] ?? null,
      samples: rows.slice(0, SAMPLES).map(({ cells }) => (cells[at] ?? "").trim()),
    })),
    mapping,
    forms,
    notices: [...twice, ...unreadColumns(header, mapping, columnsOf(of, call.tenant)), ...unknown].map(error),
    fields: columns.map(({ field, label, kind }) => ({ field, label, kind })),
    keys: keysOf(of, tenantEntity(of.entity, call.tenant)),
    saved,
  };
}

/** Starts an import whose file, mapping and key are right as far as what was looked at tells. */
export async function begin(call: Caller, asked: Asked, language: Language): Promise<JobRow> {
  const { format, content, upsertBy, dryRun, saveMappingAs, forms, values, unknownOwners } = asked;
  checkSource(asked);
  const of = await listedNoun(call, asked.noun, "write");
  const columns = columnsFor(call, of);
  const given = asked.mapping;
  const looked = await look(
    call,
    asked,
    given ? (found) => found.filter((name) => name in given).length : knownTo(columns),
  );
  const { header } = looked;
  const mapping = asked.mapping ?? suggested(header, columns);
  if (Object.keys(mapping).length === 0) throw invalidField("mapping", "No column of this file is known; map them.");
  checkMapping(call, of, mapping, header);
  refuse([
    ...repeatedHeads(header, mapping),
    ...unknownColumns(header, "forms", forms),
    ...unknownColumns(header, "values", values),
  ]);
  if (upsertBy) checkKey(call, of, mapping, upsertBy);
  const { asked: open } = surveyed(looked, mapping, columns, { forms, values }).end();
  if (content !== undefined && !dryRun) refuse(open);
  const id = call.newId(job.prefix);
  const key = await keptSource(call, id, asked);
  if (saveMappingAs) await keepMapping(call, of, { name: saveMappingAs, mapping, forms, values });
  const { error } = await speech(language);
  const said = {
    ...{ language, ...(upsertBy && { upsertBy }), ...(dryRun && { dryRun }) },
    ...{ ...(forms && { forms }), ...(values && { values }), ...(unknownOwners && { unknownOwners }) },
  };
  const notices = unreadColumns(header, mapping, columnsOf(of, call.tenant), upsertBy).map(error);
  return start(call, {
    kind: "import",
    of,
    params: { format, source: key, mapping, ...(asked.encoding && { encoding: asked.encoding }), ...said },
    id,
    result: { notices },
  });
}

/** What is said of columns which the file does not have. */
const unknownColumns = (header: readonly string[], path: string, said: Readonly<Record<string, unknown>> = {}) =>
  Object.keys(said)
    .filter((column) => !header.includes(column))
    .map((column) => ({
      path: `${path}.${column}`,
      code: "unknown_field",
      message: `The file has no column ${column}.`,
    }));
