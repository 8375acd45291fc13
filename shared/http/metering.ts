/**
 * Calls are counted in memory and added to the tenant's counter of the month by the first call of each minute and
 * Lambda. So a busy tenant costs a write a minute and Lambda, a quiet one at most a write a call, an idle one nothing.
 * The counter is one row: a thousand Lambdas add to it seventeen times a second. What a Lambda has counted since its
 * last minute is lost when it ends: at most a minute's calls of it, never a call too many.
 */
import * as z from "zod";
import { perStack } from "../config.ts";
import { errorFields, log } from "../log.ts";
import { entity } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/** What a tenant has used in one month (of UTC). A counter: there is nothing but the id that each of them has. */
export const meter = entity({
  noun: "meter",
  plural: "meters",
  prefix: "mtr",
  schema: z.looseObject({ id: z.string() }),
  scoped: false,
  audited: false,
});

export const monthOf = (now: string): string => now.slice(0, 7);
export const meterId = (month: string): string => `${meter.prefix}_${month}`;

const FLUSHED_EVERY_MS = 60_000;
/** Tenants whose calls are remembered; the oldest go first. */
const TENANTS_MAX = 10_000;

type Count = { month: string; calls: number; flushedAt: number };
const countsHeld = perStack(() => new Map<string, Count>());

function countOf(tenantId: string, month: string): Count {
  const counts = countsHeld();
  const found = counts.get(tenantId);
  if (found?.month === month) return found;
  // Of a month that is over what was not added yet is lost, like what a Lambda takes with it when it ends.
  const begun = { month, calls: 0, flushedAt: Number.NEGATIVE_INFINITY };
  if (counts.size >= TENANTS_MAX) counts.delete(counts.keys().next().value as string);
  counts.delete(tenantId);
  counts.set(tenantId, begun);
  return begun;
}

/** Counts a call. Gives the calls of the month where they were added up just now; a counter that cannot be written holds up no call. */
export async function metered(table: Table, now: Date): Promise<number | undefined> {
  const count = countOf(table.tenantId, monthOf(now.toISOString()));
  count.calls += 1;
  if (Math.abs(now.getTime() - count.flushedAt) < FLUSHED_EVERY_MS) return undefined;
  const { calls, flushedAt } = count;
  Object.assign(count, { calls: 0, flushedAt: now.getTime() });
  try {
    const sums = await table.increment(meter, meterId(count.month), { calls });
    return sums.calls;
  } catch (error) {
    log.warn("calls not added up", { tenantId: table.tenantId, calls, ...errorFields(error) });
    Object.assign(count, { calls: count.calls + calls, flushedAt });
    return undefined;
  }
}
