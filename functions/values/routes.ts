import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { load, loaded } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { idOf } from "../../shared/schema.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import { valueModelNoun } from "./noun.ts";
import { Ranked, Suggestions, ValueView } from "./schema.ts";
import { accountValue, type ModelRow, type ValueRow, valueId, valueModel } from "./table.ts";

const PATH = valueModelNoun.path;
const LIMIT_MAX = 200;
const LIMIT = 50;
/** Values that one call looks at before it hands out a cursor to go on with. */
const LOOKED_MAX = 1_000;
const WHY_PARTS = 3;
const SUGGESTED_MAX = 10;

/** The model that is named, else the default one. */
async function modelOf(call: Caller, modelId: string | undefined): Promise<ModelRow> {
  if (modelId) return loaded(call, valueModel, modelId);
  const all = await unarchived(call.table, valueModel);
  const found = all.find(({ isDefault }) => isDefault) ?? all[0];
  if (!found) throw new Fault("invalid_state", `There is no value model yet; make one first (POST ${PATH}).`);
  return found;
}

/** Whoever may not see what a value is made of does not see the value. */
async function checkMay(call: Caller, model: ModelRow): Promise<void> {
  const { formulasOf, isFigure, MADE_OF } = await import("./numbers.ts");
  const used = [...formulasOf(call.tenant, model).values()].flatMap(({ uses }) => uses);
  const own = used.filter((name) => !isFigure(name)).map((name) => name.split(".")[0] ?? name);
  checkUsable(call.access, account.noun, own);
  if (!used.some(isFigure)) return;
  for (const [noun, fields] of Object.entries(MADE_OF)) checkUsable(call.access, noun, fields);
}

const valueRoute = route({
  method: "GET",
  path: "/v1/accounts/{id}/value",
  permission: "values.read",
  summary:
    "What a customer is worth by a value model as things now stand: existing, potential and model value, part by part.",
  query: z.strictObject({
    modelId: idOf("vmo").optional().describe("By which model; the default one, unless told."),
  }),
  reply: ValueView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const about = await load(call, account);
    const model = await modelOf(call, call.query.modelId);
    await checkMay(call, model);
    const { isFor, worthOf } = await import("./reckon.ts");
    if (!isFor(call, model, about)) throw invalidField("modelId", `${model.name} is not for this account.`);
    const [value, night] = await Promise.all([
      worthOf(call, model, about),
      call.table.find(accountValue, valueId(model.id, about.id)),
    ]);
    const scoreMax = model.metrics.reduce((sum, { weight }) => sum + weight, 0);
    return { ...value, scoreMax, ...(night && { best: night.best, fallenOn: night.fallenOn }) };
  },
});

const Query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT).describe("How many; 50, unless told."),
  cursor: z.string().max(2_000).optional().describe("The nextCursor of the call before."),
});
type Ranking = Call<unknown, z.output<typeof Query>>;

const rankedOf = ({ access }: Caller, row: ValueRow, name: string): z.output<typeof Ranked> => {
  const { accountId, score, existingPoints, potentialPoints, modelPoints, on, fallenOn, parts } = row;
  const why = [...parts]
    .sort((a, b) => b.points - a.points)
    .slice(0, WHY_PARTS)
    .map(({ key, label, points, weight }) => ({ key, ...(label && { label }), points, weight }));
  return {
    ...{ accountId, ...(!access.isClosed(account.noun, "name") && { name }), score },
    ...{ existingPoints, potentialPoints, modelPoints, on, ...(fallenOn && { fallenOn }), why },
  };
};

/** The accounts that the caller sees, the most valuable first. */
async function ranked(call: Ranking, model: ModelRow) {
  const { limit, cursor } = call.query;
  const bound = `values ${model.id} ${call.actor.principalId}`;
  const cursors = cursorsOf(call.tenant.sealingKey, bound);
  let after = cursors.opened(cursor);
  const items: z.output<typeof Ranked>[] = [];
  const sources = [sourceOf(accountValue, "parent", { modelId: model.id })];
  for (let looked = 0; looked < LOOKED_MAX && items.length < limit; ) {
    const page = await call.table.list(accountValue, { sources, descending: true, limit: limit - items.length, after });
    const accounts = await call.table.getMany(
      account,
      page.rows.map(({ accountId }) => accountId),
    );
    for (const row of page.rows) {
      const about = accounts.get(row.accountId);
      if (about && !about.archived && call.access.sees(account, about)) items.push(rankedOf(call, row, about.name));
    }
    after = page.next;
    if (after === undefined) break;
    looked += page.rows.length;
  }
  return { items, nextCursor: cursors.sealed(after) };
}

const ranking = route({
  method: "GET",
  path: `${PATH}/{id}/ranking`,
  permission: "values.read",
  summary: "The customers whom one sees, the most valuable first, as of the last night, and what makes them so.",
  query: Query,
  reply: z.object({ items: z.array(Ranked), nextCursor: z.string().nullable() }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const model = await load(call, valueModel);
    await checkMay(call, model);
    return ranked(call, model);
  },
});

const suggestions = route({
  method: "GET",
  path: "/v1/accounts/{id}/suggestions",
  permission: "values.read",
  summary:
    "Products that others have bought together with what this customer has, and it has not: the most frequent first.",
  reply: Suggestions,
  example: { params: { id: "{id}" } },
  run: async (call: Call<unknown>) => {
    const { id: accountId } = await load(call, account);
    checkUsable(call.access, order.noun, ["lines", "status", "accountId"]);
    const { boughtWith } = await import("./pairs.ts");
    const range = { from: `${order.prefix}#`, to: `${order.prefix}#\uffff` };
    const sources = [sourceOf(order, "account", { accountId })];
    const keep = (row: { status: string; archived?: boolean | undefined }) => row.status === "signed" && !row.archived;
    const orders = await Array.fromAsync(call.table.each(order, { sources, range, keep }));
    const seen = orders.filter((row) => call.access.sees(order, row));
    const has = new Set(seen.flatMap(({ lines }) => lines.map(({ productId }) => productId)));
    const found = [...(await boughtWith(call.table, [...has]))].filter(([id]) => !has.has(id));
    const counted = found
      .map(([productId, by]) => ({ productId, by, orders: [...by.values()].reduce((sum, n) => sum + n, 0) }))
      .sort((a, b) => b.orders - a.orders || (a.productId < b.productId ? -1 : 1));
    const products = await call.table.getMany(
      product,
      counted.map(({ productId }) => productId),
    );
    const items = counted
      .filter(({ productId }) => products.get(productId)?.archived !== true)
      .slice(0, SUGGESTED_MAX)
      .map(({ productId, by, orders: n }) => {
        const name = products.get(productId)?.name;
        const most = [...by].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, WHY_PARTS);
        return { productId, ...(name && { name }), orders: n, boughtWith: most.map(([id]) => id) };
      });
    return { items };
  },
});

export const routes: Route[] = [...crud(valueModelNoun), ranking, valueRoute, suggestions];
