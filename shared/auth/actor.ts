/**
 * Who makes a call. `principalId` is the user or partner that "own" records are compared with. The tenant comes from
 * the credential and from nowhere else.
 */
export type Actor = {
  kind: "user" | "apiKey" | "partner" | "operator" | "system" | "bank";
  /** Empty for the operator. */
  tenantId: string;
  principalId: string;
  departmentId?: string;
  roles: string[];
  /** The person who acts for a partner, where it is one who signs in. */
  personId?: string;
  /** Set where the credential is an API key. */
  keyId?: string;
};

/** The work that the product does by itself, for one tenant. */
export const systemActor = (tenantId: string, name: string): Actor => ({
  kind: "system",
  tenantId,
  principalId: name,
  roles: [],
});

/** How an actor stands in a row's stamp and in the audit trail: `user:usr_…`, `system:reconciliation`. */
export const actorName = (actor: Actor): string =>
  actor.personId
    ? `user:${actor.personId}`
    : actor.keyId
      ? `${actor.kind}:${actor.principalId}:${actor.keyId}`
      : `${actor.kind}:${actor.principalId}`;
