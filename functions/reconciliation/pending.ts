import type { Action } from "../../shared/table/action.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";

type Changes = Map<string, Action>;

const nameOf = (entity: Entity, row: { id: string }): string => {
  const { pk, sk } = entity.key(row);
  return `${pk}\n${sk}`;
};

const rowAfter = (action: Action): AnyRow | undefined =>
  action.kind === "replace" ? action.after : action.kind === "create" ? action.row : undefined;

/** One change in the place of two of the same row, the first of which the second was made from. */
function joined(first: Action, second: Action): Action | undefined {
  const after = rowAfter(second);
  if (first.kind === "replace" && after) {
    return { ...first, after: { ...after, version: first.before.version + 1 } };
  }
  if (first.kind === "replace") return { kind: "delete", entity: first.entity, row: first.before };
  if (first.kind === "create" && after) return { ...first, row: { ...after, version: first.row.version } };
  if (first.kind === "delete" && after)
    return write.replace(first.entity, first.row, { ...after, version: first.row.version + 1 });
  return undefined;
}

/**
 * Changes that are made one after the other and written at once: each step reads what the steps before it have left, and a
 * row that several have changed is written once, under the version that it had before all of them.
 */
export class Pending {
  readonly #changes: Changes = new Map();
  readonly table: Table;

  constructor(table: Table) {
    this.table = reading(table, this.#changes);
  }

  add(actions: readonly Action[]): void {
    for (const action of actions) {
      if (action.kind !== "create" && action.kind !== "replace" && action.kind !== "delete") continue;
      const name = nameOf(action.entity, action.kind === "replace" ? action.after : action.row);
      const before = this.#changes.get(name);
      const now = before ? joined(before, action) : action;
      if (now) this.#changes.set(name, now);
      else this.#changes.delete(name);
    }
  }

  get actions(): Action[] {
    return [...this.#changes.values()];
  }
}

/** The table as it will be read once the changes are written. Lists of indexes are as they were. */
function reading(table: Table, changes: Changes): Table {
  const changed = (entity: Entity, key: string | { id: string }): Action | undefined =>
    changes.get(nameOf(entity, typeof key === "string" ? { id: key } : key));
  const own = {
    find: async (entity: Entity, key: string | { id: string }, consistent?: boolean) => {
      const action = changed(entity, key);
      return action ? rowAfter(action) : table.find(entity, key, consistent);
    },
    get: async (entity: Entity, key: string | { id: string }) => {
      const action = changed(entity, key);
      return (action && rowAfter(action)) ?? table.get(entity, key);
    },
    getMany: async (entity: Entity, ids: readonly string[], consistent?: boolean) => {
      const rows = await table.getMany(entity, ids, consistent);
      for (const id of rows.keys()) {
        const action = changed(entity, id);
        const row = action && rowAfter(action);
        if (row) rows.set(id, row);
      }
      return rows;
    },
    collect: async (entity: Entity, of: Record<string, unknown>, skPrefix: string, consistent?: boolean) => {
      const rows = (await table.collect(entity, of, skPrefix, consistent)).flatMap((row) => {
        const action = changed(entity, row as { id: string });
        const after = action && rowAfter(action);
        return action ? (after ? [after] : []) : [row];
      });
      const { pk } = entity.key({ id: "", ...of });
      const made = [...changes].flatMap(([name, action]) =>
        action.kind === "create" && name.startsWith(`${pk}\n${skPrefix}`) ? [action.row] : [],
      );
      return [...rows, ...made];
    },
  };
  return new Proxy(table, {
    get: (target, name) => {
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
