import * as z from "zod";
import { once } from "../once.ts";
import type { Noun, NounSpec } from "../records/noun.ts";
import { shown } from "../records/shown.ts";
import type { Change } from "../records/write.ts";
import type { AnyRow, Entity } from "../table/entity.ts";
import { countRoute, listRoute, readRoute } from "./lists.ts";
import { checkShown, load } from "./record.ts";
import { type Call, type Route, route } from "./route.ts";
import { aNoun, spoken } from "./words.ts";

type AnyCall = Call<unknown, unknown>;

/** The way of writing is loaded with the first call that writes. */
const writing = once(() => import("../records/write.ts"));

/**
 * All fields of an input optional; those that a row may be without can be cleared by `null`. What is only optional since a
 * new row begins with a value of its own cannot.
 */
export function patchOf(input: z.ZodObject, row: z.ZodObject): z.ZodObject {
  const shape = Object.entries(input.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const isOptional = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
    const inner = isOptional ? ((schema as z.ZodOptional).unwrap() as z.ZodType) : schema;
    const isAlwaysThere = name in row.shape && !(row.shape[name] as z.ZodType).safeParse(undefined).success;
    return [name, isOptional && !isAlwaysThere ? inner.nullable().optional() : inner.optional()];
  });
  return z
    .strictObject(Object.fromEntries(shape))
    .refine((patch) => Object.keys(patch).length > 0, "name at least one field");
}

const oneOf = (of: Noun) => ({
  noun: of.entity.noun,
  reply: of.view,
  example: { params: { id: "{id}" } },
});

/** Commits a change and shows what came of it. */
async function made(call: AnyCall, of: Noun, change: Change): Promise<unknown> {
  checkShown(of.entity, change.after);
  const { commit } = await writing();
  return shown(call, of, await commit(call, change));
}

function createRoute(of: Noun): Route {
  const { entity } = of;
  const id = z.string().regex(new RegExp(`^${entity.prefix}_[0-9A-Za-z]{6,40}$`));
  return route({
    ...oneOf(of),
    method: "POST",
    path: of.path,
    permission: `${of.module}.write`,
    summary: `Creates ${aNoun(entity.noun)}.`,
    body: of.input.extend({ id: id.optional() }).strict(),
    status: 201,
    example: of.example,
    run: async (call: AnyCall) => {
      const { id, ...given } = call.body as Record<string, unknown>;
      const { creation } = await writing();
      return made(call, of, await creation(call, of, given, id as string | undefined));
    },
  });
}

function patchRoute(of: Noun): Route {
  return route({
    ...oneOf(of),
    method: "PATCH",
    path: `${of.path}/{id}`,
    permission: `${of.module}.write`,
    summary: `Changes fields of ${aNoun(of.entity.noun)}; null clears an optional one.`,
    body: patchOf(of.input, of.entity.schema),
    example: { params: { id: "{id}" }, ...of.patchExample },
    run: async (call: AnyCall) => {
      const row = (await load(call, of.entity)) as AnyRow;
      const { revision } = await writing();
      return made(call, of, await revision(call, of, row, call.body as Record<string, unknown>));
    },
  });
}

function flagRoute(of: Noun, archived: boolean): Route {
  const { noun } = of.entity;
  return route({
    ...oneOf(of),
    method: "POST",
    path: `${of.path}/{id}/${archived ? "archive" : "restore"}`,
    permission: `${of.module}.write`,
    summary: archived
      ? `Archives ${aNoun(noun)}: it stays readable and leaves the lists.`
      : `Brings an archived ${spoken(noun)} back.`,
    action: archived
      ? { name: "archive", label: { "zh-CN": "归档", en: "Archive" }, from: of.states?.archiveIn }
      : { name: "restore", label: { "zh-CN": "恢复", en: "Restore" } },
    run: async (call: AnyCall) => {
      const row = (await load(call, of.entity)) as AnyRow;
      if (archived === (row.archived === true)) return shown(call, of, row);
      const { putAway } = await writing();
      return made(call, of, await putAway(call, of, row, archived));
    },
  });
}

/** List, count and read of a noun. */
export function readRoutes(of: Noun, summary?: string): Route[] {
  const show = (row: AnyRow, call: AnyCall) => shown(call, of, row);
  const reading = { ...of, show, permission: `${of.module}.read` as const };
  return [
    listRoute({ ...reading, example: {} }),
    ...(of.listed ? [countRoute({ ...reading, path: `${of.path}/count`, example: {} })] : []),
    readRoute({ ...reading, path: `${of.path}/{id}`, ...(summary && { summary }) }),
  ];
}

/**
 * Create, read, list, count, change, archive and restore of a noun. Archived rows stay readable and leave the lists,
 * unless asked for by `?archived=true`.
 */
export function crud<E extends Entity, I extends z.ZodObject>(spec: NounSpec<E, I>): Route[] {
  const of = spec as unknown as Noun;
  return [createRoute(of), ...readRoutes(of), patchRoute(of), flagRoute(of, true), flagRoute(of, false)];
}
