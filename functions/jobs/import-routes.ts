import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { changed, fresh } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { presignedPut, readObjectStream, writeObject } from "../../shared/objects.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { withValueAt } from "../../shared/records/values.ts";
import { text } from "../../shared/schema.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { nouns } from "../nouns.ts";
import { type Column, columnsOf, Format, keysOf, suggested } from "./columns.ts";
import { CONTENT_TYPES, FILE_BYTES_MAX, tabular } from "./files.ts";
import { fileKey } from "./pages.ts";
import { ImportMapping, ImportMappingInput, JobView, Mapping } from "./schema.ts";
import { listedNoun, refuse, start } from "./start.ts";
import { importMapping, job } from "./table.ts";

/** Bytes of a file that comes in the call itself. */
const CONTENT_BYTES_MAX = 200_000;
/** Base 64 takes four characters for three bytes; the rest of the body is small. */
const BODY_BYTES = 300_000;
const SAMPLES = 3;
/** Mappings that are looked through. */
const MAPPINGS_MAX = 200;

const uploadId = z.string().regex(/^fil_[0-9A-Za-z]{6,40}$/, "must be the id of an upload");
const source = {
  format: Format,
  /** The file in base 64, if it is small. */
  content: z
    .base64()
    .max((CONTENT_BYTES_MAX / 3) * 4)
    .optional(),
  uploadId: uploadId.optional(),
};
const Source = z.strictObject({ noun: text(50), ...source });
type Source = { format: TableFormat; content?: string; uploadId?: string };

/** A file belongs to whoever has opened its upload. */
const uploadKey = ({ tenant, actor }: Caller, id: string): string => `imports/${tenant.id}/${actor.principalId}/${id}`;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function checkSource({ content, uploadId }: Source): void {
  if ((content === undefined) === (uploadId === undefined)) {
    throw invalidField("content", "Send the file as content, or name its upload by uploadId.", "required");
  }
}

/** The header of a file and its first rows. */
async function head(call: Caller, { format, content, uploadId = "" }: Source, rows: number): Promise<string[][]> {
  const bytes =
    content === undefined
      ? await readObjectStream(uploadKey(call, uploadId), FILE_BYTES_MAX)
      : once(Buffer.from(content, "base64"));
  const found: string[][] = [];
  const { readTable } = await tabular();
  for await (const { cells } of readTable(format, bytes)) {
    found.push(cells.map((cell) => cell.trim()));
    if (found.length > rows) break;
  }
  return found;
}

const columnsFor = (call: Caller, of: Noun): Column[] =>
  columnsOf(of, call.tenant).filter((column) => !column.readOnly);

/** Every field of a mapping must be there, once, and be the caller's to write. */
function checkMapping(call: Caller, of: Noun, mapping: Record<string, string>, header: readonly string[]): void {
  const columns = columnsFor(call, of);
  const { noun } = of.entity;
  const seen = new Set<string>();
  refuse(
    Object.entries(mapping).flatMap(([column, field]) => {
      const path = `mapping.${column}`;
      const error = (code: string, message: string) => [{ path, code, message }];
      const isTwice = seen.has(field);
      seen.add(field);
      if (!header.includes(column)) return error("unknown_field", `The file has no column ${column}.`);
      if (!columns.some((c) => c.field === field)) return error("unknown_field", `The ${noun} has no field ${field}.`);
      return isTwice ? error("duplicate", `Two columns are mapped to ${field}.`) : [];
    }),
  );
  const written = Object.values(mapping).reduce(
    (row, field) => withValueAt(row, field, ""),
    {} as Record<string, unknown>,
  );
  const fixed = call.access.fixedFields(noun, written);
  if (fixed.length > 0) throw new Fault("forbidden", `You may not change ${fixed.join(", ")}.`);
}

function checkKey(call: Caller, of: Noun, mapping: Record<string, string>, upsertBy: string): void {
  const keys = keysOf(tenantEntity(of.entity, call.tenant));
  if (!keys.includes(upsertBy)) throw invalidField("upsertBy", `upsertBy must be one of ${keys.join(", ")}.`);
  if (!Object.values(mapping).includes(upsertBy)) throw invalidField("upsertBy", `No column is mapped to ${upsertBy}.`);
}

async function savedMappings(call: Caller, of: Noun) {
  const sources = [sourceOf(importMapping, "all")];
  const keep = (row: { noun: string; archived?: boolean }): boolean => row.noun === of.entity.noun && !row.archived;
  return (await call.table.list(importMapping, { sources, keep, limit: MAPPINGS_MAX })).rows;
}

/** Keeps a mapping under its name, in place of an earlier one. */
async function keepMapping(call: Caller, of: Noun, name: string, mapping: Record<string, string>): Promise<void> {
  const { noun } = of.entity;
  const known = (await savedMappings(call, of)).find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (known) await call.table.replace(importMapping, known, changed(call, known, { mapping }));
  else await call.table.create(importMapping, { ...fresh(call, importMapping), name, noun, mapping });
}

