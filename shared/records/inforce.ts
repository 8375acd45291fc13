import { Fault } from "../fault.ts";
import type { Route } from "../http/route.ts";
import { Kept } from "../kept.ts";
import type { Entity, RowOf } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import type { Table } from "../table/table.ts";

/** A changed rule acts in every process within this time, and in the one that changed it at once. */
export const RULES_KEPT_MS = 5_000;

/** The rows of a noun that are not archived, all of them: for nouns of which a tenant has few. */
export async function unarchived<E extends Entity>(table: Table, entity: E): Promise<RowOf<E>[]> {
  const rows = await Array.fromAsync(table.each(entity, { sources: [sourceOf(entity, "all")] }));
  return rows.filter((row) => !("archived" in row) || !row.archived);
}

/** The same routes; what changes a rule acts at once in the process that changes it. */
export const forgetting = (routes: readonly Route[], forget: (tenantId: string) => void): Route[] =>
  routes.map((route) => ({
    ...route,
    run: async (call) => {
      const out = await route.run(call);
      if (route.method !== "GET") forget(call.tenant.id);
      return out;
    },
  }));

/** A tenant's rules in force, remembered by each process for a while. */
export type InForce<R> = {
  of(table: Table): Promise<R[]>;
  forget(tenantId: string): void;
  /** Refuses one more where there are as many as a tenant may have, by what stands and not by what is remembered. */
  room(table: Table, max: number, what: string): Promise<void>;
};

export function inForce<E extends Entity>(entity: E): InForce<RowOf<E>> {
  const kept = new Kept<RowOf<E>[]>(RULES_KEPT_MS);
  const of = (table: Table) => kept.get(table.tenantId, () => unarchived(table, entity));
  return {
    of,
    forget: (tenantId) => kept.forget(tenantId),
    room: async (table, max, what) => {
      kept.forget(table.tenantId);
      if ((await of(table)).length >= max) throw new Fault("conflict", `There are ${max} ${what}; archive one first.`);
    },
  };
}
