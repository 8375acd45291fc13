/**
 * Signing out everywhere needs no issuer. A token bears the time of the sign-in that it comes of (`auth_time`, through
 * all refreshes); one of before a person's last sign-out opens nothing, whoever refreshed it. The pool is told too,
 * off the stream, where a pool that is down parks the record and holds nothing up. Which tenant's own issuer a token
 * is of is looked up by issuer and audience, before anything in it is believed; what its claims say of a tenant never
 * counts.
 */
import { createRemoteJWKSet, customFetch, decodeJwt, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type * as z from "zod";
import { discovered, UnusableIssuer } from "../../shared/auth/discovery.ts";
import { clock, config, type OidcIssuer, perStack } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { Kept } from "../../shared/kept.ts";
import { boundedText } from "../../shared/outside.ts";
import { callOutside } from "../../shared/outside-call.ts";
import type { Holding } from "../../shared/records/setting.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import {
  FACTORS_USUAL,
  type Factors,
  type GroupMapping,
  groupsTold,
  tellsFactor,
  wholeSignOn,
} from "../identity/rules.ts";
import type { Mapper as MapperShape, SignInPolicy } from "../identity/schema.ts";
import { SIGN_ON_ID, signInPolicy, signOn, signOnEntry, signOnEntryId } from "../identity/table.ts";
import { user } from "../users/table.ts";

/** The clock of an issuer may differ from ours by this much. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** Keys are asked for anew after so long, and where a token names one that is not among them at most this often. */
const KEYS_KEPT_MS = 600_000;
const KEYS_ASKED_EVERY_MS = 30_000;
/** Signatures that a public key checks; whoever has that key can make no such signature. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Signed texts of other kinds, such as a notice of sign-out, are no tokens. */
const TYPES = /^(?:application\/)?(?:at\+)?jwt$/i;
/** So many audiences of a token are looked at. */
const AUDIENCES_MAX = 5;
/** A tenant's group in the user pool is its id. */
const TENANT_ID = /^ten_[0-9A-Za-z]{1,40}$/;
const USER_ID = /^usr_[0-9A-Za-z]{1,40}$/;

const stamp = { actor: "system:authorizer", from: "", requestId: "" };

/** Whom a good token stands for, when it was issued, and when its bearer signed in; in seconds. */
export type Borne = {
  tenantId: string;
  userId: string;
  issuedAt: number;
  signedInAt: number;
  /** Which sign-in it comes of; all of a person's are one where the issuer tells them not apart. */
  session: string;
  endsAt: number;
  /** The groups that it tells, where the tenant has mapped some to roles; undefined in place of too many to be told. */
  mapped?: { told: string[] | undefined; mapping: GroupMapping; mapper: Mapper };
};

type Mapper = z.output<typeof MapperShape>;

/** An issuer that is trusted; one of a tenant's own for its people alone. */
type Trusted = OidcIssuer & { tenantId?: string; demands?: Factors | undefined };

/** The issuer's keys could not be had, so nothing is known of the token. */
class KeysUnreachable extends Error {}

/** What is wrong with a token's key and not with the server that has the keys. */
const TOKENS_OWN = ["ERR_JWKS_NO_MATCHING_KEY", "ERR_JWKS_MULTIPLE_MATCHING_KEYS", "ERR_JOSE_NOT_SUPPORTED"];
const UNKNOWN_KEY = "ERR_JWKS_NO_MATCHING_KEY";

const TIMEOUT_MS = 5_000;
const BYTES_MAX = 262_144;

type KeySet = { keys: ReturnType<typeof createRemoteJWKSet>; askedAt: number };
const keySets = perStack(() => new Map<string, KeySet>());

/** Keys are at somebody else's address, which a tenant named. */
async function fetchedKeys(address: string): Promise<Response> {
  const reply = await callOutside(address, { headers: { accept: "application/json" }, timeoutMs: TIMEOUT_MS });
  return new Response(await boundedText(reply, BYTES_MAX), { status: reply.status });
}

