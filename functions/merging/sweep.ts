import { errorFields, log } from "../../shared/log.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { merge } from "./table.ts";

/** A merge that has stood still for so long has lost its call. */
const FORGOTTEN_AFTER_MS = 60_000;
const MERGES_MAX = 20;
/** Steps of one merge in one run; the next run goes on. */
const STEPS_MAX = 500;

/** Runs every minute and goes on with the merges that a call has begun and not ended. */
export const handler = everyTenant("merges", sweep);

async function sweep({ table, now, caller }: Turn): Promise<void> {
  const until = timeKey(new Date(now.getTime() - FORGOTTEN_AFTER_MS).toISOString());
  const { rows } = await table.list(merge, {
    sources: [sourceOf(merge, "work")],
    range: { to: until },
    limit: MERGES_MAX,
  });
  if (rows.length === 0) return;
  // Most runs find none to go on with.
  const { run } = await import("./run.ts");
  const call = await caller();
  // One that fails holds up no other, and has its turn again at the next run.
  for (const { id } of rows) {
    await run(call, await table.get(merge, id), STEPS_MAX).catch((error) =>
      log.error("a merge was broken off", { tenantId: table.tenantId, mergeId: id, ...errorFields(error) }),
    );
  }
}
