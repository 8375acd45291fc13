/**
 * The authorizer lets everybody through and puts the actor, or the reason why there is none, into its context: the
 * gateway cannot answer a problem document with 401, the Lambda can. It is never cached, so a revoked key is refused
 * at the next call.
 */
import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import type { AuthorizerContext } from "../../shared/http/asked.ts";
import { brake } from "../../shared/http/brake.ts";
import { sourceIpOf } from "../../shared/http/source.ts";
import { errorFields, log } from "../../shared/log.ts";
import { systemTable } from "../../shared/table/table.ts";
import { actorOfToken } from "./credentials.ts";

type Answer = { isAuthorized: true; context: AuthorizerContext };

const stamp = { actor: "system:authorizer", from: "", requestId: "" };

/**
 * The one Lambda authorizer. It always lets the call through and says in its context who calls or why nobody does:
 * the module's Lambda answers 401 (429, 503) as a problem document, which the gateway itself could not. Results are never cached
 * by the gateway, so a revoked key or an off-boarded user is refused at the next call.
 */
export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Answer> {
  // A browser asks what it may send before it sends a credential; whoever answers that needs to know nobody.
  if (event.requestContext?.http?.method === "OPTIONS") return { isAuthorized: true, context: {} };
  const [, token] = /^Bearer\s+(\S{8,4096})$/i.exec(event.headers?.authorization ?? "") ?? [];
  try {
    const actor = token && (await actorOfToken(token));
    if (actor) return { isAuthorized: true, context: { actor: JSON.stringify(actor) } };
    // Whoever is let in is not held up by what else comes from the same address.
    await brake(systemTable(stamp), sourceIpOf(event), clock.now());
    const problem = token ? "This credential is unknown, expired or revoked." : unread(event.headers?.authorization);
    return { isAuthorized: true, context: { problem } };
  } catch (error) {
    return { isAuthorized: true, context: unchecked(error) };
  }
}

/** Why there is no credential to look at. */
const unread = (header: string | undefined): string =>
  header
    ? "The credential cannot be read; send it as Authorization: Bearer <token>."
    : "Send a credential: Authorization: Bearer <token>.";

/** Why a credential was not looked at: too many were refused, or what it is checked against is down. */
function unchecked(error: unknown): AuthorizerContext {
  if (error instanceof Fault && error.code === "unauthorized") return { problem: error.detail };
  if (error instanceof Fault && (error.code === "session_evicted" || error.code === "forbidden")) {
    return { problem: error.detail, code: error.code };
  }
  if (error instanceof Fault && error.code === "rate_limited") {
    return { problem: error.detail, code: error.code, retryAfter: error.headers["retry-after"] };
  }
  log.error("authorizer failed", errorFields(error));
  return { problem: "The credential could not be checked; try again.", code: "unavailable" };
}
