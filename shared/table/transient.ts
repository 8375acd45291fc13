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
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
  CancellationReasons?: { Code?: string }[];
};

/**
 * True for what may pass by itself: throttling, a conflicting transaction, a lost connection, a fault of the server, a clock
 * that was wrong and that the SDK has set by the answer.
 */
export function isTransient(error: unknown): boolean {
  const e = (error ?? {}) as AwsError;
  if (e.name === "TransactionCanceledException") {
    const codes = (e.CancellationReasons ?? []).map((r) => r.Code ?? "None").filter((code) => code !== "None");
    return codes.length > 0 && codes.every((code) => TRANSIENT.has(code));
  }
  if (e.$metadata?.clockSkewCorrected) return true;
  if (TRANSIENT.has(e.name ?? "") || TRANSIENT.has(e.code ?? "")) return true;
  return (e.$metadata?.httpStatusCode ?? 0) >= 500;
}
