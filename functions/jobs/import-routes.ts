import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { presignedPut } from "../../shared/objects.ts";
import { text } from "../../shared/schema.ts";
import { ENCODINGS } from "../../shared/tabular/types.ts";
import { type Language, languageOf } from "../../shared/words/language.ts";
import { CONTENT_TYPES, FileFormat, Format, uploadKey } from "./files.ts";
import { Notice } from "./notices.ts";
import { FormsInput, ImportMapping, ImportMappingInput, JobView, Mapping, ValuesInput } from "./schema.ts";
import { importMapping, job } from "./table.ts";

/** Bytes of a file that comes in the call itself. */
const CONTENT_BYTES_MAX = 200_000;
/** Base 64 takes four characters for three bytes; the rest of the body is small. */
const BODY_BYTES = 300_000;

const uploadId = z.string().regex(/^fil_[0-9A-Za-z]{6,40}$/, "must be the id of an upload");
const source = {
  format: Format,
  /** The file in base 64, if it is small. */
  content: z
    .base64()
    .max(Math.ceil(CONTENT_BYTES_MAX / 3) * 4)
    .optional(),
  uploadId: uploadId.optional(),
  encoding: z
    .enum(ENCODINGS)
    .optional()
    .describe("What a text file is written in, where that is neither UTF-8 nor GB18030, which are told by themselves."),
};
const Source = z.strictObject({ noun: text(50), ...source });

const upload = route({
  method: "POST",
  path: "/v1/uploads",
  permission: "jobs.write",
  summary: "Opens an upload for a file; PUT it to the address in the answer, then name it by its id where it is read.",
  body: z.strictObject({ format: FileFormat.describe("What the file is.") }),
  reply: z.object({ id: z.string(), uploadUrl: z.string(), contentType: z.string() }),
  status: 201,
  example: { body: { format: "xlsx" } },
  run: async (call) => {
    const id = call.newId("fil");
    const contentType = CONTENT_TYPES[call.body.format];
    return { id, contentType, uploadUrl: await presignedPut(uploadKey(call, id), contentType) };
  },
});

const EXAMPLE = { noun: "account", format: "csv", content: Buffer.from("名称\n示例导入有限公司\n").toString("base64") };

/** The language of whoever imports: that of the call, else the tenant's. */
const spokenTo = ({ headers, tenant }: Pick<Call, "headers" | "tenant">): Language =>
  languageOf(headers["accept-language"], tenant.locale);

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
    /** Columns that nothing is read from, or that are written in two ways. */
    notices: z.array(Notice),
    /** How columns are written, as far as the rows that were looked at tell. */
    forms: FormsInput,
    /** Saved mappings that fit this file. */
    saved: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        mapping: Mapping,
        forms: FormsInput.optional(),
        values: ValuesInput.optional(),
      }),
    ),
  }),
  bodyBytesMax: BODY_BYTES,
  example: { body: EXAMPLE },
  run: async (call) => {
    const { suggestion } = await import("./import-begin.ts");
    return suggestion(call, call.body, spokenTo(call));
  },
});

const ImportInput = Source.extend({
  /** Column → field; suggested from the header where it is left out. */
  mapping: Mapping.optional(),
  forms: FormsInput.optional().describe(
    "How columns are written whose cells leave it open, by their headers; a dry run and a refusal name them.",
  ),
  values: ValuesInput.optional().describe(
    "What texts of a column mean, by its header: the user, department or option that a name of another program stands for; an empty text leaves the field out.",
  ),
  unknownOwners: z
    .enum(["importer", "refuse"])
    .optional()
    .describe(
      "What becomes of rows that name an owner or a department that is not there: read without it, so that whoever imports owns what is new, or refused. The first, unless told otherwise.",
    ),
  /** A field that only one record can have: rows of records that are there change them. */
  upsertBy: text(60).optional(),
  /** Tells what would come of it, and writes nothing. */
  dryRun: z.boolean().optional(),
  saveMappingAs: text(100).optional(),
});

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
  run: async (call) => {
    const { begin } = await import("./import-begin.ts");
    return begin(call, call.body, spokenTo(call));
  },
});

const mappings = crud({
  entity: importMapping,
  module: "jobs",
  path: "/v1/import-mappings",
  input: ImportMappingInput,
  view: ImportMapping,
  filters: ["noun"],
  prepare: async (_call, { noun }) => {
    const { nouns } = await import("../nouns.ts");
    const written = nouns.filter((card) => !card.readOnly);
    if (written.some((card) => card.noun === noun)) return {};
    throw invalidField("noun", `noun must be one of ${written.map((card) => card.noun).join(", ")}.`);
  },
  example: { body: { name: "官网表单", noun: "account", mapping: { 公司名称: "name" } } },
  patchExample: { body: { mapping: { 客户名称: "name" } } },
});

export const importRoutes: Route[] = [upload, suggest, imports, ...mappings];
