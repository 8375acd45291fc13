import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "../fault.ts";

/** At most this many tries of one call; with the waits below about four seconds in all. */
export const ATTEMPTS_MAX = 8;
/** The first wait is up to this long and the bound doubles with every try, to BACKOFF_MAX_MS. */
const BACKOFF_FIRST_MS = 25;
const BACKOFF_MAX_MS = 1_000;

const TRANSIENT = new Set([
  "ThrottlingException",
  "ThrottlingError",
  "ProvisionedThroughputExceededException",
  "ProvisionedThroughputExceeded",
  "RequestLimitExceeded",
  "TransactionConflictException",
  "TransactionConflict",
  "TransactionInProgressException",
  "InternalServerError",
  "ServiceUnavailable",
  "TimeoutError",
  "NetworkingError",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
]);

type AwsError = {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
  CancellationReasons?: { Code?: string }[];
};

/** True for what may pass by itself: throttling, a conflicting transaction, a lost connection, a fault of the server. */
export function isTransient(error: unknown): boolean {
  const e = error as AwsError;
  if (e.name === "TransactionCanceledException") {
    const codes = (e.CancellationReasons ?? []).map((r) => r.Code ?? "None").filter((code) => code !== "None");
    return codes.length > 0 && codes.every((code) => TRANSIENT.has(code));
  }
  if (TRANSIENT.has(e.name ?? "") || TRANSIENT.has(e.code ?? "")) return true;
  return (e.$metadata?.httpStatusCode ?? 0) >= 500;
}

/** True for a piece of work that may succeed later as it is: the database was busy, or too much was asked of it. */
export const isPassing = (error: unknown): boolean =>
  isTransient(error) || (error instanceof Fault && (error.code === "unavailable" || error.code === "rate_limited"));

/**
 * Runs a call again while it fails for a passing reason: full jitter, doubling bound, a bounded number of tries.
 * Then the caller gets 503 and may try again itself.
 */
export async function withRetry<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === ATTEMPTS_MAX) {
        throw new Fault("unavailable", "The database is busy; try again in a moment.", {
          headers: { "retry-after": "1" },
        });
      }
      await wait(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1)));
    }
  }
}
