import { createPublicKey, randomUUID } from "node:crypto";
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from "jose";
import type { Clock } from "../../shared/clock.ts";
import { AUDIENCE } from "./environment.ts";
import type { Grant } from "./grants.ts";
import type { Store } from "./store.ts";

const ALGORITHM = "RS256";
const TOKEN_SECONDS = 3_600;
const KEYS = "issuer.keys";

/** Who a token is for. `sub` and `username` default to the user's id, as they do where Cognito's users carry our ids. */
export type TokenRequest = {
  userId?: string;
  /** The tenant stands in a group, as it does in the user pool. */
  tenantId?: string;
  sub?: string;
  email?: string;
  expiresInSeconds?: number;
  /** When the person signed in, in seconds; a token that nobody signed in for says nothing of it. */
  signedInAt?: number;
  /** What it says besides, as issuers do of groups. */
  claims?: Record<string, unknown>;
};

type Key = { kid: string; pem: string };

/** The keys and tokens of an OpenID Connect issuer for one machine: its keys survive restarts, so tokens stay valid. */
export class Issuer {
  readonly url: string;
  private readonly store: Store;
  private readonly clock: Clock;

  constructor(store: Store, clock: Clock, url: string) {
    this.store = store;
    this.clock = clock;
    this.url = url;
  }

  configuration(): object {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/jwks.json`,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      end_session_endpoint: `${this.url}/logout`,
      revocation_endpoint: `${this.url}/revoke`,
      id_token_signing_alg_values_supported: [ALGORITHM],
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      scopes_supported: ["openid", "email", "profile"],
      subject_types_supported: ["public"],
    };
  }

  async keySet(): Promise<object> {
    const keys = (await this.keys()).map(async ({ kid, pem }) => {
      const jwk = await exportJWK(createPublicKey(pem));
      return { ...jwk, kid, alg: ALGORITHM, use: "sig" };
    });
    return { keys: await Promise.all(keys) };
  }

  /** Signs with a new key from now on. What the earlier ones have signed stays valid, unless they are dropped. */
  async rotate(dropEarlier: boolean): Promise<void> {
    const made = await newKey(`local-${this.clock.now().getTime()}`);
    this.store.set(KEYS, JSON.stringify([made, ...(dropEarlier ? [] : await this.keys())]));
  }

  /** A signed access token with the claims that Cognito's carry. */
  token(request: TokenRequest): Promise<string> {
    const subject = request.sub ?? request.userId ?? request.email ?? "";
    return this.signed(subject, request.expiresInSeconds ?? TOKEN_SECONDS, {
      token_use: "access",
      client_id: AUDIENCE,
      scope: "openid",
      username: request.userId ?? subject,
      ...(request.tenantId && { "cognito:groups": [request.tenantId] }),
      ...(request.email && { email: request.email }),
      // A token that nobody signed in for is a session of its own.
      ...(request.signedInAt ? { auth_time: request.signedInAt } : { origin_jti: randomUUID() }),
      ...request.claims,
    });
  }

  /** What a sign-in gives beside the refresh token. */
  async tokens(grant: Grant, who: { email: string; name: string; tenantId: string | undefined }) {
    const { username: userId, nonce, signedInAt } = grant;
    const { email, name, tenantId } = who;
    const about = { token_use: "id", email, name, auth_time: signedInAt, ...(nonce && { nonce }) };
    return {
      access_token: await this.token({ userId, ...(tenantId && { tenantId }), signedInAt }),
      id_token: await this.signed(userId, TOKEN_SECONDS, about),
      token_type: "Bearer",
      expires_in: TOKEN_SECONDS,
    };
  }

  private async signed(subject: string, seconds: number, claims: Record<string, unknown>): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1_000);
    const [{ kid, pem }] = await this.keys();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(this.url)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(await importPKCS8(pem, ALGORITHM));
  }

  /** The keys, the one that signs first. */
  private async keys(): Promise<[Key, ...Key[]]> {
    return JSON.parse(await this.store.keep(KEYS, async () => JSON.stringify([await newKey("local")])));
  }
}

async function newKey(kid: string): Promise<Key> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { kid, pem: await exportPKCS8(privateKey) };
}
