import { isDeepStrictEqual } from "node:util";
import { Access } from "../../shared/auth/access.ts";
import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { parsed } from "../../shared/http/issues.ts";
import { changed, fresh } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { currentContext } from "../users/context.ts";
import { COLLECTIONS, type Collection } from "./calls.ts";
import type { Mode, Part } from "./mode.ts";
import type { PresetPart } from "./schema.ts";
import { type PresetRow, preset, presetId } from "./table.ts";
import { usesIn } from "./uses.ts";

const TRIES_MAX = 5;
const FIELDS = "/v1/custom-fields";

type At = Collection & { path: string };

const at = async (path: string): Promise<At> => {
  const load = COLLECTIONS[path];
  if (!load) throw new Error(`No preset knows ${path}.`);
  return { ...(await load()), path };
};

/** The parts of a mode in the language of the tenant. */
export const partsOf = ({ tenant }: Pick<Caller, "tenant">, mode: Mode): readonly Part[] =>
  mode.parts((zh, en) => (tenant.locale === "zh-CN" ? zh : en));

export const partId = async (mode: string, { key, path }: Pick<Part, "key" | "path">): Promise<string> =>
  hashedId((await at(path)).entity.prefix, `preset\n${mode}\n${key}`);

/** The caller with the tenant's fields and roles as they are now: a part may need what an earlier one has brought. */
async function renewed(call: Caller): Promise<Caller> {
  const tenant = await currentContext(call.tenant.id, call.table);
  return { ...call, tenant, access: new Access(call.actor, tenant) };
}

/** Makes the call that people make, with the caller's own rights. */
async function called(call: Caller, { routes, path }: At, below: string, params: object, body?: object): Promise<void> {
  const route = routes.find((one) => one.method === "POST" && one.path === path + below);
  if (!route) throw new Error(`${path}${below} is not served.`);
  call.access.need(route.permission, `${path}${below}`);
  const given = route.body ? parsed(route.body, body) : undefined;
  const made = { ...call, params, body: given, query: {}, ifMatch: undefined };
  await route.run(made as Call<unknown, unknown>);
}

const saidOf = (row: AnyRow, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));

/** What stands in a part's way, told and not thrown; what may pass is thrown. */
function refusalOf(error: unknown): string {
  if (!(error instanceof Fault) || error.status >= 500 || isRaced(error)) throw error;
  return error.detail;
}

/** A part as it is after an installation: made, brought back where a removal had put it away, or left as it stands. */
async function installed(call: Caller, mode: string, part: Part, known: PresetPart | undefined): Promise<PresetPart> {
  const { key, path, body } = part;
  const of = await at(path);
  const id = hashedId(of.entity.prefix, `preset\n${mode}\n${key}`);
  const find = async () => (await call.table.find(of.entity, id)) as AnyRow | undefined;
  const base = { key, path, id };
  const brought = async (): Promise<PresetPart> => {
    const before = await find();
    if (!before) await called(call, of, "", {}, { ...body, id });
    else if (before.archived && known?.state === "removed") await called(call, of, "/{id}/restore", { id });
    const row = (await find()) as AnyRow;
    const made = before && known?.made ? known.made : saidOf(row, Object.keys(body));
    return { ...base, state: "there", made };
  };
  try {
    // Another who brings it at the same moment has brought it.
    return await anew(TRIES_MAX, brought, (error) => isOvertaken(error) || isRaced(error));
  } catch (error) {
    return { ...base, state: "refused", note: refusalOf(error) };
  }
}

/** A part as it is after a removal: put away, or kept where somebody has changed it or works with it. */
async function removed(call: Caller, part: PresetPart, uses: ReturnType<typeof usesIn>): Promise<PresetPart> {
  if (part.state !== "there" && part.state !== "kept") return part;
  const { made = {}, note: _note, ...base } = part;
  const of = await at(part.path);
  const kept = (note: string): PresetPart => ({ ...base, made, state: "kept", note });
  const putAway = async (): Promise<PresetPart> => {
    const row = (await call.table.find(of.entity, part.id)) as AnyRow | undefined;
    if (!row || row.archived) return { ...base, made, state: "removed" };
    if (!isDeepStrictEqual(saidOf(row, Object.keys(made)), made)) return kept("It was changed since.");
    const use = await uses(of.entity, row);
    if (use) return kept(use);
    await called(call, of, "/{id}/archive", { id: part.id });
    return { ...base, made, state: "removed" };
  };
  try {
    return await anew(TRIES_MAX, putAway, isRaced);
  } catch (error) {
    return kept(refusalOf(error));
  }
}

async function noted(call: Caller, mode: Mode["mode"], fields: Partial<PresetRow>): Promise<PresetRow> {
  return anew(
    TRIES_MAX,
    async () => {
      const before = await call.table.find(preset, presetId(mode));
      if (before) return call.table.replace(preset, before, changed(call, before, fields) as PresetRow);
      const base = { ...fresh(call, preset, presetId(mode)), mode, state: "removed" as const, parts: [] };
      return call.table.create(preset, { ...base, ...fields });
    },
    isOvertaken,
  );
}

/** Brings all parts of a mode; once more it brings what is missing, and changes nothing of what is there. */
export async function install(call: Caller, mode: Mode): Promise<PresetRow> {
  const before = await call.table.find(preset, presetId(mode.mode));
  const known = new Map(before?.parts.map((part) => [part.key, part]));
  const parts: PresetPart[] = [];
  let by = call;
  let isOld = false;
  for (const part of partsOf(call, mode)) {
    if (part.path !== FIELDS && isOld) by = await renewed(by);
    isOld = part.path === FIELDS;
    parts.push(await installed(by, mode.mode, part, known.get(part.key)));
  }
  const installedAt = before?.state === "installed" ? before.installedAt : call.now;
  return noted(call, mode.mode, { state: "installed", installedAt, removedAt: undefined, parts });
}

/** Puts away what a mode has brought, the last part first; what people have changed stays, and is named. */
export async function remove(call: Caller, mode: Mode): Promise<PresetRow> {
  const before = await call.table.find(preset, presetId(mode.mode));
  const [parts, uses]: [PresetPart[], ReturnType<typeof usesIn>] = [[], usesIn(call)];
  for (const part of [...(before?.parts ?? [])].reverse()) parts.unshift(await removed(call, part, uses));
  const removedAt = before?.state === "removed" ? before.removedAt : call.now;
  return noted(call, mode.mode, { state: "removed", removedAt, parts });
}
