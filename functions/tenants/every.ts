import { clock } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { errorFields, log } from "../../shared/log.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { systemTable, type Table, tenantTable } from "../../shared/table/table.ts";
import { systemCaller } from "../users/system.ts";
import { tenantEntry } from "./table.ts";

/** Tenants that are worked for at the same time. */
const TENANTS_AT_ONCE = 16;

/** One tenant's turn in a run: its table, written to as `system:<name>`, and the time at which the run began. */
export type Turn = {
  table: Table;
  now: Date;
  /** The product as a caller in the tenant. It reads who the tenant is, so a turn with nothing to do goes without. */
  caller(): Promise<Caller>;
};

/**
 * A schedule's handler, which does a piece of work for every tenant. A tenant whose work fails is told of in the log, holds
 * up nobody, and has its turn again at the next run.
 */
export const everyTenant = (name: string, work: (turn: Turn) => Promise<void>) => async (): Promise<void> => {
  const now = clock.now();
  const stamp = { actor: `system:${name}`, from: "", requestId: "", unattended: true };
  const tenants = systemTable(stamp).each(tenantEntry, { sources: [sourceOf(tenantEntry, "all")] });
  const turnOf = async (tenantId: string): Promise<void> => {
    const table = await tenantTable(tenantId, stamp);
    await work({ table, now, caller: () => systemCaller(table, name, now) });
  };
  const worker = async (): Promise<void> => {
    for (let next = await tenants.next(); !next.done; next = await tenants.next()) {
      const { id } = next.value;
      await turnOf(id).catch((error) =>
        log.error("work for a tenant failed", { name, tenantId: id, ...errorFields(error) }),
      );
    }
  };
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, worker));
};
