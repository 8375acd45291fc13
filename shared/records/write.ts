import { Fault } from "../fault.ts";
import { changed, checkReferences, cleared, fresh } from "../http/record.ts";
import type { Caller } from "../http/route.ts";
import type { Action } from "../table/action.ts";
import type { AnyRow } from "../table/entity.ts";
import { write } from "../table/table.ts";
import { customValues, fieldsOf, shownValues, tenantEntity } from "./custom.ts";
import type { Noun } from "./noun.ts";
import { CUSTOM, valueAt } from "./values.ts";

/** A change of one record that has been checked and is yet to be committed, with what must be committed beside it. */
export type Change = { after: AnyRow; actions: Action[] };

type Fields = Record<string, unknown>;

/** The records that a caller names, in declared fields and in custom ones, must be there and be seen. */
function checkNamed(call: Caller, of: Noun, given: Fields): Promise<void> {
  const fields = fieldsOf(call.tenant, of.entity.noun).filter((field) => field.type === "reference");
  const named = fields.flatMap(({ key, references = "" }) => {
    const entity = of.custom?.[references];
    return entity ? [{ path: `${CUSTOM}.${key}`, entity }] : [];
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

/** A new record, checked and completed, with all that is written beside it. */
export async function creation(call: Caller, of: Noun, input: Fields, id?: string): Promise<Change> {
  await checkNamed(call, of, input);
  const given = withCustom(call, of, input);
  const more = (await of.prepare?.(call, given as never)) ?? {};
  return making(call, of, { ...given, ...more }, id);
}

/** A new record that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function making(call: Caller, of: Noun, fields: Fields, id?: string): Promise<Change> {
  const row = { ...fresh(call, of.entity, id), ...fields } as AnyRow;
  const after = cleared({ ...row, ...(await of.derive?.(call, row)) }) as AnyRow;
  const others = (await of.alongside?.(call, after)) ?? [];
  return { after, actions: [write.create(tenantEntity(of.entity, call.tenant), after), ...others] };
}

/** A change of a record, checked and completed, with all that is written beside it. `null` clears a field. */
export async function revision(call: Caller, of: Noun, before: AnyRow, patch: Fields): Promise<Change> {
  await checkNamed(call, of, patch);
  checkState(of, before, patch);
  const given = withCustom(call, of, patch, before);
  const more = (await of.revise?.(call, before, given)) ?? {};
  return replacement(call, of, before, { ...given, ...more });
}

/** A change that the product makes itself: what follows from it is derived, and nobody's input is checked. */
export async function replacement(call: Caller, of: Noun, before: AnyRow, fields: Fields): Promise<Change> {
  const next = changed(call, before, fields);
  const derived = (await of.derive?.(call, next, before)) ?? {};
  const after = cleared({ ...next, ...derived }) as AnyRow;
  const others = (await of.alongside?.(call, after, before)) ?? [];
  return { after, actions: [write.replace(tenantEntity(of.entity, call.tenant), before, after), ...others] };
}

/** Commits a change and gives the row as it now is. */
export async function commit(call: Caller, { after, actions }: Change): Promise<AnyRow> {
  await call.table.commit(actions);
  return after;
}

/** A record as it is shown, but for what the caller's roles hide: that is taken away where replies are made. */
export async function shown(call: Caller, of: Noun, row: AnyRow): Promise<Record<string, unknown>> {
  const seen = of.show ? await of.show(row, call) : row;
  return shownValues(call.tenant, of.entity.noun, seen as AnyRow);
}
