import { errorFields, log } from "../../shared/log.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { systemTable } from "../../shared/table/table.ts";
import { tenantEntry } from "./table.ts";

/** Tenants that are worked for at the same time. */
const TENANTS_AT_ONCE = 16;

/**
 * Does a piece of work for every tenant, as the schedules do. A tenant whose work fails is told of in the log, holds up
 * nobody, and has its turn again at the next run.
 */
export async function everyTenant(name: string, work: (tenantId: string) => Promise<void>): Promise<void> {
  const directory = systemTable({ actor: `system:${name}`, from: "", requestId: "" });
  const tenants = directory.each(tenantEntry, { sources: [sourceOf(tenantEntry, "all")] });
  const worker = async (): Promise<void> => {
    for (let next = await tenants.next(); !next.done; next = await tenants.next()) {
      const { id } = next.value;
      await work(id).catch((error) =>
        log.error("work for a tenant failed", { name, tenantId: id, ...errorFields(error) }),
      );
    }
  };
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, worker));
}
