import { Fault, notFound } from "../fault.ts";
import { type BaseRow, type Entity, nextVersion, type RowOf } from "../table/entity.ts";
import type { Caller } from "./route.ts";

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
  if (call.ifMatch !== undefined && call.ifMatch !== row.version) {
    throw new Fault("precondition_failed", `The ${entity.noun} has version ${row.version}, not ${call.ifMatch}.`);
  }
  return row;
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

/** Entities that reference fields point to. */
export type References = Record<string, Entity>;

/** Refuses ids that name nothing in this tenant; every wrong field is told. */
export async function checkReferences(call: Caller, references: References, fields: object): Promise<void> {
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
