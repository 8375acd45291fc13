import { SIGNED_IN } from "../../serve.ts";
import { challengeOf, unguessable } from "./machine.ts";
import { type Issuer, keepAsked, tenantOf } from "./memory.ts";

export type Tokens = { bearer: string; refresh?: string; seconds: number };

const SECRET_BYTES = 32;
/** A token of which nothing is said is taken to hold so long. */
const SECONDS_UNLESS_SAID = 300;

/** The issuer refuses, or cannot be reached. */
export class SignInFailed extends Error {}

let known: Promise<Issuer> | undefined;

async function ask(): Promise<Issuer> {
  const tenant = tenantOf();
  const reply = await fetch(`/v1/sign-in${tenant ? `?tenant=${encodeURIComponent(tenant)}` : ""}`);
  if (!reply.ok) throw new SignInFailed(`The API answers ${reply.status}.`);
  return (await reply.json()) as Issuer;
}

function issuer(): Promise<Issuer> {
  known ??= ask();
  known.catch(() => {
    known = undefined;
  });
  return known;
}

/** Whoever comes back comes from the issuer that was asked: the API need not tell it again. */
export function comesFrom(issuer: Issuer | undefined): void {
  if (issuer) known = Promise.resolve(issuer);
}

/** Forgets where one signs in; another tenant's people do elsewhere. */
export function forgetIssuer(): void {
  known = undefined;
}

/** The page goes to the issuer, and comes back to where it was. `silently`: only if nobody need be asked. */
export async function goSignIn(silently: boolean, language: string): Promise<never> {
  const asked = await issuer();
  const { authorizationEndpoint, clientId, scope } = asked;
  const [state, verifier, nonce] = [unguessable(SECRET_BYTES), unguessable(SECRET_BYTES), unguessable(SECRET_BYTES)];
  const from = location.pathname + location.search + location.hash;
  keepAsked({ state, verifier, nonce, from, issuer: asked });
  const url = new URL(authorizationEndpoint);
  const query = {
    ...{ response_type: "code", client_id: clientId, redirect_uri: location.origin + SIGNED_IN, scope, state, nonce },
    ...{ code_challenge: await challengeOf(verifier), code_challenge_method: "S256", ui_locales: language },
    ...(silently && { prompt: "none" }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  location.assign(url);
  // Nothing more is done on a page that is left.
  return new Promise(() => {});
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(atob((token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/"))) as Record<string, unknown>;

async function tokens(form: Record<string, string>, nonce?: string): Promise<Tokens> {
  const { tokenEndpoint, clientId, bearer } = await issuer();
  const body = new URLSearchParams({ ...form, client_id: clientId });
  const reply = await fetch(tokenEndpoint, { method: "POST", body });
  if (!reply.ok) throw new SignInFailed(`The issuer answers ${reply.status}.`);
  const said = (await reply.json()) as Record<string, string | number | undefined>;
  const idToken = typeof said.id_token === "string" ? said.id_token : undefined;
  // An answer that somebody else has asked for bears another number.
  if (nonce && (!idToken || claimsOf(idToken).nonce !== nonce))
    throw new SignInFailed("The answer is not to this question.");
  const token = bearer === "idToken" ? idToken : said.access_token;
  if (typeof token !== "string") throw new SignInFailed("The issuer gives no token.");
  const refresh = typeof said.refresh_token === "string" ? said.refresh_token : undefined;
  const seconds = typeof said.expires_in === "number" ? said.expires_in : SECONDS_UNLESS_SAID;
  return { bearer: token, seconds, ...(refresh && { refresh }) };
}

/** Tokens for the code that the browser came back with. */
export const tokensForCode = (code: string, verifier: string, nonce: string): Promise<Tokens> =>
  tokens(
    { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: location.origin + SIGNED_IN },
    nonce,
  );

/** Tokens for the refresh token that came last; an issuer that gives no other goes on taking it. */
export const tokensForRefresh = async (refresh: string): Promise<Tokens> => ({
  refresh,
  ...(await tokens({ grant_type: "refresh_token", refresh_token: refresh })),
});

/** The page goes to the issuer, which ends its own session, and comes back. Issuers differ in how they call the way back. */
export async function goSignOut(): Promise<void> {
  const { endSessionEndpoint, clientId } = await issuer();
  const back = `${location.origin}/`;
  if (!endSessionEndpoint) return location.assign(back);
  const url = new URL(endSessionEndpoint);
  for (const [name, value] of Object.entries({
    client_id: clientId,
    logout_uri: back,
    post_logout_redirect_uri: back,
  })) {
    url.searchParams.set(name, value);
  }
  location.assign(url);
}
