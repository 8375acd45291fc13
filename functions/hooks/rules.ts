import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { DeliveryRow } from "./table.ts";

const HOUR_MINUTES = 60;

/** Minutes until the next try after each one that came to nothing: three days in all. */
export const RETRY_MINUTES = [...[1, 5, 30], ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MINUTES)];
export const TRIES_MAX = RETRY_MINUTES.length + 1;
/** However long an address rests, what is older than this is told no more. */
export const OVER_AFTER_MS = 4 * 24 * HOUR_MINUTES * MINUTE_MS;

/** After so many failures in a row an address is left alone, twice as long with each, an hour at most. */
const FAILURES_BEFORE_REST = 5;

/** A thing to be told, as it is written down in the transaction that brings it about. */
export function deliveryOf(
  {
    id,
    webhookId,
    personId,
    type,
    data,
  }: { id: string; webhookId: string; personId?: string; type: string; data: object },
  now: string,
): DeliveryRow {
  const body = JSON.stringify({ type, timestamp: now, data });
  const base = { id, version: 1, createdAt: now, updatedAt: now, webhookId, type, ...(personId && { personId }) };
  return { ...base, body, state: "waiting", attempts: 0, dueAt: now };
}

/** When what was tried so often is tried again; nothing where that was the last time. */
export function againAt(attempts: number, now: string): string | undefined {
  const minutes = RETRY_MINUTES[attempts - 1];
  return minutes === undefined ? undefined : later(now, minutes * MINUTE_MS);
}

/** Until when an address is left alone that has failed so often in a row. */
export function restOf(failures: number, now: string): string | undefined {
  if (failures < FAILURES_BEFORE_REST) return undefined;
  const minutes = Math.min(HOUR_MINUTES, 2 ** Math.min(6, failures - FAILURES_BEFORE_REST));
  return later(now, minutes * MINUTE_MS);
}
