import * as z from "zod";
import { Fault, notFound } from "../fault.ts";
import type { Action } from "../table/action.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { pageOfItems, pageOfRows, positionOf } from "./expand.ts";
import { compileList } from "./query.ts";
import { type Call, type Example, type ListDeclaration, type Permission, type Route, route } from "./route.ts";

/** What a list answers. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A row by the path's id, as the caller may see it: another's is a 404, a wrong `If-Match` a 412. */
export async function load<E extends Entity>(
  call: Call<never, never>,
  entity: E,
  id = call.params.id ?? "",
): Promise<RowOf<E>> {
  const row = await call.table.get(entity, id);
  if (!call.access.sees(entity, row)) throw notFound(entity.noun, id);
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    throw new Fault("precondition_failed", `The ${entity.noun} has version ${row.version}, not ${call.ifMatch}.`);
  }
  return row;
}

/** The fields that every new row begins with. */
export function fresh(
  call: Call<never, never>,
  entity: Entity,
  id?: string,
): { id: string; version: 1; createdAt: string; updatedAt: string } {
  return { id: id ?? call.newId(entity.prefix), version: 1, createdAt: call.now, updatedAt: call.now };
}

/** The row after a change: next version, now. `null` clears a field. */
export function changed<R extends { version: number }>(call: Call<never, never>, row: R, fields: object): R {
  const next = { ...row, ...fields, version: row.version + 1, updatedAt: call.now } as Record<string, unknown>;
  for (const [name, value] of Object.entries(next)) if (value === null) delete next[name];
  return next as unknown as R;
}

/** Entities that reference fields point to. */
export type References = Record<string, Entity>;

/** Refuses ids that name nothing in this tenant; every wrong field is told. */
export async function checkReferences(call: Call<never, never>, references: References, fields: object): Promise<void> {
  const named = Object.entries(references).flatMap(([field, entity]) => {
    const id = (fields as Record<string, unknown>)[field];
    return typeof id === "string" ? [{ field, entity, id }] : [];
  });
  const found = await Promise.all(named.map(({ entity, id }) => call.table.find(entity, id)));
  const errors = named
    .filter(({ entity }, n) => !found[n] || !call.access.sees(entity, found[n]))
    .map(({ field, entity, id }) => ({
      path: field,
      code: "unknown_reference",
      message: `There is no ${entity.noun} ${id}.`,
    }));
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
}

type Plan = NonNullable<ReturnType<typeof compileList>>;

type ListSpec<E extends Entity> = {
  entity: E;
  path: string;
  permission: Permission;
  summary?: string;
  view: z.ZodType;
  filters?: readonly (keyof RowOf<E> & string)[];
  ranges?: readonly (keyof RowOf<E> & string)[];
  /** The row as it is shown, where it is not shown as it is stored. */
  show?(row: RowOf<E>, call: Call<never, never>): unknown;
  /** Where a row holds several items: the items as they are shown, what they can be filtered by, and their shape. */
  items?: { of(row: RowOf<E>): Record<string, unknown>[]; filters: readonly string[]; shape: z.ZodObject };
  aliases?: Readonly<Record<string, string>>;
  /** Fields that make up a partition of the table itself, which is read whole where a filter names one. */
  partition?: { field: keyof RowOf<E> & string; skPrefix: string };
  example?: Example;
};

/** One page of rows: of an index, or of a partition of the table where the query names one. */
async function rowsOf<E extends Entity>(call: Call<never, never>, spec: ListSpec<E>, plan: Plan, after?: string) {
  const { entity, partition } = spec;
  const query = { ...plan.list, after };
  const value = partition && plan.equal[partition.field];
  if (value === undefined) return call.table.list(entity, query as never);
  const rows = await call.table.collect(entity, { [partition!.field]: value }, partition!.skPrefix);
  return pageOfRows(entity, query, rows as AnyRow[]);
}

