import { beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { asked, tokens, Wanderer } from "../support/code-flow.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack({ userPool: true });
let tenant: TestTenant;
type SignIn = {
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  endSessionEndpoint: string;
};
let to: SignIn;
const back = (): string => `${stack().baseUrl}/signed-in`;

beforeAll(async () => {
  tenant = await openTenant(stack());
  to = (await stack().api().get("/v1/sign-in")).body;
});

let people = 0;
/** Somebody of the tenant who is in the pool. */
async function somebody(roles = ["sales"]): Promise<string> {
  const { id } = await made(tenant.admin, "/v1/users", {
    name: "王芳",
    email: `signs.in${++people}@example.com`,
    roles,
  });
  await stack().settled();
  return id;
}

type Session = { browser: Wanderer; refresh: string; access: string };

const codeOf = (url: URL): string => url.searchParams.get("code") ?? "";

/** Signs somebody in as the page does it. */
async function signedIn(username: string, browser = new Wanderer()): Promise<Session> {
  const { url, verifier, state } = asked(to.authorizationEndpoint, to.clientId, back());
  const page = await browser.go(url);
  expect(page.text).toContain(`value="${username}"`);
  const chosen = await browser.go(to.authorizationEndpoint, { ...Object.fromEntries(url.searchParams), username });
  expect(chosen.url.searchParams.get("state")).toBe(state);
  const form = { grant_type: "authorization_code", client_id: to.clientId, redirect_uri: back() };
  const { status, body } = await tokens(to.tokenEndpoint, {
    ...form,
    code: codeOf(chosen.url),
    code_verifier: verifier,
  });
  expect(status).toBe(200);
  return { browser, refresh: body.refresh_token!, access: body.access_token! };
}

const refreshed = (refresh_token: string) =>
  tokens(to.tokenEndpoint, { grant_type: "refresh_token", client_id: to.clientId, refresh_token });

const statusOf = async (token: string): Promise<number> =>
  (await apiClient(stack().baseUrl, token).get("/v1/me")).status;

const pooled = async (): Promise<
  { username: string; email: string; name: string; groups: string[]; invitations: number }[]
> => (await stack().api().get("/_local/pool")).body.items;

describe("signing in", () => {
  test("gives tokens to whoever proves to have asked, and says who one is", async () => {
    const id = await somebody();
    const { access } = await signedIn(id);
    const me = (await apiClient(stack().baseUrl, access).get("/v1/me")).body;
    expect(me).toMatchObject({ kind: "user", principalId: id, name: "王芳", roles: ["sales"] });
    expect(me.tenant).toEqual({
      id: tenant.id,
      name: expect.any(String),
      locale: "zh-CN",
      timeZone: "Asia/Shanghai",
      currency: "CNY",
    });
    expect(me.permissions).toContain("accounts.write");
  });

  test("gives nothing for a code of another verifier, of another address, or a second time", async () => {
    const id = await somebody();
    const form = { grant_type: "authorization_code", client_id: to.clientId };
    const code = async (): Promise<[string, string]> => {
      const { url, verifier } = asked(to.authorizationEndpoint, to.clientId, back());
      const chosen = await new Wanderer().go(to.authorizationEndpoint, {
        ...Object.fromEntries(url.searchParams),
        username: id,
      });
      return [codeOf(chosen.url), verifier];
    };
    const [first] = await code();
    const wrong = "x".repeat(43);
    expect(
      (await tokens(to.tokenEndpoint, { ...form, redirect_uri: back(), code: first, code_verifier: wrong })).body.error,
    ).toBe("invalid_grant");
    const [second, verifier] = await code();
    const elsewhere = { ...form, redirect_uri: `${back()}/x`, code: second, code_verifier: verifier };
    expect((await tokens(to.tokenEndpoint, elsewhere)).body.error).toBe("invalid_grant");
    const [third, own] = await code();
    const good = { ...form, redirect_uri: back(), code: third, code_verifier: own };
    const made = await tokens(to.tokenEndpoint, good);
    expect(made.status).toBe(200);
    expect((await tokens(to.tokenEndpoint, good)).body.error).toBe("invalid_grant");
    // A code that comes twice is in two hands: what the first got is ended too.
    expect((await refreshed(made.body.refresh_token!)).status).toBe(400);
  });

  test("sends nobody to another machine, and asks for PKCE", async () => {
    const evil = asked(to.authorizationEndpoint, to.clientId, "https://evil.example.com/");
    expect(await new Wanderer().go(evil.url)).toMatchObject({ status: 400, url: evil.url });
    const plain = asked(to.authorizationEndpoint, to.clientId, back(), { code_challenge_method: "plain" });
    expect((await new Wanderer().go(plain.url)).url.searchParams.get("error")).toBe("invalid_request");
    const stranger = asked(to.authorizationEndpoint, "stranger", back());
    expect((await new Wanderer().go(stranger.url)).status).toBe(400);
  });

  test("is not asked for again in the same browser, until it signs out", async () => {
    const id = await somebody();
    const { browser } = await signedIn(id);
    const silently = () => browser.go(asked(to.authorizationEndpoint, to.clientId, back(), { prompt: "none" }).url);
    expect(codeOf((await silently()).url)).not.toBe("");
    const out = new URL(to.endSessionEndpoint);
    out.searchParams.set("post_logout_redirect_uri", `${stack().baseUrl}/`);
    expect((await browser.go(out)).url.href).toBe(`${stack().baseUrl}/`);
    expect((await silently()).url.searchParams.get("error")).toBe("login_required");
  });
});

describe("a refresh token", () => {
  test("works once, and its second use ends all that came of the sign-in", async () => {
    const { refresh } = await signedIn(await somebody());
    const next = await refreshed(refresh);
    expect(next.status).toBe(200);
    expect(next.body.refresh_token).not.toBe(refresh);
    expect(await statusOf(next.body.access_token!)).toBe(200);
    expect((await refreshed(refresh)).body.error).toBe("invalid_grant");
    expect((await refreshed(next.body.refresh_token!)).body.error).toBe("invalid_grant");
  });
});

describe("signing out everywhere", () => {
  test("ends every session of one's own and no other's, and lets one in anew", async () => {
    const [id, other] = [await somebody(), await somebody()];
    const [desk, phone, others] = [await signedIn(id), await signedIn(id), await signedIn(other)];
    expect((await apiClient(stack().baseUrl, desk.access).post("/v1/me/sign-out")).status).toBe(200);
    await stack().settled();
    expect(await Promise.all([desk, phone, others].map(({ access }) => statusOf(access)))).toEqual([401, 401, 200]);
    const statuses = await Promise.all(
      [desk, phone, others].map(async ({ refresh }) => (await refreshed(refresh)).status),
    );
    expect(statuses).toEqual([400, 400, 200]);
    expect(await statusOf((await signedIn(id)).access)).toBe(200);
  });

  test("holds against an issuer that refreshes all the same: a token bears the time of its sign-in", async () => {
    const id = await somebody();
    const before = Math.floor(stack().clock.now().getTime() / 1_000) - 100;
    await tenant.admin.post(`/v1/users/${id}/sign-out`);
    const late = await stack().token({ userId: id, tenantId: tenant.id, signedInAt: before });
    expect(decodeJwt(late).iat).toBeGreaterThan(before);
    expect(await statusOf(late)).toBe(401);
  });

  test("is for whoever may change the person, and no partner's", async () => {
    const [boss, rep] = [await tenant.person({ roles: ["admin"] }), await tenant.person({ roles: ["sales"] })];
    expect((await rep.api.post(`/v1/users/${boss.id}/sign-out`)).status).toBe(403);
    const partner = await made(tenant.admin, "/v1/partners", { name: "甲" });
    const { key } = (await tenant.admin.post(`/v1/partners/${partner.id}/api-keys`, { name: "portal" })).body;
    const portal = apiClient(stack().baseUrl, key);
    expect((await portal.get("/v1/me")).body).toMatchObject({ kind: "partner", principalId: partner.id });
    expect((await portal.post("/v1/me/sign-out")).body.code).toBe("invalid_state");
    expect((await stack().api(stack().operatorKey).get("/v1/me")).status).toBe(403);
  });
});

describe("the pool", () => {
  const one = async (id: string) => (await pooled()).find(({ username }) => username === id);

  test("has whoever has an address, under their id and their tenant, until they leave", async () => {
    const { id } = await made(tenant.admin, "/v1/users", {
      name: "赵敏",
      email: "pool.one@example.com",
      roles: ["sales"],
    });
    await stack().settled();
    expect(await one(id)).toEqual({
      username: id,
      name: "赵敏",
      email: "pool.one@example.com",
      groups: [tenant.id],
      invitations: 1,
    });
    await tenant.admin.patch(`/v1/users/${id}`, { email: "pool.two@example.com", name: "赵敏敏" });
    await tenant.admin.post(`/v1/users/${id}/invite`);
    await stack().settled();
    expect(await one(id)).toMatchObject({ name: "赵敏敏", email: "pool.two@example.com", invitations: 2 });
    const session = await signedIn(id);
    await tenant.admin.post(`/v1/users/${id}/archive`);
    await stack().settled();
    expect(await one(id)).toBeUndefined();
    expect([await statusOf(session.access), (await refreshed(session.refresh)).status]).toEqual([401, 400]);
    await tenant.admin.post(`/v1/users/${id}/restore`);
    await stack().settled();
    expect(await one(id)).toMatchObject({ invitations: 1, groups: [tenant.id] });
  });

  test("does not let an address in twice: the second waits with its reason, and comes in once it is another", async () => {
    const others = await openTenant(stack());
    await somebody();
    const taken = `signs.in${people}@example.com`;
    const { id } = await made(others.admin, "/v1/users", { name: "x", email: taken, roles: ["sales"] });
    await stack().settled();
    expect(await one(id)).toBeUndefined();
    const { items } = (await others.admin.get(`/v1/parked-records?state=parked`)).body;
    expect(items).toMatchObject([{ recordId: id, error: expect.stringContaining("signs in somebody else") }]);
    await others.admin.patch(`/v1/users/${id}`, { email: "free.again@example.com" });
    await stack().settled();
    expect(await one(id)).toMatchObject({ email: "free.again@example.com", groups: [others.id] });
  });

  test("invites nobody without an address", async () => {
    const admin = (await tenant.admin.get("/v1/me")).body.principalId;
    expect((await tenant.admin.post(`/v1/users/${admin}/invite`)).body.code).toBe("invalid_state");
  });
});
