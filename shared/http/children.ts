import * as z from "zod";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import type { IndexName } from "../table/physical.ts";
import { cursorsOf } from "./cursor.ts";
import { pageOf } from "./lists.ts";
import { load } from "./record.ts";
import { type Call, type Permission, type Route, route } from "./route.ts";

/** Rows of one page, unless a caller asks for fewer. */
const PAGE_MAX = 200;

/** Where the rows stand: in a partition of the table itself, or in an index, below a beginning of their sort keys. */
type Place =
  | { partition(parentId: string): Record<string, unknown>; begins: string }
  | { index: IndexName; values(parentId: string): Record<string, unknown>; begins: string }
  /** A partition of an index that holds further places of rows. */
  | { index: IndexName; places(parentId: string): string; begins: string };

export type ChildSpec<C extends Entity> = {
  parent: Entity;
  child: C;
  path: string;
  permission: Permission;
  summary: string;
  view: z.ZodObject;
  at: Place;
  order: "oldest" | "newest";
  /** The records whose rows it tells, where these are more than the one that is named; they stand in an index. */
  parents?(row: AnyRow): string[];
  /** Throws where the caller may not see what stands under a record that they see. */
  check?(row: AnyRow, call: AnyCall): void;
  /** What this caller is shown of them, where it is not all. */
  keep?(row: RowOf<C>, call: AnyCall): boolean;
  /** Fields that one may ask for by their value. */
  filters?: readonly (keyof RowOf<C> & string)[];
  embeds?: Readonly<Record<string, string>>;
  /** The row as this caller is shown it. */
  show?(row: RowOf<C>, call: AnyCall): object | Promise<object>;
};

type AnyCall = Call<unknown, unknown>;
type Page = { rows: AnyRow[]; next?: string };
type Wanted = { limit: number; after: string | undefined; keep(row: AnyRow): boolean };

/** A page of rows of the table itself, which are few enough to be read together. */
async function pageOfPartition(call: AnyCall, spec: ChildSpec<Entity>, id: string, wanted: Wanted): Promise<Page> {
  if (!("partition" in spec.at)) return { rows: [] };
  const { partition, begins } = spec.at;
  const all = (await call.table.collect(spec.child, partition(id), begins)) as AnyRow[];
  const ordered = (spec.order === "newest" ? all.reverse() : all).filter(wanted.keep);
  const from = wanted.after === undefined ? 0 : ordered.findIndex((row) => row.id === wanted.after) + 1;
  const rows = ordered.slice(from, from + wanted.limit);
  return from + wanted.limit < ordered.length ? { rows, next: rows.at(-1)?.id } : { rows };
}

/** A value as a query string has it: a number is written out there. */
const inQuery = (of: z.ZodType): z.ZodType => (of instanceof z.ZodNumber ? z.coerce.number().pipe(of) : of);

async function pageOfIndex(call: AnyCall, spec: ChildSpec<Entity>, ids: string[], wanted: Wanted): Promise<Page> {
  if (!("index" in spec.at)) return { rows: [] };
  const { at } = spec;
  const { index, begins } = at;
  const sourceFor = (id: string) =>
    "places" in at ? { index, partitions: [at.places(id)], entries: true } : sourceOf(spec.child, index, at.values(id));
  const { rows, next } = await call.table.list(spec.child, {
    sources: ids.map(sourceFor),
    range: { from: begins, to: `${begins}\uffff` },
    descending: spec.order === "newest",
    ...wanted,
  });
  return { rows: rows as AnyRow[], ...(next !== undefined && { next }) };
}

/**
 * The list of what stands under a record: its touches, its amendments, the tiers that it has had. Whoever sees the record
 * sees them, but for those that tell of what is hidden. Filters name values of their fields; a page that is full has a cursor.
 */
export function childRoute<C extends Entity>(given: ChildSpec<C>): Route {
  const spec = given as unknown as ChildSpec<Entity>;
  const { parent, child, path, permission, summary, view, filters = [], embeds } = spec;
  const fields = filters.map((name) => [name, inQuery(child.schema.shape[name] as z.ZodType).optional()]);
  const query = z.strictObject({
    ...Object.fromEntries(fields),
    limit: z.coerce.number().int().min(1).max(PAGE_MAX).optional().describe("Rows of the page."),
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  });
  return route({
    method: "GET",
    path,
    permission,
    summary,
    query,
    reply: pageOf(view),
    ...(embeds && { embeds }),
    example: { params: { id: "{id}" } },
    run: async (call: AnyCall) => {
      const { limit = PAGE_MAX, cursor, ...asked } = call.query as { limit?: number; cursor?: string };
      const row = (await load(call, parent)) as AnyRow;
      const { id } = row;
      spec.check?.(row, call);
      const { sealingKey, id: tenantId } = call.tenant;
      const bound = JSON.stringify([path, tenantId, call.actor.principalId, id, asked]);
      const cursors = cursorsOf(sealingKey, bound);
      const after = cursors.opened(cursor);
      const keep = (row: AnyRow): boolean =>
        (!child.tells || call.access.sees(child, row)) &&
        (spec.keep?.(row as RowOf<C>, call) ?? true) &&
        Object.entries(asked).every(([name, value]) => row[name] === value);
      const wanted = { limit, after, keep };
      const page = await ("index" in spec.at
        ? pageOfIndex(call, spec, spec.parents?.(row) ?? [id], wanted)
        : pageOfPartition(call, spec, id, wanted));
      const shown = spec.show && page.rows.map((row) => spec.show?.(row as RowOf<C>, call));
      const items = shown ? await Promise.all(shown) : page.rows;
      return { items, nextCursor: cursors.sealed(page.next) };
    },
  });
}
