import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Actor } from "../../shared/auth/actor.ts";
import { clock, config, type OidcIssuer } from "../../shared/config.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import { partner } from "../partners/table.ts";
import { isOutlived } from "../users/departures.ts";
import { hashSecret, parseKey, sameHash } from "../users/keys.ts";
import { PARTNER } from "../users/roles.ts";
import { apiKey, user } from "../users/table.ts";

/** A key's last use is noted when the one noted is older than this, so that a busy key costs one write a minute. */
const LAST_USE_NOTED_EVERY_MS = 60_000;
/** The clock of an issuer may differ from ours by this much. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** A tenant's group in the user pool is its id. */
const TENANT_ID = /^ten_[0-9A-Za-z]{1,40}$/;
const USER_ID = /^usr_[0-9A-Za-z]{1,40}$/;

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

const stamp = { actor: "system:authorizer", from: "", requestId: "" };

/** The operator's key is compared by its hash; there is one, from the environment. */
function operator(token: string): Actor | undefined {
  const hash = createHash("sha256").update(token).digest("hex");
  if (!sameHash(hash, config().operatorKeyHash)) return undefined;
  return { kind: "operator", tenantId: "", principalId: "operator", roles: [] };
}

/** The actor of an API key; nobody if it is unknown, revoked or its user or partner has left. */
async function byKey(token: string): Promise<Actor | undefined> {
  const given = parseKey(token);
  if (!given) return undefined;
  const table = await tenantTable(given.tenantId, stamp);
  const key = await table.find(apiKey, given.keyId);
  if (!key || key.revokedAt || !sameHash(key.hash, hashSecret(given.secret))) return undefined;
  const now = clock.now();
  if (!key.lastUsedAt || now.getTime() - Date.parse(key.lastUsedAt) > LAST_USE_NOTED_EVERY_MS) {
    await table.commit([write.add(apiKey, key.id, { uses: 1 }, { set: { lastUsedAt: now.toISOString() } })]);
  }
  if (key.principalId.startsWith("ptn_")) {
    const holder = await table.find(partner, key.principalId);
    if (!holder || holder.archived || isOutlived(holder, key)) return undefined;
    return { kind: "partner", tenantId: given.tenantId, principalId: holder.id, roles: [PARTNER], keyId: key.id };
  }
  const how = { kind: "apiKey", keyId: key.id } as const;
  return userActor(given.tenantId, key.principalId, how, (holder) => isOutlived(holder, key));
}

async function userActor(
  tenantId: string,
  userId: string,
  how: Pick<Actor, "kind" | "keyId">,
  isOver: (holder: RowOf<typeof user>) => boolean,
): Promise<Actor | undefined> {
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(user, userId);
  if (!row || row.archived || isOver(row)) return undefined;
  return { ...how, tenantId, principalId: row.id, departmentId: row.departmentId, roles: row.roles };
}

function issuerOf(token: string): OidcIssuer | undefined {
  try {
    const { iss } = decodeJwt(token);
    return config().issuers.find((i) => i.issuer === iss);
  } catch {
    return undefined;
  }
}

/** Cognito names the client in `client_id`, others in `aud`; tenant and user stand in claims or, in Cognito, in group and user name. */
function claimsOf(payload: JWTPayload): { tenantId?: string; userId?: string } {
  const groups = Array.isArray(payload["cognito:groups"]) ? payload["cognito:groups"] : [];
  const find = (values: unknown[], form: RegExp) =>
    values.find((v): v is string => typeof v === "string" && form.test(v));
  return {
    tenantId: find([payload.tenant_id, ...groups], TENANT_ID),
    userId: find([payload.user_id, payload.username, payload.sub], USER_ID),
  };
}

/** The issuer's keys could not be had, so nothing is known of the token. */
class KeysUnreachable extends Error {}

/** What is wrong with a token's key and not with the server that has the keys. */
const TOKENS_OWN = ["ERR_JWKS_NO_MATCHING_KEY", "ERR_JWKS_MULTIPLE_MATCHING_KEYS", "ERR_JOSE_NOT_SUPPORTED"];

/** The keys of an issuer, kept by this Lambda. */
function keysOf(jwksUri: string): JWTVerifyGetKey {
  const keys = keySets.get(jwksUri) ?? createRemoteJWKSet(new URL(jwksUri));
  keySets.set(jwksUri, keys);
  return (header, token) =>
    keys(header, token).catch((error) => {
      throw TOKENS_OWN.includes(error.code)
        ? error
        : new KeysUnreachable(`The keys at ${jwksUri} cannot be had: ${error.message}`);
    });
}

/** The actor of an OIDC access token of a configured issuer: signature, issuer, audience, times, use. */
async function byToken(token: string): Promise<Actor | undefined> {
  const issuer = issuerOf(token);
  if (!issuer) return undefined;
  const verified = await jwtVerify(token, keysOf(issuer.jwksUri), {
    issuer: issuer.issuer,
    currentDate: clock.now(),
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ["exp"],
  }).catch((error) => {
    if (error instanceof KeysUnreachable) throw error;
    return undefined;
  });
  if (!verified) return undefined;
  const { payload } = verified;
  const audiences = [payload.aud, payload.client_id].flat();
  if (!audiences.includes(issuer.audience) || (payload.token_use ?? "access") !== "access") return undefined;
  const { tenantId, userId } = claimsOf(payload);
  // A token says by its time whether its bearer has left since.
  const isOver = ({ departedAt }: { departedAt?: string }): boolean =>
    departedAt !== undefined && (payload.iat ?? 0) < Math.floor(Date.parse(departedAt) / 1_000);
  return tenantId && userId ? userActor(tenantId, userId, { kind: "user" }, isOver) : undefined;
}

/** Who a bearer token is; `undefined` for whoever is not let in. */
export async function actorOfToken(token: string): Promise<Actor | undefined> {
  if (token.startsWith("ck_")) return byKey(token);
  if (token.includes(".")) return byToken(token);
  return operator(token);
}
