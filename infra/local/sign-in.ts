import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock } from "../../shared/clock.ts";
import { languageOf } from "../../shared/words/language.ts";
import { AUDIENCE } from "./environment.ts";
import type { Grant, Grants } from "./grants.ts";
import { json, type Reply, readBody } from "./http.ts";
import type { Issuer } from "./issuer.ts";
import type { Pool } from "./pool.ts";
import { refusedPage, type Shown, signInPage } from "./sign-in-page.ts";

const FORM_BYTES_MAX = 16 * 1024;
const COOKIE = "cashloop_sign_in";
/** An application on this machine: the stack's own console, or one that is being worked on. */
const OWN_HOST = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//;
const VERIFIER = /^[\w.~-]{43,128}$/;
const CHALLENGE = /^[\w-]{43}$/;

/** What the issuer's pages and endpoints work on. */
export type SignInParts = {
  issuer: Issuer;
  pool: Pool;
  grants: Grants;
  clock: Clock;
  /** The people of the pool, as the page shows them. */
  people(): Promise<Shown[]>;
};

const htmlHeaders = (formAction: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
});

/** An application elsewhere on this machine asks from an origin of its own. */
const OPEN = { "access-control-allow-origin": "*", "cache-control": "no-store" };

const html = (status: number, body: string, formAction = "'none'"): Reply => ({
  ...{ status, body },
  headers: htmlHeaders(formAction),
});

const went = (to: URL, headers: Record<string, string> = {}): Reply => ({
  status: 303,
  headers: { location: to.href, "cache-control": "no-store", ...headers },
});

const refusedToken = (error: string, error_description: string): Reply => {
  const { body, headers, status } = json(400, { error, error_description });
  return { status, body, headers: { ...headers, ...OPEN } };
};

const formOf = async (request: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams((await readBody(request, FORM_BYTES_MAX)).toString());

const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

const cookieOf = ({ headers }: IncomingMessage): string =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? "")?.[1] ?? "";

/** Where the browser goes back to; nothing where it must not. */
function returnOf(asked: URLSearchParams): URL | undefined {
  const uri = asked.get("redirect_uri") ?? "";
  return OWN_HOST.test(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
}

/** The browser goes back with an answer; the state tells the application to which question. */
function answered(to: URL, asked: URLSearchParams, answer: Record<string, string>): URL {
  const state = asked.get("state");
  for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) })) {
    to.searchParams.set(name, value);
  }
  return to;
}

/** What is wrong with what an application asks for, by the name that RFC 6749 has for it. */
function faultOf(asked: URLSearchParams): string | undefined {
  if (asked.get("response_type") !== "code") return "unsupported_response_type";
  if (!(asked.get("scope") ?? "").split(" ").includes("openid")) return "invalid_scope";
  const isProven = asked.get("code_challenge_method") === "S256" && CHALLENGE.test(asked.get("code_challenge") ?? "");
  return isProven ? undefined : "invalid_request";
}

const grantOf = (asked: URLSearchParams, username: string, signedInAt: number): Grant => ({
  ...{ username, clientId: AUDIENCE, signedInAt },
  redirectUri: asked.get("redirect_uri") ?? "",
  scope: asked.get("scope") ?? "",
  challenge: asked.get("code_challenge") ?? "",
  ...(asked.get("nonce") && { nonce: asked.get("nonce")! }),
});

const isOver = ({ pool }: SignInParts, { username, signedInAt }: Grant): boolean =>
  !pool.find(username) || signedInAt <= pool.signedOutAt(username);

/** Somebody who has signed in in this browser goes on without being asked. */
async function authorize(parts: SignInParts, request: IncomingMessage, asked: URLSearchParams): Promise<Reply> {
  const back = returnOf(asked);
  if (asked.get("client_id") !== AUDIENCE) return html(400, refusedPage("The application is not known here."));
  if (!back) return html(400, refusedPage("The application wants people sent to another machine."));
  const fault = faultOf(asked);
  if (fault) return went(answered(back, asked, { error: fault }));
  const prompt = asked.get("prompt");
  const session = prompt === "login" ? undefined : parts.grants.look("session", cookieOf(request));
  if (session && !isOver(parts, session.grant)) {
    const { username, signedInAt } = session.grant;
    const code = parts.grants.issue("code", grantOf(asked, username, signedInAt), session.family);
    return went(answered(back, asked, { code }));
  }
  if (prompt === "none") return went(answered(back, asked, { error: "login_required" }));
  const [wanted] = (asked.get("ui_locales") ?? "").split(" ");
  const language = languageOf(wanted || request.headers["accept-language"], "zh-CN");
  return html(200, signInPage(language, await parts.people(), asked), `'self' ${back.origin}`);
}

