import * as z from "zod";
import type { Action } from "../table/action.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { type ListSpec, listRoute, readRoute } from "./lists.ts";
import { changed, checkReferences, fresh, load, type References } from "./record.ts";
import { type Call, type Example, type Route, route } from "./route.ts";
import { aNoun, spoken } from "./words.ts";

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
    summary: `Creates ${aNoun(entity.noun)}.`,
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
    summary: `Changes fields of ${aNoun(spec.entity.noun)}; null clears an optional one.`,
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
      ? `Archives ${aNoun(noun)}: it stays readable and leaves the lists.`
      : `Brings an archived ${spoken(noun)} back.`,
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
  return [
    createRoute(spec),
    listRoute({ ...spec, permission: `${spec.module}.read`, example: {} }),
    readRoute({ ...spec, path: `${spec.path}/{id}`, permission: `${spec.module}.read` }),
    patchRoute(spec),
    flagRoute(spec, true),
    flagRoute(spec, false),
  ];
}
