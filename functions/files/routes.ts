import * as z from "zod";
import { checkQuota } from "../../shared/auth/licence.ts";
import { later } from "../../shared/duration.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { changed, checkShown, fresh, loaded } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { PRESIGNED_SECONDS, presignedGet, presignedPut } from "../../shared/objects.ts";
import { idOf } from "../../shared/schema.ts";
import type { Action } from "../../shared/table/action.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { stillOpen } from "../../shared/table/sealed.ts";
import { write } from "../../shared/table/table.ts";
import { entityOf, nounOfId, related } from "../related.ts";
import { FileInput, FileView } from "./schema.ts";
import { checkAttachable, isTheirs, seesRecord } from "./seen.ts";
import { type FileRow, file, incomingKey, keptKey } from "./table.ts";

const PATH = "/v1/files";
type AnyCall = Call<unknown, unknown>;

const oneOf = { noun: file.noun, reply: FileView, example: { params: { id: "{id}" } } };

/** A file of a record that the caller sees; all else is as if it did not exist. */
async function fileOf(call: AnyCall): Promise<FileRow> {
  const row = await call.table.get(file, call.params.id ?? "");
  if (!isTheirs(call, row) || !(await seesRecord(call, row.relatedTo))) throw notFound(file.noun, row.id);
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    throw new Fault("precondition_failed", `The file has version ${row.version}, not ${call.ifMatch}.`);
  }
  if (!call.writes) checkShown(file, row);
  return row;
}

/** The writes by which a record is still open to its files. */
async function openTo({ table }: AnyCall, { noun, id }: FileRow["relatedTo"]): Promise<Action[]> {
  const entity = await entityOf(noun);
  return entity ? stillOpen(table, entity, [id]) : [];
}

/** Files are removed by whoever has put them there, and by those who may change the record. */
async function checkRemoves(call: AnyCall, row: FileRow): Promise<void> {
  if (row.uploaderId === call.actor.principalId) return;
  const entity = await entityOf(row.relatedTo.noun);
  if (entity) await loaded({ ...call, ifMatch: undefined }, entity, row.relatedTo.id);
}

const open = route({
  ...oneOf,
  method: "POST",
  path: PATH,
  permission: "files.write",
  summary: "Attaches a file to a record; PUT its bytes to uploadUrl, with the content type that was declared.",
  body: FileInput.extend({ id: idOf(file.prefix).optional() }).strict(),
  status: 201,
  example: {
    body: {
      name: "会议纪要.pdf",
      contentType: "application/pdf",
      sizeBytes: 1_024,
      relatedTo: { noun: "account", id: "{accountId}" },
    },
  },
  run: async (call) => {
    await checkQuota(call.tenant.licence, "storageBytes");
    const { id, ...given } = call.body;
    checkAttachable(call, given.relatedTo.noun);
    const { accountIds } = await related(call, [given.relatedTo], () => "relatedTo.id");
    const { principalId, departmentId } = call.actor;
    const row: FileRow = {
      ...fresh(call, file, id),
      ...given,
      state: "waiting",
      relatedId: given.relatedTo.id,
      ...(accountIds.length > 0 && { accountIds }),
      uploaderId: principalId,
      ...(departmentId && { departmentId }),
    };
    await call.table.commit([write.create(file, row), ...(await openTo(call, row.relatedTo))]);
    const { contentType, sizeBytes } = given;
    return { ...row, uploadUrl: await presignedPut(incomingKey(call.tenant.id, row.id), contentType, sizeBytes) };
  },
});

const list = route({
  method: "GET",
  path: PATH,
  permission: "files.read",
  summary: "Lists the files of one record, the newest first.",
  noun: file.noun,
  query: z.strictObject({
    relatedTo: z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record"),
    archived: z.enum(["true", "false"]).default("false"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).optional(),
  }),
  reply: pageOf(FileView),
  example: { query: { relatedTo: "{accountId}" } },
  run: async (call) => {
    const { relatedTo, archived, limit, cursor } = call.query;
    const bound = JSON.stringify(["files", relatedTo, archived, call.actor.principalId]);
    const cursors = cursorsOf(
      call.tenant.sealingKey,
      bound,
      "This cursor is not of this list; use the nextCursor of the same query.",
    );
    const after = cursors.opened(cursor);
    const noun = nounOfId(relatedTo) as FileRow["relatedTo"]["noun"] | undefined;
    if (!noun || !(await seesRecord(call, { noun, id: relatedTo }))) return { items: [], nextCursor: null };
    const page = await call.table.list(file, {
      sources: [sourceOf(file, "parent", { relatedId: relatedTo })],
      descending: true,
      limit,
      after,
      keep: (row) => (row.archived === true) === (archived === "true") && isTheirs(call, row),
    });
    return { items: page.rows, nextCursor: cursors.sealed(page.next) };
  },
});

const read = route({
  ...oneOf,
  method: "GET",
  path: `${PATH}/{id}`,
  permission: "files.read",
  summary: "Reads what is known of a file, and whether it is ready.",
  run: async (call) => fileOf(call),
});

const download = route({
  method: "GET",
  path: `${PATH}/{id}/download`,
  permission: "files.read",
  summary: "An address from which the file can be read for a quarter of an hour, without a credential.",
  reply: z.object({ url: z.string(), expiresAt: z.string() }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await fileOf(call);
    if (row.state !== "ready" || row.archived) {
      const why = row.archived ? "removed" : row.state;
      throw new Fault("invalid_state", `The file is ${why}; only one that is ready can be read.`);
    }
    const url = await presignedGet(keptKey(call.tenant.id, row.id), row);
    return { url, expiresAt: later(call.now, PRESIGNED_SECONDS * 1_000) };
  },
});

const flag = (archived: boolean): Route =>
  route({
    ...oneOf,
    method: "POST",
    path: `${PATH}/{id}/${archived ? "archive" : "restore"}`,
    permission: "files.write",
    summary: archived
      ? "Removes a file from its record: it is kept, and can be listed with archived=true."
      : "Brings a removed file back.",
    run: async (call) => {
      const row = await fileOf(call);
      await checkRemoves(call, row);
      if (archived === (row.archived === true)) return row;
      const after = changed(call, row, { archived: archived ? true : null });
      await call.table.commit([write.replace(file, row, after), ...(await openTo(call, row.relatedTo))]);
      return after;
    },
  });

export const routes: Route[] = [open, list, read, download, flag(true), flag(false)];