/** Somebody was chosen on the page. */
async function choose(parts: SignInParts, request: IncomingMessage): Promise<Reply> {
  const asked = await formOf(request);
  const back = returnOf(asked);
  const chosen = parts.pool.find(asked.get("username") ?? "");
  if (!back || !chosen || faultOf(asked)) return html(400, refusedPage("Begin again from the application."));
  // Times are whole seconds: who signs in within that of the last sign-out has done so after it.
  const now = Math.floor(parts.clock.now().getTime() / 1_000);
  const signedInAt = Math.max(now, parts.pool.signedOutAt(chosen.username) + 1);
  const grant = grantOf(asked, chosen.username, signedInAt);
  const session = parts.grants.issue("session", grant);
  const { family } = parts.grants.look("session", session)!;
  const path = new URL(parts.issuer.url).pathname;
  const cookie = `${COOKIE}=${session}; Path=${path}; HttpOnly; SameSite=Lax`;
  return went(answered(back, asked, { code: parts.grants.issue("code", grant, family) }), { "set-cookie": cookie });
}

/** A code, or the refresh token that came last, for tokens. */
async function token(parts: SignInParts, request: IncomingMessage): Promise<Reply> {
  const form = await formOf(request);
  if (form.get("client_id") !== AUDIENCE) return refusedToken("invalid_client", "The application is not known here.");
  const type = form.get("grant_type");
  if (type !== "authorization_code" && type !== "refresh_token") {
    return refusedToken("unsupported_grant_type", "Send authorization_code or refresh_token.");
  }
  const isCode = type === "authorization_code";
  const kind = isCode ? "code" : "refresh";
  const found = parts.grants.use(kind, form.get(isCode ? "code" : "refresh_token") ?? "");
  if (!found || isOver(parts, found.grant)) return refusedToken("invalid_grant", "It is unknown, used or over.");
  const { grant, family } = found;
  const verifier = form.get("code_verifier") ?? "";
  const isProven = VERIFIER.test(verifier) && challengeOf(verifier) === grant.challenge;
  if (isCode && !(isProven && form.get("redirect_uri") === grant.redirectUri)) {
    parts.grants.end(family);
    return refusedToken("invalid_grant", "The code was asked for by somebody else.");
  }
  const { email, name, groups } = parts.pool.get(grant.username);
  const made = await parts.issuer.tokens(grant, { email, name, tenantId: groups[0] });
  const reply = json(200, { ...made, scope: grant.scope, refresh_token: parts.grants.issue("refresh", grant, family) });
  return { ...reply, headers: { ...reply.headers, ...OPEN } };
}

/** Ends the session of this browser, and what came of its sign-in. Cognito calls the way back `logout_uri`. */
function logout(parts: SignInParts, request: IncomingMessage, asked: URLSearchParams): Reply {
  parts.grants.end(parts.grants.look("session", cookieOf(request))?.family);
  const uri = asked.get("post_logout_redirect_uri") ?? asked.get("logout_uri") ?? "";
  const cookie = `${COOKIE}=; Path=${new URL(parts.issuer.url).pathname}; Max-Age=0; HttpOnly; SameSite=Lax`;
  if (!OWN_HOST.test(uri)) {
    const signedOut = html(200, refusedPage("You are signed out."));
    return { ...signedOut, headers: { ...signedOut.headers, "set-cookie": cookie } };
  }
  return went(new URL(uri), { "set-cookie": cookie });
}

async function revoke(parts: SignInParts, request: IncomingMessage): Promise<Reply> {
  const form = await formOf(request);
  parts.grants.end(parts.grants.look("refresh", form.get("token") ?? "")?.family);
  return { status: 200, headers: OPEN };
}

/** The issuer's pages and endpoints, below its address; nothing where it has none. */
export async function signIn(parts: SignInParts, request: IncomingMessage, url: URL): Promise<Reply | undefined> {
  const path = url.pathname.slice(new URL(parts.issuer.url).pathname.length);
  const open = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...OPEN } });
  switch (`${request.method} ${path}`) {
    case "GET /.well-known/openid-configuration":
      return open(json(200, parts.issuer.configuration()));
    case "GET /jwks.json":
      return open(json(200, await parts.issuer.keySet()));
    case "GET /authorize":
      return authorize(parts, request, url.searchParams);
    case "POST /authorize":
      return choose(parts, request);
    case "POST /token":
      return token(parts, request);
    case "POST /revoke":
      return revoke(parts, request);
    case "GET /logout":
      return logout(parts, request, url.searchParams);
    case "POST /rotate": {
      const form = await formOf(request);
      await parts.issuer.rotate(form.get("drop") === "earlier");
      return json(200, await parts.issuer.keySet());
    }
    default:
      return undefined;
  }
}
