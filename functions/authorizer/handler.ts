import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { errorFields, log } from "../../shared/log.ts";
import { actorOfToken } from "./credentials.ts";

type Answer = { isAuthorized: true; context: { actor?: string; problem?: string } };

/**
 * The one Lambda authorizer. It always lets the call through and says in its context who calls or why nobody does:
 * the module's Lambda answers 401 as a problem document, which the gateway itself could not. Results are never cached
 * by the gateway, so a revoked key or an off-boarded user is refused at the next call.
 */
export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Answer> {
  const [, token] = /^Bearer\s+(\S{8,4096})$/i.exec(event.headers?.authorization ?? "") ?? [];
  if (!token) return refuse("Send a credential: Authorization: Bearer <token>.");
  try {
    const actor = await actorOfToken(token);
    if (!actor) return refuse("This credential is unknown, expired or revoked.");
    return { isAuthorized: true, context: { actor: JSON.stringify(actor) } };
  } catch (error) {
    log.error("authorizer failed", errorFields(error));
    return refuse("The credential could not be checked; try again.");
  }
}

const refuse = (problem: string): Answer => ({ isAuthorized: true, context: { problem } });
