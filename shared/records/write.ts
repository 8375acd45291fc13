import type * as z from "zod";
import { Fault } from "../fault.ts";
import { changed, checkReferences, cleared, fresh } from "../http/record.ts";
import type { Caller } from "../http/route.ts";
import type { Action } from "../table/action.ts";
import type { AnyRow, Entity } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { customValues, fieldsOf, shownValues, tenantEntity } from "./custom.ts";
import { isComputed } from "./fields.ts";
import type { Noun, Writing } from "./noun.ts";
import { checkTransfer } from "./transfer.ts";
import { CUSTOM, customName, valueAt } from "./values.ts";

/** A change of one record that has been checked and is yet to be committed, with what must be committed beside it. */
export type Change = {
  after: AnyRow;
  actions: Action[];
  /** Makes the same change anew, where the product's own choice in it met a limit that others reached first. */
  again?(): Promise<Change>;
  /** The record as an earlier run of this very call has made it, whose answer was lost; the product may have chosen otherwise then. */
  made?(): Promise<AnyRow | undefined>;
};

/** A change with more that is written beside it, however often it is made anew. */
export const beside = (change: Change, more: readonly Action[]): Change => {
  const { again, actions } = change;
  return { ...change, actions: [...actions, ...more], again: again && (async () => beside(await again(), more)) };
};

/** A choice that was refused is made anew this often at most: each time somebody else was quicker. */
const CHOICES_MAX = 20;

type Fields = Record<string, unknown>;

/** The records that a caller names, in declared fields and in custom ones, must be there and be seen. */
function checkNamed(call: Caller, of: Noun, given: Fields): Promise<void> {
  const fields = fieldsOf(call.tenant, of.entity.noun).filter((field) => field.type === "reference");
  const named = fields.flatMap(({ key, references = "" }) => {
    const entity = of.custom?.[references];
    return entity ? [{ path: customName(key), entity }] : [];
  });
  const references = Object.fromEntries(named.map(({ path, entity }) => [path, entity]));
  const values = Object.fromEntries(named.map(({ path }) => [path, valueAt(given, path)]));
  return checkReferences(call, { ...of.references, ...references }, { ...given, ...values });
}

function withCustom(call: Caller, of: Noun, given: Fields, before?: AnyRow): Fields {
  if (!of.custom) return given;
  const fields = fieldsOf(call.tenant, of.entity.noun);
  // A change that says nothing of custom fields does not bring up what was required later.
  if (before && given[CUSTOM] === undefined) return given;
  const values = customValues(fields, given[CUSTOM] as Fields, before && ((before[CUSTOM] ?? {}) as Fields));
  return { ...given, [CUSTOM]: values ?? (before ? null : undefined) };
}

function checkState({ states, entity }: Noun, before: AnyRow, fields: Fields): void {
  const next = states && fields[states.field];
  const from = String(before[states?.field ?? ""]);
  if (!states || next === undefined || next === from) return;
  const allowed = states.next[from] ?? [];
  if (allowed.includes(String(next))) return;
  const may = allowed.length > 0 ? `only ${allowed.join(" or ")}` : "nothing";
  throw new Fault("invalid_state", `The ${entity.noun} is ${from}; after that comes ${may}, not ${next}.`);
}

/** A record with its computed fields; the language of formulas is loaded where the tenant has some on the noun. */
async function computed({ tenant }: Caller, of: Noun, row: AnyRow): Promise<AnyRow> {
  const fields = of.custom && tenant.customFields.get(of.entity.noun);
  if (!fields?.some(isComputed)) return row;
  const { withComputed } = await import("./computed.ts");
  return withComputed(tenant, of, row);
}

const writingOf = async (of: Noun): Promise<Writing<Entity, z.ZodObject>> => (await of.writing?.()) ?? of;