/** One page of what the rows hold. */
async function itemsPage<E extends Entity>(call: Call<never, never>, spec: ListSpec<E>, plan: Plan) {
  const wanted = Object.entries(plan.ofItems);
  const itemsOf = (row: AnyRow) =>
    (spec.items?.of(row as RowOf<E>) ?? []).filter((item) => wanted.every(([field, value]) => item[field] === value));
  const position = positionOf(plan.list.after);
  const keep = (row: AnyRow): boolean => plan.list.keep?.(row) === true && itemsOf(row).length > 0;
  const page = await rowsOf(call, spec, { ...plan, list: { ...plan.list, keep } }, position.after);
  return pageOfItems(spec.entity, plan.list, page as { rows: AnyRow[]; next?: string }, position, itemsOf);
}

/** The list route of a noun: declared filters, ranges and sorts, compiled to key queries. */
export function listRoute<E extends Entity>(spec: ListSpec<E>): Route {
  const { entity, show } = spec;
  const sorts = [
    ...new Set(
      Object.values(entity.indexes)
        .filter((i) => !i.when)
        .map((i) => i.sorts),
    ),
  ];
  const { aliases = {}, items: parts } = spec;
  const list: ListDeclaration = {
    entity,
    filters: [...(spec.filters ?? []), ...Object.keys(aliases), ...(parts?.filters ?? [])],
    ranges: spec.ranges ?? ["createdAt"],
    sorts,
    aliases,
    items: parts?.shape,
  };
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
      const plan = compileList(list, call.access, call.query as Record<string, string>);
      if (!plan) return { items: [], nextCursor: null };
      if (parts) {
        const { items, next } = await itemsPage(call as never, spec, plan);
        return { items, nextCursor: next === undefined ? null : plan.seal(next) };
      }
      const page = await call.table.list(entity, plan.list as never);
      const rows = page.rows as RowOf<E>[];
      const items = show ? await Promise.all(rows.map((row) => show(row, call as never))) : rows;
      return { items, nextCursor: page.next === undefined ? null : plan.seal(page.next) };
    },
  });
}

type CrudSpec<E extends Entity, I extends z.ZodObject> = Omit<
  ListSpec<E>,
  "path" | "permission" | "example" | "summary"
> & {
  /** The module of the permissions `<module>.read` and `<module>.write`. */
  module: string;
  path: string;
  /** What a caller may write. A patch takes any of it, and `null` clears what is optional. */
  input: I;
  references?: References;
  /** Fills in and checks what a new row needs beyond its input. */
  prepare?(call: Call<z.output<I>, never>, input: z.output<I>): Promise<object> | object;
  /** Checks a patch and adds what follows from it. */
  revise?(call: Call<never, never>, before: RowOf<E>, patch: object): Promise<object> | object;
  /** Other rows that change with this one, in the same transaction (`before` is absent for a create). */
  alongside?(call: Call<never, never>, after: RowOf<E>, before?: RowOf<E>): Promise<Action[]> | Action[];
  /** Throws where a row may not be archived as it stands. */
  checkArchive?(row: RowOf<E>): void;
  example: Example;
  patchExample?: Example;
};

/** All fields of an input optional; those that were optional may be cleared by `null`. */
export function patchOf(input: z.ZodObject): z.ZodObject {
  const shape = Object.entries(input.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const isOptional = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
    const inner = isOptional ? ((schema as z.ZodOptional).unwrap() as z.ZodType) : schema;
    return [name, isOptional ? inner.nullable().optional() : inner.optional()];
  });
  return z
    .strictObject(Object.fromEntries(shape))
    .refine((patch) => Object.keys(patch).length > 0, "name at least one field");
}

type AnyCall = Call<never, never>;

const oneOf = (spec: CrudSpec<Entity, z.ZodObject>) => ({
  noun: spec.entity.noun,
  reply: spec.view,
  example: { params: { id: "{id}" } },
});

const shownBy = <E extends Entity>(spec: CrudSpec<E, z.ZodObject>, row: RowOf<E>, call: AnyCall): unknown =>
  spec.show ? spec.show(row, call) : row;

