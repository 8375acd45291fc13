import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "../fault.ts";
import { log } from "../log.ts";
import { isTransient } from "./transient.ts";

/** At most this many tries of one call; with the waits below about four seconds in all. */
export const ATTEMPTS_MAX = 8;
/** No further try begins after so long: whoever waits for the answer is told before the gateway gives it up. */
const TRYING_MS_MAX = 15_000;
/** The first wait is up to this long and the bound doubles with every try, to BACKOFF_MAX_MS. */
const BACKOFF_FIRST_MS = 25;
const BACKOFF_MAX_MS = 1_000;

/** Waits before a further try: full jitter, and the bound doubles with each. */
export const pause = (attempt: number): Promise<void> =>
  wait(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1)));

export const busy = (): Fault => new Fault("unavailable", "The database is busy; try again in a moment.");

/** True for a piece of work that may succeed later as it is: the database was busy, or too much was asked of it. */
export const isPassing = (error: unknown): boolean =>
  isTransient(error) || (error instanceof Fault && (error.code === "unavailable" || error.code === "rate_limited"));

/**
 * Runs a call again while it fails for a passing reason: full jitter, doubling bound, a bounded number of tries.
 * Then the caller gets 503 and may try again itself.
 */
export async function withRetry<T>(call: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === ATTEMPTS_MAX || performance.now() - startedMs > TRYING_MS_MAX) {
        log.warn("database busy", { error: (error as Error).name, attempt });
        throw busy();
      }
      // What is throttled and then succeeds is told once a call: where it is told often, a partition or the account is at its limit.
      if (attempt === 2) log.warn("database slow to take", { error: (error as Error).name });
      await pause(attempt);
    }
  }
}
