import type { Fault } from "../fault.ts";
import type { Action, Addition, KeyRow } from "./action.ts";
import type { AnyRow, Entity, RowOf } from "./entity.ts";

/** Makes the actions of a commit; the row that is handed in is never changed. */
export const write = {
  create: <E extends Entity>(entity: E, row: RowOf<E>): Action => ({ kind: "create", entity, row: row as AnyRow }),
  /** `as` names the action that the change is. */
  replace: <E extends Entity>(entity: E, before: RowOf<E>, after: RowOf<E>, as?: string): Action => ({
    kind: "replace",
    entity,
    before: before as AnyRow,
    after: after as AnyRow,
    ...(as && { as }),
  }),
  delete: <E extends Entity>(entity: E, row: RowOf<E>): Action => ({ kind: "delete", entity, row: row as AnyRow }),
  put: (entity: Entity, row: KeyRow, fields: Record<string, unknown>): Action => ({ kind: "put", entity, row, fields }),
  remove: (entity: Entity, row: KeyRow): Action => ({ kind: "remove", entity, row }),
  settle: (entity: Entity, row: AnyRow, before?: AnyRow): Action => ({ kind: "settle", entity, row, before }),
  places: (entity: Entity, row?: AnyRow, before?: AnyRow): Action => ({ kind: "places", entity, row, before }),
  check: <E extends Entity>(entity: E, row: RowOf<E>): Action => ({ kind: "check", entity, row: row as AnyRow }),
  add: (
    entity: Entity,
    id: string,
    add: Record<string, number>,
    more: { set?: Record<string, unknown>; atMost?: Record<string, number>; fault?: Fault } = {},
  ): Addition => ({ kind: "add", entity, id, add, ...more }),
  giveBack: (run: () => Promise<void>): Action => ({ kind: "giveBack", run }),
};
