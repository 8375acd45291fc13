import { clock, random } from "../../shared/config.ts";
import { runDue } from "../../shared/due/run.ts";
import type { Watch, WatchRow } from "../../shared/due/watch.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { isDue } from "../../shared/table/due.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { systemStore } from "../../shared/table/store.ts";
import { systemTable, type Table, tenantTable, write } from "../../shared/table/table.ts";
import { type Timed, UNBOUNDED } from "../../shared/unbounded.ts";
import { systemCaller } from "../users/system.ts";

/** One row whose time has come: as it stands, in its tenant's table, written to as `system:<name>`. */
export type Turn<R> = {
  table: Table;
  row: R;
  now: Date;
  /** The product as a caller in the tenant. */
  caller(): Promise<Caller>;
};

/**
 * The handler of a schedule that does what is due of one entity in all tenants. The index of what is due may lag, so the row
 * itself says whether its time has come. Whoever changes it meanwhile has seen to it, or it stays due for the next run.
 */
export const dueWork =
  <E extends Entity>(name: string, entity: E, work: (turn: Turn<RowOf<E>>) => Promise<void>) =>
  async (_event?: unknown, context: Timed = UNBOUNDED): Promise<void> => {
    const now = clock.now();
    const stamp = { actor: `system:${name}`, from: "", requestId: "", unattended: true };
    const callers = new Map<string, Promise<Caller>>();
    const callerIn = (table: Table): Promise<Caller> => {
      const known = callers.get(table.tenantId) ?? systemCaller(table, name, now);
      callers.set(table.tenantId, known);
      return known;
    };
    const run = {
      table: systemTable(stamp),
      store: systemStore(),
      holder: newId("hld", now, random),
      now: () => clock.now(),
      leftMs: () => context.getRemainingTimeInMillis(),
    };
    await runDue(entity, run, async ({ tenantId, id }) => {
      const table = await tenantTable(tenantId, stamp);
      const row = await table.find(entity, id);
      if (!row || !isDue(entity, row, now.toISOString())) return;
      await work({ table, row, now, caller: () => callerIn(table) }).catch((error) => {
        if (!isStale(error)) throw error;
      });
    });
  };

/** The same where records come to another state by it: `as` is the word of their history. */
export const dueState = (name: string, of: Noun, to: string, as: string): ReturnType<typeof dueWork> =>
  dueWork(name, of.entity, async ({ row, caller }) => {
    const call = await caller();
    await commit(call, await replacement(call, of, row, { [of.states?.field ?? "status"]: to }, { as }));
  });

/** The same for what is watched: `look` sees to what it finds, and says whether anything is left to look for. */
export const watchWork = (
  name: string,
  { entity, afterLook }: Watch,
  look: (turn: Turn<WatchRow>) => Promise<boolean>,
): ReturnType<typeof dueWork> =>
  dueWork(name, entity, async (turn) => {
    const { table, row, now } = turn;
    const next = afterLook(row, await look(turn), now.toISOString());
    if (!next) await table.commit([write.delete(entity, row)]);
    else if (next !== row) await table.replace(entity, row, next);
  });
