import type { Actor } from "../auth/actor.ts";
import { Fault } from "../fault.ts";

/** Who calls, or why nobody does; `code` where that is not the credential's fault. */
export type AuthorizerContext = {
  actor?: string;
  problem?: string;
  code?: "rate_limited" | "unavailable" | "session_evicted" | "forbidden";
  retryAfter?: string;
};

const actors = new WeakMap<AuthorizerContext, Actor>();

/** Whom the authorizer tells of; read once a call. */
export function toldOf(context: AuthorizerContext | undefined): Actor | undefined {
  if (!context?.actor) return undefined;
  const actor = actors.get(context) ?? (JSON.parse(context.actor) as Actor);
  actors.set(context, actor);
  return actor;
}

/** Why the authorizer let nobody in. */
export function refused({ problem, code, retryAfter }: AuthorizerContext = {}): Fault {
  const headers = { ...(retryAfter && { "retry-after": retryAfter }) };
  return new Fault(code ?? "unauthorized", problem ?? "Send a credential: Authorization: Bearer <token>.", { headers });
}
