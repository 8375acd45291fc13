import { type BackfillRow, backfill } from "../../shared/records/backfill.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { CONTEXT_KEPT_MS } from "../users/context.ts";

/** Pieces of work of one tenant that one run sets going; the next run goes on. */
const STARTED_MAX = 100;
/** A piece takes seconds; work that has not moved for so long was parked or lost. */
const STALLED_MS = 15 * 60_000;

/**
 * Runs every minute. Work on older records begins once every Lambda has read the definition that it is for, and work that
 * has come to a stop is set going again.
 */
export const handler = everyTenant("backfill", sweep);

async function sweep({ table, now }: Turn): Promise<void> {
  const isDue = ({ state, updatedAt }: BackfillRow): boolean =>
    now.getTime() - Date.parse(updatedAt) >= (state === "waiting" ? CONTEXT_KEPT_MS : STALLED_MS);
  const open = await table.list(backfill, { sources: [sourceOf(backfill, "work")], limit: STARTED_MAX, keep: isDue });
  for (const row of open.rows) {
    try {
      await table.replace(backfill, row, nextVersion(row, now.toISOString(), { state: "running" }));
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  }
}
