import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration, type JWK } from "oidc-provider";
import { asked, tokens, Wanderer } from "./code-flow.ts";

export const CLIENT_ID = "console";
export const RESOURCE = "https://api.example.com";
export const REDIRECT_URI = "http://127.0.0.1/signed-in";

/** An OpenID Connect provider that is somebody else's program, on a port of its own. */
export type Independent = {
  issuer: string;
  /** What its access tokens say of an account besides its id, by the account. */
  claims: Map<string, Record<string, unknown>>;
  /** Begins to sign with a new key; what the earlier one signed is checked by nobody any more. */
  rotate(): Promise<void>;
  stop(): void;
};

let keys = 0;
async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: `key-${++keys}`, alg: "RS256", use: "sig" } as JWK;
}

const configuration = (signing: JWK, claims: Independent["claims"], accessTokenSeconds: number): Configuration => ({
  jwks: { keys: [signing] },
  clients: [
    {
      client_id: CLIENT_ID,
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      application_type: "native",
    },
  ],
  cookies: { keys: ["of a test"] },
  pkce: { required: () => true },
  scopes: ["openid", "offline_access", "email"],
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  ttl: { AccessToken: accessTokenSeconds, Grant: 86_400, Session: 86_400, Interaction: 3_600, IdToken: 3_600 },
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: "openid",
        audience: RESOURCE,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  extraTokenClaims: (_, token) => claims.get(String((token as { accountId?: string }).accountId)) ?? {},
});

export async function startProvider({ accessTokenSeconds = 60 } = {}): Promise<Independent> {
  let provider: Provider | undefined;
  const server: Server = createServer((request, response) => provider?.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims: Independent["claims"] = new Map();
  const rotate = async (): Promise<void> => {
    // It warns that it is set up for development, which is what a test wants.
    const { warn } = console;
    console.warn = () => {};
    provider = new Provider(issuer, configuration(await newKey(), claims, accessTokenSeconds));
    console.warn = warn;
  };
  await rotate();
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, claims, rotate, stop };
}

/** An access token of an independent provider, by its own pages: its form asks for a name, then for consent. */
export async function tokenOf(provider: Independent, account: string): Promise<string> {
  const { body } = await (async () => {
    const configuration = await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json();
    const { authorization_endpoint, token_endpoint } = configuration as Record<string, string>;
    const { url, verifier } = asked(authorization_endpoint!, CLIENT_ID, REDIRECT_URI);
    const browser = new Wanderer();
    let at = await browser.follow(url, REDIRECT_URI);
    const forms: Record<string, string>[] = [
      { prompt: "login", login: account, password: "any" },
      { prompt: "consent" },
    ];
    for (const form of forms) {
      at = await browser.follow(new URL(/action="([^"]+)"/.exec(at.text)?.[1] ?? "", at.url), REDIRECT_URI, form);
    }
    const code = at.url.searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", client_id: CLIENT_ID, redirect_uri: REDIRECT_URI };
    return tokens(token_endpoint!, { ...form, code, code_verifier: verifier });
  })();
  return body.access_token ?? "";
}