/** Writes a row's new fields with what changes beside it. */
async function change<E extends Entity>(
  spec: CrudSpec<E, z.ZodObject>,
  call: AnyCall,
  row: RowOf<E>,
  fields: object,
): Promise<unknown> {
  const after = changed(call, row, fields);
  const others = (await spec.alongside?.(call, after, row)) ?? [];
  await call.table.commit([write.replace(spec.entity, row, after), ...others]);
  return shownBy(spec, after, call);
}

function createRoute(spec: CrudSpec<Entity, z.ZodObject>): Route {
  const { entity, references = {} } = spec;
  const id = z.string().regex(new RegExp(`^${entity.prefix}_[0-9A-Za-z]{6,40}$`));
  return route({
    ...oneOf(spec),
    method: "POST",
    path: spec.path,
    permission: `${spec.module}.write`,
    summary: `Creates a ${entity.noun}.`,
    body: spec.input.extend({ id: id.optional() }).strict(),
    status: 201,
    example: spec.example,
    run: async (call: AnyCall) => {
      const { id, ...given } = call.body as Record<string, unknown>;
      await checkReferences(call, references, given);
      const more = (await spec.prepare?.(call, given)) ?? {};
      const row = { ...fresh(call, entity, id as string | undefined), ...given, ...more };
      const others = (await spec.alongside?.(call, row)) ?? [];
      await call.table.commit([write.create(entity, row), ...others]);
      return shownBy(spec, row, call);
    },
  });
}

function patchRoute(spec: CrudSpec<Entity, z.ZodObject>): Route {
  return route({
    ...oneOf(spec),
    method: "PATCH",
    path: `${spec.path}/{id}`,
    permission: `${spec.module}.write`,
    summary: `Changes fields of a ${spec.entity.noun}; null clears an optional one.`,
    body: patchOf(spec.input),
    example: { params: { id: "{id}" }, ...spec.patchExample },
    run: async (call: AnyCall) => {
      const row = await load(call, spec.entity);
      const patch = call.body as object;
      await checkReferences(call, spec.references ?? {}, patch);
      const more = (await spec.revise?.(call, row, patch)) ?? {};
      return change(spec, call, row, { ...patch, ...more });
    },
  });
}

function flagRoute(spec: CrudSpec<Entity, z.ZodObject>, archived: boolean): Route {
  const { noun } = spec.entity;
  return route({
    ...oneOf(spec),
    method: "POST",
    path: `${spec.path}/{id}/${archived ? "archive" : "restore"}`,
    permission: `${spec.module}.write`,
    summary: archived
      ? `Archives a ${noun}: it stays readable and leaves the lists.`
      : `Brings an archived ${noun} back.`,
    run: async (call: AnyCall) => {
      const row = (await load(call, spec.entity)) as AnyRow;
      if (archived === (row.archived === true)) return shownBy(spec, row, call);
      if (archived) spec.checkArchive?.(row);
      return change(spec, call, row, { archived: archived ? true : null });
    },
  });
}

/**
 * Create, read, list, change, archive and restore of a noun. Archived rows stay readable and leave the lists, unless
 * asked for by `?archived=true`.
 */
export function crud<E extends Entity, I extends z.ZodObject>(typed: CrudSpec<E, I>): Route[] {
  const spec = typed as unknown as CrudSpec<Entity, z.ZodObject>;
  const read = route({
    ...oneOf(spec),
    method: "GET",
    path: `${spec.path}/{id}`,
    permission: `${spec.module}.read`,
    summary: `Reads a ${spec.entity.noun}.`,
    run: async (call: AnyCall) => shownBy(spec, await load(call, spec.entity), call),
  });
  return [
    createRoute(spec),
    listRoute({ ...spec, permission: `${spec.module}.read`, example: {} }),
    read,
    patchRoute(spec),
    flagRoute(spec, true),
    flagRoute(spec, false),
  ];
}
