import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { listRoute, pageOf, readRoute } from "../../shared/http/lists.ts";
import { changed, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { presignedGet } from "../../shared/objects.ts";
import { adviceRunRoutes } from "./advice-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { contentTypeOf, KEPT_DAYS } from "./files.ts";
import { importRoutes } from "./import-routes.ts";
import { offboardRoutes } from "./offboard-routes.ts";
import { fileKey, readPage } from "./pages.ts";
import { PRIVACY_KINDS, privacyRoutes } from "./privacy-routes.ts";
import { type Cursor, type ItemResult, ItemResult as ItemView, JobView, OUTCOMES, UNDOABLE } from "./schema.ts";
import { statementRoutes } from "./statement-routes.ts";
import { type JobRow, job } from "./table.ts";
import { undoRoutes } from "./undo-routes.ts";

const PATH = "/v1/jobs";
const one = { noun: job.noun, reply: JobView, example: { params: { id: "{id}" } } };
const MS_OF_A_DAY = 86_400_000;

/** A file holds what its starter may see, so it is handed to nobody else. */
async function withFile(row: JobRow, call: Call<unknown, unknown>): Promise<object> {
  const name = row.result?.file;
  const isStarter = row.createdBy === call.actor.principalId;
  if (typeof name !== "string" || !isStarter || row.state !== "done") return row;
  const urlOf = (file: string): Promise<string> =>
    presignedGet(fileKey({ tenantId: call.tenant.id, jobId: row.id }, file), {
      name: file,
      contentType: contentTypeOf(file),
    });
  const volumes = (row.result?.volumes ?? []) as { file: string }[];
  const downloads = await Promise.all(volumes.map(async ({ file }) => ({ name: file, url: await urlOf(file) })));
  return { ...row, downloadUrl: await urlOf(name), ...(downloads.length > 0 && { downloads }) };
}

const list = listRoute({
  entity: job,
  path: PATH,
  permission: "jobs.read",
  view: JobView,
  filters: ["kind", "state", "noun", "createdBy"],
});

const read = readRoute({
  entity: job,
  path: `${PATH}/{id}`,
  permission: "jobs.read",
  summary: "How far a job is, what came of it, and where its file can be fetched.",
  view: JobView,
  show: withFile,
});

const ItemsQuery = z.strictObject({
  outcome: z.enum(OUTCOMES).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

/** Pages that one call looks through for outcomes that few items have. */
const PAGES_EXAMINED_MAX = 20;
const ITEMS_DEFAULT = 50;

/** Items of a job from a place on: a page, and how many of it have been shown. */
async function itemsFrom(
  place: { tenantId: string; jobId: string },
  row: JobRow,
  at: [number, number],
  wanted: z.output<typeof ItemsQuery>,
) {
  const limit = wanted.limit ?? ITEMS_DEFAULT;
  const isBack = row.cursor.stage === "undo";
  const pages = row.cursor.page;
  const items: ItemResult[] = [];
  let [page, offset] = at;
  for (let examined = 0; page < pages && examined < PAGES_EXAMINED_MAX; examined++) {
    const number = isBack ? (row.cursor.worked ?? 0) - page - 1 : page;
    const all = await readPage<ItemResult>(place, isBack ? "undo" : "results", number);
    for (; offset < all.length; offset++) {
      const item = all[offset] as ItemResult;
      if (wanted.outcome && item.outcome !== wanted.outcome) continue;
      if (items.length === limit) return { items, next: [page, offset] };
      items.push(item);
    }
    [page, offset] = [page + 1, 0];
  }
  return { items, next: page < pages ? [page, offset] : undefined };
}

const items = route({
  method: "GET",
  path: `${PATH}/{id}/items`,
  permission: "jobs.read",
  summary: "What came of each item of a job so far; of a job that is taken back, what came of that.",
  query: ItemsQuery,
  reply: pageOf(ItemView),
  example: { params: { id: "{id}" }, query: { outcome: "failed" } },
  run: async (call) => {
    const row = await load(call, job);
    const { cursor } = call.query;
    const bound = `${row.id} ${call.query.outcome ?? ""} ${row.cursor.stage === "undo"}`;
    const cursors = cursorsOf(call.tenant.sealingKey, bound);
    const from = cursors.opened(cursor) ?? "[0,0]";
    const place = { tenantId: call.tenant.id, jobId: row.id };
    const page =
      row.kind === "export" || PRIVACY_KINDS.includes(row.kind)
        ? { items: [] }
        : await itemsFrom(place, row, JSON.parse(from), call.query);
    const next = "next" in page ? page.next : undefined;
    return { items: page.items, nextCursor: cursors.sealed(next && JSON.stringify(next)) };
  },
});

const cancel = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "jobs.write",
  summary:
    "Ends a job after the page it works on; what it has done stays, and can be taken back. One that has ended stays so.",
  run: async (call) => {
    const row = await load(call, job);
    if (row.state !== "queued" && row.state !== "running") return row;
    const fields = row.state === "queued" ? { state: "cancelled", endedAt: call.now } : { cancelling: true };
    return call.table.replace(job, row, changed(call, row, fields));
  },
});

/**
 * Where taking a job back begins: also at the page at which it ended, of which some items may have taken effect. One that
 * was broken off while it was taken back goes on there.
 */
function backward(cursor: Cursor): Cursor {
  if (cursor.stage === "undo") return cursor;
  const isBegun = cursor.stage === "work" && cursor.page < cursor.planned;
  const worked = cursor.page + (isBegun ? 1 : 0);
  return { ...cursor, stage: "undo", worked, page: 0, ...(isBegun && { begun: cursor.page }) };
}

const undo = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/undo`,
  permission: "jobs.write",
  summary: "Takes back what a batch or an import has done, except where others have changed the same fields since.",
  run: async (call) => {
    const row = await load(call, job);
    if (row.state === "undoing" || row.state === "undone") return row;
    if (!UNDOABLE.includes(row.kind))
      throw new Fault("invalid_state", `What ${row.kind} has done cannot be taken back.`);
    if (row.state === "queued" || row.state === "running") {
      throw new Fault("invalid_state", "The job is still at work; cancel it first, or wait for its end.");
    }
    if (Date.parse(call.now) - Date.parse(row.createdAt) > KEPT_DAYS * MS_OF_A_DAY) {
      throw new Fault("invalid_state", `A job can be taken back for ${KEPT_DAYS} days.`);
    }
    const worksFor = call.actor.principalId;
    const fields = { state: "undoing", cursor: backward(row.cursor), worksFor };
    return call.table.replace(job, row, changed(call, row, fields));
  },
});

export const routes: Route[] = [
  ...importRoutes,
  ...exportRoutes,
  ...offboardRoutes,
  ...statementRoutes,
  ...adviceRunRoutes,
  ...undoRoutes,
  ...privacyRoutes,
  list,
  read,
  items,
  cancel,
  undo,
];
