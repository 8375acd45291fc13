import { createHash, randomBytes } from "node:crypto";

/** A browser without a face: it keeps cookies and follows, page by page, where it is sent. */
export class Wanderer {
  readonly #cookies = new Map<string, string>();

  async go(address: string | URL, form?: Record<string, string>): Promise<{ url: URL; status: number; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await fetch(address, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { ...(cookie && { cookie }), "accept-language": "en" },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const location = reply.headers.get("location");
    const text = await reply.text();
    return { url: location ? new URL(location, address) : new URL(address), status: reply.status, text };
  }

  /** Follows redirects until a page is shown or the application's address is reached. */
  async follow(address: string | URL, redirectUri: string, form?: Record<string, string>) {
    let at = await this.go(address, form);
    while (at.status >= 300 && at.status < 400 && !at.url.href.startsWith(redirectUri)) at = await this.go(at.url);
    return at;
  }
}

export type Asked = { url: URL; verifier: string; state: string };

/** The address at which an application asks for a code, with what it keeps to itself. */
export function asked(
  endpoint: string,
  clientId: string,
  redirectUri: string,
  more: Record<string, string> = {},
): Asked {
  const [verifier, state] = [randomBytes(32).toString("base64url"), randomBytes(9).toString("base64url")];
  const url = new URL(endpoint);
  const query = {
    ...{ client_id: clientId, redirect_uri: redirectUri, response_type: "code", scope: "openid", state },
    ...{ code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256" },
    ...more,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url, verifier, state };
}

/** Asks a token endpoint. */
export async function tokens(
  endpoint: string,
  form: Record<string, string>,
): Promise<{ status: number; body: Record<string, string> }> {
  const reply = await fetch(endpoint, { method: "POST", body: new URLSearchParams(form) });
  return { status: reply.status, body: (await reply.json()) as Record<string, string> };
}

/** Signs somebody in on the pages of the issuer that stands here, as the console does; their access token. */
export async function accessTokenOf(baseUrl: string, username: string): Promise<string> {
  const reply = await fetch(new URL("/v1/sign-in", baseUrl));
  const to = (await reply.json()) as { authorizationEndpoint: string; tokenEndpoint: string; clientId: string };
  const back = `${baseUrl}/signed-in`;
  const { url, verifier } = asked(to.authorizationEndpoint, to.clientId, back);
  const form = { ...Object.fromEntries(url.searchParams), username };
  const code = (await new Wanderer().go(to.authorizationEndpoint, form)).url.searchParams.get("code") ?? "";
  const exchange = { grant_type: "authorization_code", client_id: to.clientId, redirect_uri: back };
  const { body } = await tokens(to.tokenEndpoint, { ...exchange, code, code_verifier: verifier });
  return body.access_token ?? "";
}
