import type * as z from "zod";
import { checkQuota } from "../auth/licence.ts";
import { Fault, type InputError } from "../fault.ts";
import { parsed } from "../http/issues.ts";
import { changed, checkReferences, cleared, fresh, type Named, type References } from "../http/record.ts";
import type { Caller } from "../http/route.ts";
import { spoken } from "../http/words.ts";
import type { Action } from "../table/action.ts";
import type { AnyRow, Entity } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { customValues, fieldsOf, tenantEntity } from "./custom.ts";
import { isComputed } from "./fields.ts";
import type { Noun, Writing } from "./noun.ts";
import { phonesTold, withPhones } from "./phones.ts";
import { checkTransfer } from "./transfer.ts";
import { CUSTOM, customName } from "./values.ts";

export { shown } from "./shown.ts";

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

/** The entities that a noun's fields point to, declared ones and custom ones. */
function referencesOf(call: Caller, of: Noun): References {
  const fields = fieldsOf(call.tenant, of.entity.noun).filter((field) => field.type === "reference");
  const custom = fields.flatMap(({ key, references = "" }) => {
    const entity = of.custom?.[references];
    return entity ? [[customName(key), entity] as const] : [];
  });
  return { ...of.references, ...Object.fromEntries(custom) };
}

/** The records that a caller names, in declared fields and in custom ones: they must be there, be seen and be active. */
const named = (call: Caller, of: Noun, given: Fields, before?: Fields, errors?: InputError[]): Promise<Named> =>
  checkReferences(call, referencesOf(call, of), given, { before, errors });

function withCustom(call: Caller, of: Noun, given: Fields, before?: AnyRow): Fields {
  if (!of.custom) return given;
  const fields = fieldsOf(call.tenant, of.entity.noun);
  // A change that says nothing of custom fields does not bring up what was required later.
  if (before && given[CUSTOM] === undefined) return given;
  const values = customValues(fields, given[CUSTOM] as Fields, before && ((before[CUSTOM] ?? {}) as Fields));
  return { ...given, [CUSTOM]: values ?? (before ? null : undefined) };
}

const stateOf = ({ states }: Noun, row: Fields): string | undefined =>
  states && row[states.field] !== undefined ? String(row[states.field]) : undefined;

/** The states hold on every path: after one comes only what the table names. */
function checkState(of: Noun, before: AnyRow, after: Fields): void {
  const [from, to] = [stateOf(of, before), stateOf(of, after)];
  if (!of.states || from === undefined || to === undefined || from === to) return;
  const allowed = of.states.next[from] ?? [];
  if (allowed.includes(to)) return;
  const may = allowed.length > 0 ? `only ${allowed.join(" or ")}` : "nothing";
  throw new Fault("invalid_state", `The ${spoken(of.entity.noun)} is ${from}; after that comes ${may}, not ${to}.`);
}

/** Refuses what the state does not allow, and says what does. */
export function checkIn(of: Noun, row: Fields, name: string, states: readonly string[] | undefined): void {
  const state = stateOf(of, row);
  if (!states || state === undefined || states.includes(state)) return;
  const instead = of.states?.instead?.[name] ?? `only one that is ${states.join(" or ")} allows ${name}`;
  throw new Fault("invalid_state", `The ${spoken(of.entity.noun)} is ${state}: ${instead}.`);
}

/** A record that waits for an approval stays as those saw it who are asked. */
function checkUnasked({ entity }: Noun, { approvalId }: AnyRow & { approvalId?: string }): void {
  if (approvalId === undefined) return;
  const detail = `The ${spoken(entity.noun)} waits for the approval ${approvalId}; have that decided or withdraw it first.`;
  throw new Fault("invalid_state", detail);
}

/** What is archived, was merged into another or waits for an approval is at rest: nobody changes it or acts on it. */
export function checkAtWork(of: Noun, row: AnyRow): void {
  checkOwn(of, row);
  checkUnasked(of, row);
  if (!row.archived) return;
  throw new Fault("invalid_state", `The ${spoken(of.entity.noun)} is archived; restore it first.`);
}

/** A record with its computed fields; the language of formulas is loaded where the tenant has some on the noun. */
async function computed({ tenant }: Caller, of: Noun, row: AnyRow): Promise<AnyRow> {
  const fields = of.custom && tenant.customFields.get(of.entity.noun);
  if (!fields?.some(isComputed)) return row;
  const { withComputed } = await import("./computed.ts");
  return withComputed(tenant, of, row);
}

const writingOf = async (of: Noun): Promise<Writing<Entity, z.ZodObject>> => (await of.writing?.()) ?? of;

