import { createPublicKey } from "node:crypto";
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from "jose";
import type { Clock } from "../../shared/clock.ts";
import { AUDIENCE } from "./environment.ts";
import type { Store } from "./store.ts";

const ALGORITHM = "RS256";
const TOKEN_SECONDS = 3_600;
const KEY_ID = "local";

/** Who a token is for. `sub` and `username` default to the user's id, as they do where Cognito's users carry our ids. */
export type TokenRequest = {
  userId?: string;
  /** The tenant stands in a group, as it does in the user pool. */
  tenantId?: string;
  sub?: string;
  email?: string;
  expiresInSeconds?: number;
};

/** An OpenID Connect issuer for one machine: its key survives restarts, so tokens stay valid. */
export class Issuer {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly url: string;

  constructor(store: Store, clock: Clock, url: string) {
    this.store = store;
    this.clock = clock;
    this.url = url;
  }

  configuration(): object {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/jwks.json`,
      token_endpoint: `${new URL(this.url).origin}/_local/token`,
      id_token_signing_alg_values_supported: [ALGORITHM],
      response_types_supported: ["token"],
      subject_types_supported: ["public"],
    };
  }

  async keySet(): Promise<object> {
    const jwk = await exportJWK(createPublicKey(await this.privateKey()));
    return { keys: [{ ...jwk, kid: KEY_ID, alg: ALGORITHM, use: "sig" }] };
  }

  /** A signed access token with the claims that Cognito's carry. */
  async token(request: TokenRequest): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1_000);
    const subject = request.sub ?? request.userId ?? request.email ?? "";
    return new SignJWT({
      token_use: "access",
      client_id: AUDIENCE,
      scope: "openid",
      username: request.userId ?? subject,
      ...(request.tenantId && { "cognito:groups": [request.tenantId] }),
      ...(request.email && { email: request.email }),
    })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
      .setIssuer(this.url)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + (request.expiresInSeconds ?? TOKEN_SECONDS))
      .sign(await importPKCS8(await this.privateKey(), ALGORITHM));
  }

  private privateKey(): Promise<string> {
    return this.store.keep("issuer.key", async () => {
      const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
      return exportPKCS8(privateKey);
    });
  }
}