/** The keys at an address, asked for by our clock alone. */
function keySetAt(jwksUri: string): KeySet {
  const known = keySets().get(jwksUri);
  if (known) return known;
  const forever = { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration: Number.POSITIVE_INFINITY };
  const keys = createRemoteJWKSet(new URL(jwksUri), { ...forever, [customFetch]: fetchedKeys });
  const made = { keys, askedAt: clock.now().getTime() };
  keySets().set(jwksUri, made);
  return made;
}

const isAgo = (set: KeySet, ms: number): boolean => Math.abs(clock.now().getTime() - set.askedAt) >= ms;

async function reload(set: KeySet): Promise<void> {
  await set.keys.reload();
  set.askedAt = clock.now().getTime();
}

/** The keys of an issuer, kept by this Lambda. One that it has come to sign with is found at once, but asked for seldom. */
function keysAt(jwksUri: string): JWTVerifyGetKey {
  const set = keySetAt(jwksUri);
  const told = (error: { code?: string; message: string }): never => {
    if (TOKENS_OWN.includes(error.code ?? "")) throw error;
    throw new KeysUnreachable(`The keys at ${jwksUri} cannot be had: ${error.message}`);
  };
  return async (header, token) => {
    try {
      if (isAgo(set, KEYS_KEPT_MS)) await reload(set);
      return await set.keys(header, token);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== UNKNOWN_KEY || !isAgo(set, KEYS_ASKED_EVERY_MS)) return told(error as Error);
      await reload(set).catch(told);
      return set.keys(header, token).catch(told);
    }
  };
}

async function jwksUriOf({ issuer, jwksUri }: Trusted): Promise<string> {
  if (jwksUri) return jwksUri;
  try {
    return (await discovered(issuer)).jwksUri;
  } catch (error) {
    if (error instanceof UnusableIssuer)
      throw new KeysUnreachable(`The issuer ${issuer} cannot be asked: ${error.message}`);
    throw error;
  }
}

/** Cognito names the client in `client_id`, others in `aud`. */
const audiencesOf = ({ aud, client_id }: JWTPayload): string[] =>
  [aud, client_id].flat().filter((one): one is string => typeof one === "string");

/** The issuer that a tenant has of its own, by what a token says of itself; nothing of that is believed yet. */
async function tenantsIssuer(issuer: string, audience: string): Promise<Trusted | undefined> {
  const entry = await systemTable(stamp).find(signOnEntry, signOnEntryId(issuer, audience), false);
  if (!entry) return undefined;
  const row = await (await tenantTable(entry.tenantId, stamp)).find(signOn, SIGN_ON_ID);
  if (!row || row.off) return undefined;
  const { audience: meant, claim, means, issuer: named, demands } = wholeSignOn(row);
  if (named !== issuer || meant !== audience) return undefined;
  return { issuer, audience, tenantId: entry.tenantId, claims: { user: claim, means }, demands };
}

async function trustedBy(token: string): Promise<Trusted | undefined> {
  let said: JWTPayload;
  try {
    said = decodeJwt(token);
  } catch {
    return undefined;
  }
  const { iss } = said;
  const audiences = audiencesOf(said).slice(0, AUDIENCES_MAX);
  const known = config().issuers.find(({ issuer, audience }) => issuer === iss && audiences.includes(audience));
  if (known || typeof iss !== "string") return known;
  for (const audience of audiences) {
    const found = await tenantsIssuer(iss, audience);
    if (found) return found;
  }
  return undefined;
}

const textsOf = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === "string");

