import { DAY_MS, later, SECOND_MS } from "./duration.ts";

/** An address that asks to be left alone for longer is asked again after this all the same. */
const ASKED_REST_MS_MAX = DAY_MS;
/** Who answers so may say when to come again (RFC 9110, 10.2.3); of other answers it says nothing. */
const BUSY = [429, 503];

/** Until when an address has asked to be left alone: by seconds or by a date. What cannot be read asks for nothing. */
export function askedRest(status: number | undefined, retryAfter: string | undefined, now: string): string | undefined {
  if (status === undefined || !BUSY.includes(status) || !retryAfter) return undefined;
  const said = retryAfter.trim();
  const ms = /^\d+$/.test(said) ? Number(said) * SECOND_MS : Date.parse(said) - Date.parse(now);
  return ms > 0 ? later(now, Math.min(ms, ASKED_REST_MS_MAX)) : undefined;
}

/** The later of two moments, where there are any. */
export const laterOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && other !== undefined ? (one > other ? one : other) : (one ?? other);
