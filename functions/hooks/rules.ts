import { DAY_MS, later, MINUTE_MS, SECOND_MS } from "../../shared/duration.ts";
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

/** An address that asks to be left alone for longer is asked again after this all the same. */
const ASKED_REST_MS_MAX = DAY_MS;
/** Who answers so may say when to come again (RFC 9110, 10.2.3); of other answers it says nothing. */
const BUSY = [429, 503];

/** Until when an address has asked to be left alone: by seconds or by a date. What cannot be read asks for nothing. */
export function askedRest(status: number | undefined, retryAfter: string | undefined, now: string): string | undefined {
  if (status === undefined || !BUSY.includes(status) || retryAfter === undefined) return undefined;
  const said = retryAfter.trim();
  const ms = /^\d+$/.test(said) ? Number(said) * SECOND_MS : Date.parse(said) - Date.parse(now);
  return ms > 0 ? later(now, Math.min(ms, ASKED_REST_MS_MAX)) : undefined;
}

/** The later of two moments, where there are any. */
export const laterOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && other !== undefined ? (one > other ? one : other) : (one ?? other);

/** Until when an address is left alone that has failed so often in a row. */
export function restOf(failures: number, now: string): string | undefined {
  if (failures < FAILURES_BEFORE_REST) return undefined;
  const minutes = Math.min(HOUR_MINUTES, 2 ** Math.min(6, failures - FAILURES_BEFORE_REST));
  return later(now, minutes * MINUTE_MS);
}
