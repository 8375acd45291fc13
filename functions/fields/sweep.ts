import { backfill } from "../../shared/records/backfill.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { CONTEXT_KEPT_MS } from "../users/context.ts";

/**
 * Runs every minute. Work on older records begins once every Lambda has read the definition that it is for, and work that
 * has come to a stop is set going again.
 */
export const handler = dueWork("backfill", backfill, async ({ table, row, now }) => {
  if (now.getTime() - Date.parse(row.updatedAt) < CONTEXT_KEPT_MS) return;
  await table.replace(backfill, row, nextVersion(row, now.toISOString(), { state: "running" }));
});