/** A new record, checked and completed, with all that is written beside it. */
export async function creation(call: Caller, of: Noun, input: Fields, id?: string): Promise<Change> {
  await checkNamed(call, of, input);
  await checkTransfer(call, of, input);
  const given = withCustom(call, of, input);
  const hooks = await writingOf(of);
  const more = (await hooks.prepare?.(call, given)) ?? {};
  return making(call, of, { ...given, ...more }, id);
}

/** A new record that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function making(call: Caller, of: Noun, fields: Fields, id?: string): Promise<Change> {
  const hooks = await writingOf(of);
  const row = { ...fresh(call, of.entity, id), ...fields } as AnyRow;
  const whole = cleared({ ...row, ...(await hooks.derive?.(call, row)) }) as AnyRow;
  const after = await computed(call, of, whole);
  const others = (await hooks.alongside?.(call, after)) ?? [];
  const actions = [write.create(tenantEntity(of.entity, call.tenant), after), ...others];
  const again = () => making(call, of, fields, after.id);
  if (id) return { after, actions, again };
  // An id of our own making that is taken at the same instant was taken by this call.
  const made = async (): Promise<AnyRow | undefined> => {
    const row = (await call.table.find(of.entity, after.id)) as AnyRow | undefined;
    return row?.createdAt === call.now ? row : undefined;
  };
  return { after, actions, again, made };
}

/** What a record was taken in by goes on for it: nobody changes it, or brings it back, but by undoing the merge. */
function checkOwn({ entity }: Noun, { mergedInto }: AnyRow & { mergedInto?: string }): void {
  if (mergedInto === undefined) return;
  const detail = `The ${entity.noun} was merged into ${mergedInto}; change that one, or undo the merge.`;
  throw new Fault("invalid_state", detail);
}

/** A change of a record, checked and completed, with all that is written beside it. `null` clears a field. */
export async function revision(call: Caller, of: Noun, before: AnyRow, patch: Fields): Promise<Change> {
  checkOwn(of, before);
  await checkNamed(call, of, patch);
  await checkTransfer(call, of, patch, before);
  checkState(of, before, patch);
  const given = withCustom(call, of, patch, before);
  const hooks = await writingOf(of);
  const more = (await hooks.revise?.(call, before, given)) ?? {};
  return replacement(call, of, before, { ...given, ...more });
}

/** The archiving of a record, or its return, with all that is written beside it. */
export async function putAway(call: Caller, of: Noun, before: AnyRow, archived: boolean): Promise<Change> {
  checkOwn(of, before);
  if (archived && !before.archived) of.checkArchive?.(before);
  return replacement(call, of, before, { archived: archived || null });
}

/** A change that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function replacement(call: Caller, of: Noun, before: AnyRow, fields: Fields): Promise<Change> {
  const hooks = await writingOf(of);
  const next = changed(call, before, fields);
  const derived = (await hooks.derive?.(call, next, before)) ?? {};
  const after = await computed(call, of, cleared({ ...next, ...derived }) as AnyRow);
  const others = (await hooks.alongside?.(call, after, before)) ?? [];
  const actions = [write.replace(tenantEntity(of.entity, call.tenant), before, after), ...others];
  return { after, actions, again: () => replacement(call, of, before, fields) };
}

/** Commits a change and gives the row as it now is. */
export async function commit(call: Caller, change: Change): Promise<AnyRow> {
  for (let [choices, { after, actions, again }] = [1, change]; ; choices++) {
    try {
      await call.table.commit(actions);
      return after;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const earlier = error.code === "duplicate" ? await change.made?.() : undefined;
      if (earlier) return earlier;
      if (!error.again || !again || choices === CHOICES_MAX) throw error;
      ({ after, actions, again } = await again());
    }
  }
}

/** A record as it is shown, but for what the caller's roles hide: that is taken away where replies are made. */
export async function shown(call: Caller, of: Noun, row: AnyRow): Promise<Record<string, unknown>> {
  const seen = of.show ? await of.show(row, call) : row;
  return shownValues(call.tenant, of.entity.noun, seen as AnyRow);
}
