import * as z from "zod";
import { Fault } from "../fault.ts";
import type { Setting } from "../records/setting.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import type { AnyRow } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { changed, checkReferences, fresh, load } from "./record.ts";
import { type Call, type Route, route } from "./route.ts";
import { spoken } from "./words.ts";

/** Whoever names no version replaces whatever stands; so often at most somebody may come first. */
const TRIES_MAX = 5;

type AnyCall = Call<unknown, unknown>;

/** The record whose setting the path names; `If-Match` is about the setting and not about it. */
async function namedBy(call: AnyCall, { of }: Setting): Promise<Record<string, string>> {
  if (!of) return {};
  const { id } = await load({ ...call, ifMatch: undefined }, of.entity);
  return { [of.field]: id };
}

async function replaced(call: AnyCall, of: Setting, naming: Record<string, string>): Promise<AnyRow> {
  const id = of.rowId(Object.values(naming)[0]);
  const before = (await call.table.find(of.entity, id)) as AnyRow | undefined;
  const version = before?.version ?? 0;
  if (call.ifMatch !== undefined && call.ifMatch !== version) {
    throw new Fault("precondition_failed", `The ${spoken(of.noun)} has version ${version}, not ${call.ifMatch}.`);
  }
  if (of.references) await checkReferences(call, of.references, call.body as object, { ...(before && { before }) });
  const { createdAt, updatedAt } = before ?? fresh(call, of.entity, id);
  const body = (await of.prepare?.(call, call.body as never, before)) ?? (call.body as object);
  const given = { id, version: before?.version ?? 1, createdAt, updatedAt, ...naming, ...body };
  const after = before ? changed(call, given, {}) : given;
  await call.table.commit([before ? write.replace(of.entity, before, after) : write.create(of.entity, after)]);
  return after;
}

/**
 * The two routes of a setting: reading it, with the defaults until somebody has written it, and replacing it whole. Whoever
 * replaces it may name the version that they have seen; 0 is that of the defaults.
 */
export function settingRoutes<S extends z.ZodObject>(spec: Setting<S>): Route[] {
  const of = spec as unknown as Setting;
  const { path, schema, example } = of;
  const naming = of.of ? { [of.of.field]: z.string() } : {};
  const params = of.of && { params: { id: "{id}" } };
  const reply = z.object({ ...schema.shape, ...naming, version: z.int().min(0) });
  const told = async (call: AnyCall, row: AnyRow | undefined, named: object) => {
    const said = of.saidBy(row);
    return { ...((await of.shows?.(said, call)) ?? said), ...named };
  };
  const read = route({
    method: "GET",
    path,
    permission: of.reading,
    summary: of.tells,
    reply,
    example: { ...params },
    run: async (call: AnyCall) => {
      const named = await namedBy(call, of);
      const row = await call.table.find(of.entity, of.rowId(Object.values(named)[0]));
      return told(call, row as AnyRow | undefined, named);
    },
  });
  const put = route({
    method: "PUT",
    path,
    permission: of.writing,
    summary: of.replaces,
    body: schema.strict(),
    reply,
    example: { ...params, body: example },
    run: async (call: AnyCall) => {
      const named = await namedBy(call, of);
      for (const id of Object.values(named)) of.of?.checkMay?.(call, id);
      const row = await anew(TRIES_MAX, () => replaced(call, of, named), isOvertaken);
      of.forget(call.tenant.id);
      return told(call, row, named);
    },
  });
  return [read, put];
}
