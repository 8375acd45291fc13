import * as z from "zod";
import { notFound } from "../../shared/fault.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { checkShown, load } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { DuplicateView } from "../../shared/records/duplicates.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { shown } from "../../shared/records/write.ts";
import { idOf } from "../../shared/schema.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { comparableOf, duplicatesOf, seen, shownDuplicate } from "../duplicates.ts";
import type { Merging } from "./begin.ts";
import type { MergeRow } from "./forward.ts";
import { MERGEABLE } from "./kinds.ts";
import { refusalOf } from "./refusal.ts";
import { scanRoutes } from "./scan.ts";
import { MergePreview, MergeView, mergeInput } from "./schema.ts";
import { merge } from "./table.ts";

const DUPLICATES_MAX = 50;
const MERGES_MAX = 50;

const view = ({ absorbed, ...row }: MergeRow): z.output<typeof MergeView> => ({
  ...row,
  changed: absorbed.map(({ fromId, changes }) => ({ fromId, fields: changes.map(({ field }) => field) })),
});

/** The record that stays, with how far the merge has come. */
async function answer(call: Call<unknown, unknown>, of: Noun, row: MergeRow): Promise<object> {
  const target = (await call.table.get(of.entity, row.targetId)) as AnyRow;
  return { ...(await shown(call, of, target)), merge: view(row) };
}

/** A merge itself is loaded where one is made: looking for duplicates needs nothing of it. */
const acts = async () => ({ ...(await import("./begin.ts")), ...(await import("./run.ts")) });

async function merged(call: Caller, of: Noun, merging: Merging): Promise<MergeRow> {
  const { begin, run } = await acts();
  return run(call, await begin(call, of, merging));
}

async function parted(call: Caller, of: Noun, targetId: string, mergeId: string | undefined): Promise<MergeRow> {
  const { run, turnRound } = await acts();
  return run(call, await turnRound(call, of, targetId, mergeId));
}

const ACTIONS = {
  merge: { name: "merge", label: { "zh-CN": "合并", en: "Merge" } },
  unmerge: { name: "unmerge", label: { "zh-CN": "撤销合并", en: "Undo the merge" } },
};

function previewRoute(of: Noun): Route {
  const { plural, prefix } = of.entity;
  return route({
    method: "POST",
    path: `${of.path}/{id}/merge/preview`,
    permission: `${of.module}.write`,
    summary: `Shows what a merge would make of these ${plural}, field by field, and what it would move; nothing is written.`,
    body: mergeInput(idOf(prefix)),
    reply: MergePreview,
    example: { params: { id: "{id}" }, body: { from: ["{otherId}"] } },
    run: async (call) => {
      const { preview } = await import("./preview.ts");
      return preview(call, of, { ...call.body, targetId: call.params.id ?? "" });
    },
  });
}

/** What was merged into a record, and what may be the same. */
function readingOf(of: Noun): Route[] {
  const { plural } = of.entity;
  const path = `${of.path}/{id}`;
  const params = { id: "{id}" };
  return [
    route({
      method: "GET",
      path: `${path}/merges`,
      permission: `${of.module}.read`,
      summary: `What was merged into one of the ${plural}, newest first.`,
      reply: pageOf(MergeView),
      example: { params },
      run: async (call) => {
        const { id } = await load(call, of.entity);
        const sources = [sourceOf(merge, "parent", { targetId: id })];
        const page = await call.table.list(merge, { sources, descending: true, limit: MERGES_MAX });
        return { items: page.rows.map(view), nextCursor: null };
      },
    }),
    route({
      method: "GET",
      path: `${path}/duplicates`,
      permission: `${of.module}.read`,
      summary: "The leads, accounts and contacts that may be the same, each with the reasons, the likeliest first.",
      reply: pageOf(DuplicateView),
      example: { params },
      run: async (call) => {
        const row = (await load(call, of.entity)) as AnyRow;
        const compared = comparableOf(row)?.compared(row) ?? {};
        const found = seen(call, await duplicatesOf(call, compared, row.id));
        return { items: found.slice(0, DUPLICATES_MAX).map(shownDuplicate), nextCursor: null };
      },
    }),
  ];
}

function routesOf(of: Noun): Route[] {
  const { noun, plural, prefix } = of.entity;
  const common = { noun, permission: `${of.module}.write` as const };
  const reply = (of.view as z.ZodObject).extend({ merge: MergeView });
  const path = `${of.path}/{id}`;
  const params = { id: "{id}" };
  return [
    route({
      ...common,
      method: "POST",
      path: `${path}/merge`,
      action: ACTIONS.merge,
      summary: `Takes other ${plural} in, field by field, with all that hangs on them: wholly or not at all. It can be undone.`,
      body: mergeInput(idOf(prefix)),
      reply,
      example: { params, body: { from: ["{otherId}"], fields: { name: "{id}" } } },
      run: async (call) => {
        const row = await merged(call, of, {
          ...call.body,
          id: call.newId(merge.prefix),
          targetId: call.params.id ?? "",
        });
        if (row.state === "refused") throw refusalOf(row);
        return answer(call, of, row);
      },
    }),
    previewRoute(of),
    route({
      ...common,
      method: "POST",
      path: `${path}/unmerge`,
      action: ACTIONS.unmerge,
      summary:
        "Undoes the latest merge, or the named one, or goes on with it where it was halted; what was changed since stays.",
      body: z.strictObject({ mergeId: idOf(merge.prefix).optional() }),
      reply,
      example: { params, body: {} },
      run: async (call) => {
        return answer(call, of, await parted(call, of, call.params.id ?? "", call.body.mergeId));
      },
    }),
    ...readingOf(of),
  ];
}

/** Which records it merged says who may read it, so the call itself needs no more than to look for records. */
const read = route({
  method: "GET",
  path: "/v1/merges/{id}",
  permission: "search.read",
  summary: "Reads how a merge stands and what came of it; of one that was refused, why.",
  noun: merge.noun,
  reply: MergeView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await call.table.get(merge, call.params.id ?? "");
    const of = MERGEABLE.find(({ entity: { noun } }) => noun === row.noun);
    const target = of && call.access.can(`${of.module}.read`) && (await call.table.find(of.entity, row.targetId));
    if (!target || !call.access.sees(of.entity, target)) throw notFound(merge.noun, row.id);
    checkShown(merge, row);
    return view(row);
  },
});

export const routes: Route[] = [...scanRoutes, ...MERGEABLE.flatMap(routesOf), read];
