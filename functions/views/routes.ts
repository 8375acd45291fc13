import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { pageOf } from "../../shared/http/lists.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { route } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { nouns } from "../nouns.ts";
import { checkRoom, guarded, keptSharing, shownSharing, usable, usableRows } from "../users/shared-with.ts";
import { countOfView, rowsOfView } from "./rows.ts";
import { orderOf, VIEWS_ALL, type ViewRow } from "./rules.ts";
import { View, ViewCount, ViewInput, ViewRows } from "./schema.ts";
import { view } from "./table.ts";

const PATH = "/v1/views";
/** Views that one tenant may have. */
export const VIEWS_MAX = 1_000;
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

async function nounOf(call: Caller, name: string): Promise<Noun> {
  const found = nouns.find(({ noun }) => noun === name);
  if (!found) {
    const may = nouns.map(({ noun }) => noun);
    throw invalidField("noun", `noun must be one of ${may.join(", ")}.`);
  }
  call.access.need(`${found.module}.read`, "This view");
  return found.load();
}

/** Every field that a view names must be there. */
async function checked(call: Caller, given: Pick<ViewRow, "noun" | "filter" | "columns" | "sort">): Promise<object> {
  const of = await nounOf(call, given.noun);
  checkedFields(call.access, of, given.filter);
  const fields = filterFields(of, call.tenant);
  const shape = Object.keys(of.entity.schema.shape);
  const wrong = (given.columns ?? []).findIndex((column) => !fields.has(column) && !shape.includes(column));
  if (wrong >= 0) throw invalidField(`columns.${wrong}`, `There is no field ${given.columns?.[wrong]} to show.`);
  const { field } = orderOf(given.sort);
  const kind = fields.get(field)?.kind;
  if (!kind || kind === "ids" || kind === "multiEnum") throw invalidField("sort", `Rows cannot be sorted by ${field}.`);
  return {};
}

const list = route({
  method: "GET",
  path: PATH,
  permission: "views.read",
  summary: "The views that the caller may use: their own and those shared with them.",
  query: z.strictObject({ noun: z.string().max(50).optional() }),
  reply: pageOf(View),
  example: { query: { noun: "account" } },
  run: async (call) => {
    const all = await usableRows(call, view, VIEWS_ALL);
    const { noun } = call.query;
    const shown = all.filter((row) => !noun || row.noun === noun);
    return { items: shown.map((row) => shownSharing(row, call)), nextCursor: null };
  },
});

const Page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(2_000).optional(),
});

const rows = route({
  method: "GET",
  path: `${PATH}/{id}/rows`,
  permission: "views.read",
  summary: "The rows of a view that the caller may see; what one call does not reach goes on with its cursor.",
  query: Page,
  reply: ViewRows,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await usable(call, view, call.params.id ?? "", VIEWS_ALL);
    return rowsOfView({ call, of: await nounOf(call, row.noun), view: row }, call.query.limit, call.query.cursor);
  },
});

const count = route({
  method: "GET",
  path: `${PATH}/{id}/count`,
  permission: "views.read",
  summary: "How many rows a view has; the counts of the calls that its cursor leads to add up.",
  query: Page.pick({ cursor: true }),
  reply: ViewCount,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await usable(call, view, call.params.id ?? "", VIEWS_ALL);
    return countOfView({ call, of: await nounOf(call, row.noun), view: row }, call.query.cursor);
  },
});

const [create, , ...others] = crud({
  entity: view,
  module: "views",
  path: PATH,
  input: ViewInput,
  view: View,
  show: shownSharing,
  prepare: async (call, input) => {
    await checkRoom(call, view, VIEWS_MAX);
    return { ...(await checked(call, input)), ...(await keptSharing(call, input)), ownerId: call.actor.principalId };
  },
  revise: async (call, before, patch: Pick<Partial<ViewRow>, "sharedWith">) => {
    const merged = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
    return { ...(await checked(call, Object.fromEntries(merged) as ViewRow)), ...(await keptSharing(call, patch)) };
  },
  example: {
    body: {
      noun: "account",
      name: "我的新客户",
      filter: {
        all: [
          { field: "ownerId", op: "eq", value: "$me" },
          { field: "createdAt", op: "gte", value: { last: 30, unit: "day" } },
        ],
      },
      columns: ["name", "ownerId", "createdAt"],
      sort: "-createdAt",
    },
  },
  patchExample: { body: { sharedWith: { roles: ["sales"] } } },
});

export const routes: Route[] = [create as Route, list, ...guarded(view, VIEWS_ALL, others), rows, count];
