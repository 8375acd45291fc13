import * as z from "zod";
import { phonesAsked } from "../records/phones.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import { todayOf } from "../today.ts";
import { pageOfItems, pageOfRows, positionOf } from "./expand.ts";
import { compileList } from "./query.ts";
import { load } from "./record.ts";
import {
  type Call,
  type Example,
  type ListDeclaration,
  type ListQuestion,
  type Permission,
  type Route,
  route,
} from "./route.ts";
import { aNoun } from "./words.ts";

/** What a list answers. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

type Plan = NonNullable<ReturnType<typeof compileList>>;

export type ListSpec<E extends Entity> = {
  entity: E;
  path: string;
  permission: Permission;
  summary?: string;
  view: z.ZodType;
  filters?: readonly (keyof RowOf<E> & string)[];
  ranges?: readonly (keyof RowOf<E> & string)[];
  /** The row as it is shown, where it is not shown as it is stored. */
  show?(row: RowOf<E>, call: Call<unknown, unknown>): unknown;
  /** Where a row holds several items: the items as they are shown, what they can be filtered by, and their shape. */
  items?: { of(row: RowOf<E>): Record<string, unknown>[]; filters: readonly string[]; shape: z.ZodObject };
  aliases?: Readonly<Record<string, string>>;
  questions?: Readonly<Record<string, ListQuestion>>;
  /** Amounts that a count adds up, each currency for itself. */
  sums?: readonly string[];
  /** Fields that make up a partition of the table itself, which is read whole where a filter names one. */
  partition?: { field: keyof RowOf<E> & string; skPrefix: string };
  /** Set where the tenant's own fields may be filtered by. */
  custom?: object;
  example?: Example;
};

/** One page of rows: of an index, or of a partition of the table where the query names one. */
async function rowsOf<E extends Entity>(call: Call<unknown, unknown>, spec: ListSpec<E>, plan: Plan, after?: string) {
  const { entity, partition } = spec;
  const query = { ...plan.list, after };
  const value = partition && plan.equal[partition.field];
  if (value === undefined) return call.table.list(entity, query);
  const rows = await call.table.collect(entity, { [partition!.field]: value }, partition!.skPrefix);
  return pageOfRows(entity, query, rows as AnyRow[]);
}

/** One page of what the rows hold. */
async function itemsPage<E extends Entity>(call: Call<unknown, unknown>, spec: ListSpec<E>, plan: Plan) {
  const wanted = Object.entries(plan.ofItems);
  const itemsOf = (row: AnyRow) =>
    (spec.items?.of(row as RowOf<E>) ?? []).filter((item) => wanted.every(([field, value]) => item[field] === value));
  const position = positionOf(plan.list.after);
  const keep = (row: AnyRow): boolean => plan.list.keep?.(row) === true && itemsOf(row).length > 0;
  const page = await rowsOf(call, spec, { ...plan, list: { ...plan.list, keep } }, position.after);
  return pageOfItems(spec.entity, plan.list, page as { rows: AnyRow[]; next?: string }, position, itemsOf);
}

function declarationOf<E extends Entity>(spec: ListSpec<E>): ListDeclaration {
  const { entity, aliases = {}, items: parts } = spec;
  const sorts = Object.values(entity.indexes)
    .filter((i) => !i.when)
    .map((i) => i.sorts);
  return {
    entity,
    filters: [...(spec.filters ?? []), ...Object.keys(aliases), ...(parts?.filters ?? [])],
    ranges: spec.ranges ?? ["createdAt"],
    sorts: [...new Set([...sorts, ...entity.orders])],
    aliases,
    ...(spec.questions && { questions: spec.questions }),
    custom: spec.custom !== undefined,
    items: parts?.shape,
  };
}

/** Rows that one call counts before it hands out a cursor to go on with. */
export const COUNT_ROWS_EXAMINED_MAX = 5_000;