/** What the licence counts of a record that comes or goes; loaded in a tenant whose licence bounds the noun. */
async function counted(
  call: Caller,
  { entity }: Noun,
  after: AnyRow,
  before?: AnyRow,
  mayPass = false,
): Promise<Action[]> {
  const { licence } = call.tenant;
  // What the product does by itself, such as booking a receipt, no quota stops.
  if (!before && call.actor.kind !== "system") await checkQuota(licence, "rows");
  if (licence?.max[entity.noun] === undefined) return [];
  const [was, is] = [before !== undefined && !before.archived, !after.archived];
  if (was === is) return [];
  const { licensed } = await import("./licensed.ts");
  return licensed(call, entity, is ? 1 : -1, mayPass);
}

/**
 * A new record, checked and completed, with all that is written beside it. What it `cameOf` names may be named on,
 * though it was archived since.
 */
export async function creation(call: Caller, of: Noun, input: Fields, id?: string, cameOf?: Fields): Promise<Change> {
  const wanted = await withPhones(call, of, { ...input, ...(parsed(of.input, input) as Fields) });
  const hooks = await writingOf(of);
  const rows = await named(call, of, wanted, cameOf, hooks.check?.(wanted));
  await checkTransfer(call, of, wanted);
  const given = withCustom(call, of, wanted);
  const more = (await hooks.prepare?.(call, given, rows)) ?? {};
  return making(call, of, { ...given, ...more }, id);
}

/** A new record that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function making(call: Caller, of: Noun, fields: Fields, id?: string): Promise<Change> {
  const hooks = await writingOf(of);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const row = { ...fresh(call, of.entity, id), ...of.defaults?.(call), ...given } as AnyRow;
  const whole = cleared({ ...row, ...(await hooks.derive?.(call, row)) }) as AnyRow;
  const after = await computed(call, of, await phonesTold(call, of, whole));
  const others = [...((await hooks.alongside?.(call, after)) ?? []), ...(await counted(call, of, after))];
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
export async function revision(call: Caller, of: Noun, before: AnyRow, given: Fields): Promise<Change> {
  checkOwn(of, before);
  checkUnasked(of, before);
  // One that a file brings back is changed as it comes back.
  if (given.archived !== null) checkAtWork(of, before);
  checkIn(of, before, "change", of.states?.changeIn);
  const hooks = await writingOf(of);
  const patch = await withPhones(call, of, given);
  const errors = hooks.check?.(cleared({ ...before, ...patch }), before);
  const rows = await named(call, of, patch, before, errors);
  await checkTransfer(call, of, patch, before);
  checkState(of, before, patch);
  const whole = withCustom(call, of, patch, before);
  const more = (await hooks.revise?.(call, before, whole, rows)) ?? {};
  return replacement(call, of, before, { ...whole, ...more });
}

/** The archiving of a record, or its return, with all that is written beside it. */
export async function putAway(call: Caller, of: Noun, before: AnyRow, archived: boolean): Promise<Change> {
  checkOwn(of, before);
  checkUnasked(of, before);
  if (archived && !before.archived) {
    checkIn(of, before, "archive", of.states?.archiveIn);
    of.checkArchive?.(before);
  }
  return replacement(call, of, before, { archived: archived || null });
}

/** How a change comes about that nobody wrote field by field. */
export type Manner = {
  /** The action that it is: the record's history tells it. */
  as?: string;
  /** True where it takes back what was done, or brings two records together: it may then come to any state they had. */
  anyState?: boolean;
  /** True where a field that is given holds, whatever would be derived for it: what it would follow changes beside it. */
  asGiven?: boolean;
};

/** A change that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function replacement(
  call: Caller,
  of: Noun,
  before: AnyRow,
  fields: Fields,
  manner: Manner = {},
): Promise<Change> {
  const hooks = await writingOf(of);
  const next = changed(call, before, fields);
  const derived = (await hooks.derive?.(call, next, before)) ?? {};
  const whole = cleared({ ...next, ...derived, ...(manner.asGiven && fields) }) as AnyRow;
  const after = await computed(call, of, await phonesTold(call, of, whole, before));
  if (!manner.anyState) checkState(of, before, after);
  const beside = (await hooks.alongside?.(call, after, before)) ?? [];
  const others = [...beside, ...(await counted(call, of, after, before, manner.anyState))];
  const actions = [write.replace(tenantEntity(of.entity, call.tenant), before, after, manner.as), ...others];
  return { after, actions, again: () => replacement(call, of, before, fields, manner) };
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
