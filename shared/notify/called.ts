import { askedRest } from "../retry-after.ts";
import type { Outcome } from "./send.ts";

/** Errors with which a connection fails before anything was sent. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** What a call over HTTP that came to no answer means for the message that it brought. */
export function brokenOff(failure: unknown): Outcome {
  const { name, message, cause } = failure as Error & { cause?: { code?: string } };
  const error = `${cause?.code ?? name}: ${message}`.slice(0, 300);
  const isBefore = NOT_CONNECTED.has(cause?.code ?? "");
  return isBefore ? { kind: "refused", error, isBusy: false } : { kind: "unknown", error };
}

/** What an answer over HTTP means, with until when whoever refuses has asked to be left alone. */
export function untilAsked(
  outcome: Outcome,
  { status, headers }: Pick<Response, "status" | "headers">,
  now: Date,
): Outcome {
  if (outcome.kind !== "refused") return outcome;
  const until = askedRest(status, headers.get("retry-after") ?? undefined, now.toISOString());
  return until === undefined ? outcome : { ...outcome, until };
}