/** Tenant and user as the issuer's claims name them: by default claims of our own, or Cognito's group and user name. */
async function whoseIs(payload: JWTPayload, { tenantId, claims = {} }: Trusted) {
  const groups = claims.tenant
    ? textsOf(payload[claims.tenant])
    : [payload.tenant_id, payload["cognito:groups"]].flatMap(textsOf);
  const tenant = tenantId ?? groups.find((group) => TENANT_ID.test(group));
  const names = claims.user
    ? textsOf(payload[claims.user])
    : [payload.user_id, payload.username, payload.sub].flatMap(textsOf);
  if (tenant === undefined) return undefined;
  if (claims.means !== "email") return { tenantId: tenant, userId: names.find((name) => USER_ID.test(name)) };
  const [address] = names;
  // An address that its issuer has not seen to may be anybody's.
  if (!address || payload.email_verified === false) return undefined;
  const table = await tenantTable(tenant, stamp);
  return { tenantId: tenant, userId: await table.idOfUnique(user, "email", address.toLowerCase()) };
}

/** Signature, issuer, times, kind and use of a token. Its audience is what its issuer was found by. */
async function verified(token: string, issuer: Trusted): Promise<JWTPayload | undefined> {
  const jwksUri = await jwksUriOf(issuer);
  const now = clock.now();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keysAt(jwksUri), {
      issuer: issuer.issuer,
      algorithms: ALGORITHMS,
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["exp"],
    });
    const { typ = "JWT" } = protectedHeader;
    const isOfNow = (payload.iat ?? 0) <= now.getTime() / 1_000 + CLOCK_TOLERANCE_SECONDS;
    const isAccess = (payload.token_use ?? "access") === "access";
    return TYPES.test(typ) && isOfNow && isAccess ? payload : undefined;
  } catch (error) {
    if (error instanceof KeysUnreachable) throw error;
    return undefined;
  }
}

/** A tenant's policy acts in every process within this time. */
const POLICY_KEPT_MS = 30_000;
type Policy = Holding<typeof SignInPolicy> & { mapper?: Mapper };
const policies = new Kept<Policy>(POLICY_KEPT_MS);

const policyOf = (tenantId: string): Promise<Policy> =>
  policies.get(tenantId, async () => {
    const table = await tenantTable(tenantId, stamp);
    const row = await table.find(signInPolicy.entity, signInPolicy.rowId());
    const { mapper } = (row ?? {}) as Pick<Policy, "mapper">;
    return { ...signInPolicy.saidBy(row), ...(mapper && { mapper }) };
  });

/** Refuses a sign-in by a password alone, where more is asked for: by its own issuer's row, or by the tenant. */
function checkFactor(payload: JWTPayload, issuer: Trusted, { secondFactor }: Policy): void {
  const isOwn = issuer.tenantId !== undefined;
  const asked = isOwn || secondFactor !== "required" ? issuer.demands : (issuer.factors ?? FACTORS_USUAL);
  if (!asked || tellsFactor(payload, asked)) return;
  throw new Fault(
    "unauthorized",
    "This tenant asks for a second factor; sign in again and prove more than a password.",
  );
}

/** Whom a token of a trusted issuer stands for; nobody where it is not good. */
export async function bearerOf(token: string): Promise<Borne | undefined> {
  const issuer = await trustedBy(token);
  const payload = issuer && (await verified(token, issuer));
  const who = payload && (await whoseIs(payload, issuer));
  if (!issuer || !payload || !who?.userId) return undefined;
  const policy = await policyOf(who.tenantId);
  checkFactor(payload, issuer, policy);
  const { groups: mapping, mapper } = policy;
  const issuedAt = payload?.iat ?? 0;
  const signedInAt = typeof payload?.auth_time === "number" ? payload.auth_time : issuedAt;
  const { origin_jti, sid, auth_time, exp = 0 } = payload ?? {};
  const session = [origin_jti, sid, auth_time].find((one) => one !== undefined);
  return {
    ...{ tenantId: who.tenantId, userId: who.userId, issuedAt, signedInAt },
    ...{ session: String(session ?? ""), endsAt: exp },
    ...(mapping && mapper && { mapped: { told: groupsTold(payload, mapping.claim), mapping, mapper } }),
  };
}