/** How many rows pass a list's filters; `complete` says whether that is all, and `nextCursor` where to go on. */
export const Count = z.object({ count: z.int(), complete: z.boolean(), nextCursor: z.string().nullable() });
/** The same of records that have amounts: what they come to, each currency for itself. */
const Sums = z.object({ currency: z.string(), count: z.int(), amounts: z.record(z.string(), z.int()) });
const CountWithSums = Count.extend({ sums: z.array(Sums) });

/** What the amounts of some rows come to, each currency for itself, as far as the caller may see them. */
function summed(
  { access }: Call<unknown, unknown>,
  { noun }: Entity,
  names: readonly string[],
  rows: readonly AnyRow[],
) {
  const seen = names.filter((name) => !access.isClosed(noun, name));
  return [...Map.groupBy(rows, ({ currency }) => String(currency))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, some]) => ({
      ...{ currency, count: some.length },
      amounts: Object.fromEntries(
        seen.map((name) => [name, some.reduce((sum, row) => sum + Number(row[name] ?? 0), 0)] as const),
      ),
    }));
}

/** The route that counts what a list would show. What one call has counted is added to what the next one counts. */
export function countRoute<E extends Entity>(spec: ListSpec<E>): Route {
  const list = declarationOf(spec);
  return route({
    method: "GET",
    path: spec.path,
    permission: spec.permission,
    summary: `Counts ${spec.entity.plural}; where one call does not reach the end, its cursor goes on counting.`,
    noun: spec.entity.noun,
    reply: spec.sums ? CountWithSums : Count,
    example: {},
    list,
    run: async (call) => {
      const plan = compileList(list, call.access, await phonesAsked(call, spec.entity), todayOf(call));
      const amounts = (rows: readonly AnyRow[]) => spec.sums && { sums: summed(call, spec.entity, spec.sums, rows) };
      if (!plan) return { count: 0, complete: true, nextCursor: null, ...amounts([]) };
      const query = { ...plan.list, limit: COUNT_ROWS_EXAMINED_MAX, examine: COUNT_ROWS_EXAMINED_MAX };
      const page = await call.table.list(spec.entity, query);
      const nextCursor = plan.seal(page.next);
      const rows = page.rows as AnyRow[];
      return { count: rows.length, complete: nextCursor === null, nextCursor, ...amounts(rows) };
    },
  });
}

/** The list route of a noun: declared filters, ranges and sorts, compiled to key queries. */
export function listRoute<E extends Entity>(spec: ListSpec<E>): Route {
  const { entity, show, items: parts } = spec;
  const list = declarationOf(spec);
  return route({
    method: "GET",
    path: spec.path,
    permission: spec.permission,
    summary: spec.summary ?? `Lists ${entity.plural}.`,
    noun: entity.noun,
    reply: pageOf(spec.view),
    example: spec.example ?? {},
    list,
    run: async (call) => {
      const plan = compileList(list, call.access, await phonesAsked(call, entity), todayOf(call));
      if (!plan) return { items: [], nextCursor: null };
      if (parts) {
        const { items, next } = await itemsPage(call, spec, plan);
        return { items, nextCursor: plan.seal(next) };
      }
      // What orders texts is loaded with the first list that asks for it.
      const page = plan.order
        ? await (await import("./ordered.ts")).orderedPage(call.table, entity, plan.list, plan.order)
        : await call.table.list(entity, plan.list);
      const rows = page.rows as RowOf<E>[];
      const items = show ? await Promise.all(rows.map((row) => show(row, call))) : rows;
      return { items, nextCursor: plan.seal(page.next) };
    },
  });
}

type ReadSpec<E extends Entity> = Pick<ListSpec<E>, "entity" | "path" | "permission" | "summary" | "view" | "show">;

/** The route that reads one row, as the caller may see it. `path` ends in `/{id}`. */
export function readRoute<E extends Entity>({ entity, path, permission, summary, view, show }: ReadSpec<E>): Route {
  return route({
    method: "GET",
    path,
    permission,
    summary: summary ?? `Reads ${aNoun(entity.noun)}.`,
    noun: entity.noun,
    reply: view,
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const row = await load(call, entity);
      return show ? show(row, call) : row;
    },
  });
}