const upload = route({
  method: "POST",
  path: "/v1/uploads",
  permission: "jobs.write",
  summary: "Opens an upload for a table file; PUT the file to the address in the answer, then import it by its id.",
  body: z.strictObject({ format: Format }),
  reply: z.object({ id: z.string(), uploadUrl: z.string(), contentType: z.string() }),
  status: 201,
  example: { body: { format: "xlsx" } },
  run: async (call) => {
    const id = call.newId("fil");
    const contentType = CONTENT_TYPES[call.body.format];
    return { id, contentType, uploadUrl: await presignedPut(uploadKey(call as never, id), contentType) };
  },
});

const EXAMPLE = { noun: "account", format: "csv", content: Buffer.from("名称\n示例导入有限公司\n").toString("base64") };

const suggest = route({
  method: "POST",
  path: "/v1/imports/suggest",
  permission: "jobs.write",
  summary: "Reads the head of a table file and suggests which column holds which field.",
  body: Source,
  reply: z.object({
    columns: z.array(z.object({ column: z.string(), field: z.string().nullable(), samples: z.array(z.string()) })),
    mapping: Mapping,
    fields: z.array(z.object({ field: z.string(), label: z.string(), kind: z.string() })),
    keys: z.array(z.string()),
    /** Saved mappings that fit this file. */
    saved: z.array(z.object({ id: z.string(), name: z.string(), mapping: Mapping })),
  }),
  bodyBytesMax: BODY_BYTES,
  example: { body: EXAMPLE },
  run: async (call) => {
    const caller = call as never as Caller;
    checkSource(call.body);
    const of = listedNoun(caller, call.body.noun, "write");
    const [header = [], ...rows] = await head(caller, call.body, SAMPLES);
    const columns = columnsFor(caller, of);
    const mapping = suggested(header, columns);
    const saved = (await savedMappings(caller, of)).filter((row) =>
      Object.keys(row.mapping).every((column) => header.includes(column)),
    );
    return {
      columns: header.map((column, at) => ({
        column,
        field: mapping[column] ?? null,
        samples: rows.map((cells) => cells[at] ?? ""),
      })),
      mapping,
      fields: columns.map(({ field, label, kind }) => ({ field, label, kind })),
      keys: keysOf(tenantEntity(of.entity, call.tenant)),
      saved,
    };
  },
});

const ImportInput = Source.extend({
  /** Column → field; suggested from the header where it is left out. */
  mapping: Mapping.optional(),
  /** A field that only one record can have: rows of records that are there change them. */
  upsertBy: text(60).optional(),
  /** Tells what would come of it, and writes nothing. */
  dryRun: z.boolean().optional(),
  saveMappingAs: text(100).optional(),
});

async function begin(call: Call<z.output<typeof ImportInput>>): Promise<unknown> {
  const caller: Caller = call as never;
  const { format, content, uploadId = "", upsertBy, dryRun, saveMappingAs } = call.body;
  checkSource(call.body);
  const of = listedNoun(caller, call.body.noun, "write");
  const [header = []] = await head(caller, call.body, 0);
  const mapping = call.body.mapping ?? suggested(header, columnsFor(caller, of));
  if (Object.keys(mapping).length === 0) throw invalidField("mapping", "No column of this file is known; map them.");
  checkMapping(caller, of, mapping, header);
  if (upsertBy) checkKey(caller, of, mapping, upsertBy);
  const id = call.newId(job.prefix);
  const key = content ? fileKey({ tenantId: call.tenant.id, jobId: id }, "source") : uploadKey(caller, uploadId);
  if (content) await writeObject(key, Buffer.from(content, "base64"), CONTENT_TYPES[format]);
  if (saveMappingAs) await keepMapping(caller, of, saveMappingAs, mapping);
  const params = { format, source: key, mapping, ...(upsertBy && { upsertBy }), ...(dryRun && { dryRun }) };
  return start(caller, { kind: "import", of, params, id });
}

const imports = route({
  method: "POST",
  path: "/v1/imports",
  permission: "jobs.write",
  summary: "Imports a table file in the background; a dry run tells all that is wrong with it and writes nothing.",
  body: ImportInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  bodyBytesMax: BODY_BYTES,
  example: { body: { ...EXAMPLE, dryRun: true } },
  run: (call) => begin(call as never),
});

const mappings = crud({
  entity: importMapping,
  module: "jobs",
  path: "/v1/import-mappings",
  input: ImportMappingInput,
  view: ImportMapping,
  filters: ["noun"],
  prepare: (_call, { noun }) => {
    if (nouns.some((of) => of.entity.noun === noun)) return {};
    throw invalidField("noun", `noun must be one of ${nouns.map(({ entity }) => entity.noun).join(", ")}.`);
  },
  example: { body: { name: "官网表单", noun: "account", mapping: { 公司名称: "name" } } },
  patchExample: { body: { mapping: { 客户名称: "name" } } },
});

export const importRoutes: Route[] = [upload, suggest, imports, ...mappings];
