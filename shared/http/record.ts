import { Fault, type InputError, notFound } from "../fault.ts";
import { everyAt } from "../records/values.ts";
import { type AnyRow, type BaseRow, type Entity, nextVersion, type RowOf } from "../table/entity.ts";
import { damageOf } from "../table/readable.ts";
import { issuesOf } from "./issues.ts";
import type { Caller } from "./route.ts";
import { spoken } from "./words.ts";

/** A row by the path's id, as the caller may see it: another's is a 404, a wrong `If-Match` a 412. */
export async function load<E extends Entity>(
  call: Caller & { params: Record<string, string> },
  entity: E,
  id = call.params.id ?? "",
): Promise<RowOf<E>> {
  return loaded(call, entity, id);
}

/** The same by an id that comes from elsewhere. */
export async function loaded<E extends Entity>(call: Caller, entity: E, id: string): Promise<RowOf<E>> {
  const row = await call.table.get(entity, id);
  if (!call.access.sees(entity, row)) throw notFound(entity.noun, id);
  if (call.writes && !call.access.changes(entity, row)) {
    throw new Fault("forbidden", `The ${entity.noun} ${id} is shared with you for reading only.`);
  }
  checkVersion(call, entity, row);
  if (!call.writes) checkShown(entity, row);
  return row;
}

/** Refuses to show a record that is not as its schema says, or to leave one so, and names what is wrong with it. */
export function checkShown(entity: Entity, row: object): void {
  const error = damageOf(entity, row);
  if (!error) return;
  const { id } = row as BaseRow;
  const errors = issuesOf(error, "");
  const detail = `The ${spoken(entity.noun)} ${id} is damaged: ${errors.map((e) => e.message).join(" ")}`;
  throw new Fault("damaged", detail, { errors });
}

/** Refuses a row of another version than the caller's `If-Match` asks for. */
export function checkVersion({ ifMatch }: Pick<Caller, "ifMatch">, { noun }: Entity, { version }: BaseRow): void {
  if (ifMatch === undefined || ifMatch === version) return;
  throw new Fault("precondition_failed", `The ${noun} has version ${version}, not ${ifMatch}.`);
}

/** The fields that every new row begins with. */
export function fresh(
  call: Caller,
  entity: Entity,
  id?: string,
): { id: string; version: 1; createdAt: string; updatedAt: string } {
  return { id: id ?? call.newId(entity.prefix), version: 1, createdAt: call.now, updatedAt: call.now };
}

/** The row after a change: next version, now. `null` clears a field. */
export function changed<R extends BaseRow>(call: Pick<Caller, "now">, row: R, fields: object): R {
  return cleared(nextVersion(row, call.now, fields));
}

/** A row without the fields that `null` clears. */
export const cleared = <R extends object>(row: R): R =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as R;

/** The entity that each reference points to, by the path of its field: `accountId`, `lines.productId`, `memberIds`. */
export type References = Record<string, Entity>;

/** The rows that a call names, by their ids. */
export type Named = ReadonlyMap<string, AnyRow>;

const toldOf = (path: string, { noun }: Entity, id: string, isArchived: boolean): InputError =>
  isArchived
    ? { path, code: "archived", message: `The ${noun} ${id} is archived; restore it first, or name another.` }
    : { path, code: "unknown_reference", message: `There is no ${noun} ${id}.` };

/**
 * The rows that fields name. Ids that name nothing in this tenant, nothing that the caller sees or what is archived are
 * refused, every one with its path and together with the `errors` that were found before; what the record named `before`
 * it may go on naming.
 */
export async function checkReferences(
  call: Caller,
  references: References,
  fields: object,
  { before, errors = [] }: { before?: object; errors?: readonly InputError[] } = {},
): Promise<Named> {
  const named = Object.entries(references).flatMap(([field, entity]) => {
    const had = new Set(everyAt(before, field).map(({ value }) => value));
    return everyAt(fields, field).flatMap(({ path, value }) =>
      typeof value === "string" ? [{ path, entity, id: value, isNew: !had.has(value) }] : [],
    );
  });
  const rows = new Map<string, AnyRow>();
  const read = async ([entity, asked]: [Entity, typeof named]): Promise<void> => {
    const ids = [...new Set(asked.map(({ id }) => id))];
    const found = ids.length === 1 ? [await call.table.find(entity, ids[0] as string)] : undefined;
    const all = found ?? [...(await call.table.getMany(entity, ids, true)).values()];
    for (const row of all) if (row) rows.set(row.id, row as AnyRow);
  };
  await Promise.all([...Map.groupBy(named, ({ entity }) => entity)].map(read));
  const unknown = named.flatMap(({ path, entity, id, isNew }): InputError[] => {
    const row = rows.get(id);
    if (!isNew || (row && row.archived !== true && call.access.sees(entity, row))) return [];
    return [toldOf(path, entity, id, row !== undefined && call.access.sees(entity, row))];
  });
  if (errors.length + unknown.length > 0) {
    const all = [...errors, ...unknown];
    const code = errors.length > 0 ? "invalid" : "unknown_reference";
    throw new Fault(code, all.map(({ message }) => message).join(" "), { errors: all });
  }
  return rows;
}
