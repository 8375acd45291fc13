import { createSign, KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { CLIENT_ID, type Independent, RESOURCE, startProvider, tokenOf } from "../support/provider.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";

/** The deployment's issuer besides the stack's own, and one that a tenant names. */
let deployment: Independent;
let company: Independent;
/** One whose keys the tests have, for what no good issuer signs. */
let forger: Server;
let forgers = "";
let key: Awaited<ReturnType<typeof generateKeyPair>>;
/** What the forger says of itself, and how often it was asked for its keys. */
let said: Record<string, unknown> = {};
let jwks: object[] = [];
let askedForKeys = 0;

const stack = useStack(async () => {
  [deployment, company] = [await startProvider(), await startProvider()];
  key = await generateKeyPair("RS256", { extractable: true });
  jwks = [{ ...(await exportJWK(key.publicKey)), kid: "k", use: "sig" }];
  forger = createServer((request, response) => {
    const isKeys = request.url === "/jwks";
    if (isKeys) askedForKeys += 1;
    if (request.url === "/moved") return response.writeHead(302, { location: "/jwks" }).end();
    response.end(JSON.stringify(isKeys ? { keys: jwks } : said));
  });
  await new Promise<void>((resolve) => forger.listen(0, "127.0.0.1", resolve));
  forgers = `http://127.0.0.1:${(forger.address() as AddressInfo).port}`;
  said = {
    ...{ issuer: forgers, jwks_uri: `${forgers}/jwks`, response_types_supported: ["code"] },
    ...{ authorization_endpoint: `${forgers}/auth`, token_endpoint: `${forgers}/token` },
  };
  const issuers = [
    { issuer: deployment.issuer, audience: RESOURCE, clientId: CLIENT_ID },
    { issuer: forgers, audience: "api" },
  ];
  return { startsAt: new Date(), env: { OIDC_ISSUERS: JSON.stringify(issuers) } };
});
afterAll(() => {
  deployment.stop();
  company.stop();
  forger.closeAllConnections();
  forger.close();
});

let tenant: TestTenant;
let rep: Awaited<ReturnType<TestTenant["person"]>>;
beforeAll(async () => {
  tenant = await openTenant(stack());
  rep = await tenant.person({ roles: ["sales"], email: "Rep@Example.com" });
});

/** The independent issuers go by the machine's clock, and a test that moved ours may have taken its time. */
beforeEach(() => stack().moveClock(new Date()));

const me = async (token: string) => apiClient(stack().baseUrl, token).get("/v1/me");
const statusOf = async (token: string): Promise<number> => (await me(token)).status;

describe("an independent issuer of the deployment", () => {
  test("lets in whom its claims name, for as long as its tokens hold and half a minute more", async () => {
    deployment.claims.set(rep.id, { tenant_id: tenant.id });
    const token = await tokenOf(deployment, rep.id);
    expect((await me(token)).body).toMatchObject({ kind: "user", principalId: rep.id, tenant: { id: tenant.id } });
    const start = stack().clock.now();
    const at = async (seconds: number): Promise<number> => {
      await stack().moveClock(new Date(start.getTime() + seconds * 1_000));
      return statusOf(token);
    };
    // Its clock runs ahead of ours, then behind.
    expect([await at(-20), await at(-60), await at(80), await at(100)]).toEqual([200, 401, 200, 401]);
    await stack().moveClock(start);
  });

  test("changes its keys without anybody being kept out, and what the old ones have signed ends with them", async () => {
    const old = await tokenOf(deployment, rep.id);
    expect(await statusOf(old)).toBe(200);
    await deployment.rotate();
    const next = await tokenOf(deployment, rep.id);
    const start = stack().clock.now();
    // An unknown key is asked for at once, but not by every token that names one.
    await stack().moveClock(new Date(start.getTime() + 30_000));
    expect(await statusOf(next)).toBe(200);
    expect(await statusOf(old)).toBe(401);
    await stack().moveClock(start);
  });

  test("tells a browser where it signs in", async () => {
    const to = (await stack().api().get("/v1/sign-in")).body;
    expect(to).toMatchObject({
      issuer: deployment.issuer,
      clientId: CLIENT_ID,
      tokenEndpoint: `${deployment.issuer}/token`,
    });
  });
});

describe("a token", () => {
  const sign = (
    claims: JWTPayload,
    header: Partial<JWTHeaderParameters> = {},
    by = key.privateKey,
  ): Promise<string> => {
    const now = Math.floor(stack().clock.now().getTime() / 1_000);
    const whole = { iss: forgers, aud: "api", sub: rep.id, tenant_id: tenant.id, iat: now, exp: now + 60, ...claims };
    return new SignJWT(whole).setProtectedHeader({ alg: "RS256", kid: "k", ...header }).sign(by);
  };
  const seconds = (more: number): number => Math.floor(stack().clock.now().getTime() / 1_000) + more;

  /** The same with an extension that must be understood, which no library here would sign. */
  const extended = (token: string): string => {
    const header = { alg: "RS256", kid: "k", crit: ["x"], x: 1 };
    const text = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${token.split(".")[1]}`;
    const signature = createSign("RSA-SHA256").update(text).sign(KeyObject.from(key.privateKey));
    return `${text}.${signature.toString("base64url")}`;
  };

  test("that is as it should be is taken", async () => {
    expect(await statusOf(await sign({}))).toBe(200);
    expect(await statusOf(await sign({}, { typ: "at+jwt" }))).toBe(200);
    expect(await statusOf(await sign({ aud: ["other", "api"] }))).toBe(200);
  });

  test.each<[what: string, make: () => Promise<string>]>([
    ["of another issuer with the same key", () => sign({ iss: "https://elsewhere.example.com" })],
    ["of the issuer written otherwise", () => sign({ iss: `${forgers}/` })],
    ["for another audience", () => sign({ aud: "other" })],
    ["for nobody", () => sign({ aud: undefined })],
    ["that never ends", () => sign({ exp: undefined })],
    ["that has ended", () => sign({ exp: seconds(-31) })],
    ["that has not begun", () => sign({ nbf: seconds(40) })],
    ["of the time to come", () => sign({ iat: seconds(40) })],
    ["of another use", () => sign({ token_use: "id" })],
    ["that is a notice of sign-out", () => sign({}, { typ: "logout+jwt" })],
    ["that names an extension which nobody knows", async () => extended(await sign({}))],
    ["for a tenant that is not the user's", () => sign({ tenant_id: "ten_00000000000000000000" })],
    ["for a user that there is not", () => sign({ sub: "usr_00000000000000000000" })],
    ["that names no user", () => sign({ sub: "somebody" })],
    ["of another key by the same name", async () => sign({}, {}, (await generateKeyPair("RS256")).privateKey)],
    [
      "that brings its own key",
      async () => {
        const own = await generateKeyPair("RS256", { extractable: true });
        return sign({}, { jwk: (await exportJWK(own.publicKey)) as never, kid: undefined as never }, own.privateKey);
      },
    ],
  ])("%s opens nothing", async (_, make) => {
    expect(await statusOf(await make())).toBe(401);
  });

  test("whose key is unknown has the keys asked for once in half a minute, however many come", async () => {
    expect(await statusOf(await sign({}))).toBe(200);
    const start = stack().clock.now();
    await stack().moveClock(new Date(start.getTime() + 60_000));
    askedForKeys = 0;
    const unknown = await Promise.all([1, 2, 3, 4, 5].map(() => sign({}, { kid: "unknown" })));
    for (const token of unknown) expect(await statusOf(token)).toBe(401);
    expect(askedForKeys).toBe(1);
    await stack().moveClock(start);
  });

  test("whose key was withdrawn opens nothing some minutes later", async () => {
    const [kept, start] = [jwks, stack().clock.now()];
    jwks = [{ ...(await exportJWK((await generateKeyPair("RS256")).publicKey)), kid: "next", use: "sig" }];
    expect(await statusOf(await sign({}))).toBe(200);
    await stack().moveClock(new Date(start.getTime() + 700_000));
    expect(await statusOf(await sign({}))).toBe(401);
    jwks = kept;
    await stack().moveClock(start);
  });

  test("that nobody signed opens nothing, nor one signed with what everybody has: the public key as a secret", async () => {
    const claims = { sub: rep.id, tenant_id: tenant.id };
    const none = new UnsecuredJWT(claims).setIssuer(forgers).setAudience("api").setIssuedAt().setExpirationTime("1m");
    expect(await statusOf(none.encode())).toBe(401);
    expect(await statusOf(`${none.encode()}AAAA`)).toBe(401);
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const confused = new SignJWT(claims).setIssuer(forgers).setAudience("api").setIssuedAt().setExpirationTime("1m");
    expect(await statusOf(await confused.setProtectedHeader({ alg: "HS256", kid: "k" }).sign(secret))).toBe(401);
  });
});

describe("a tenant's own issuer", () => {
  const PATH = "/v1/single-sign-on";
  const named = () => ({ issuer: company.issuer, clientId: CLIENT_ID, audience: RESOURCE });

  test("lets in its people by their address, and none of another tenant", async () => {
    company.claims.set("rep", { email: "rep@example.com" });
    const token = await tokenOf(company, "rep");
    expect(await statusOf(token)).toBe(401);
    expect((await tenant.admin.put(PATH, named())).body).toMatchObject(named());
    expect((await me(token)).body).toMatchObject({ principalId: rep.id, tenant: { id: tenant.id } });
    const others = await openTenant(stack());
    await others.person({ roles: ["admin"], email: "boss@example.com" });
    company.claims.set("boss", { email: "boss@example.com" });
    expect(await statusOf(await tokenOf(company, "boss"))).toBe(401);
    company.claims.set("unseen", { email: "rep@example.com", email_verified: false });
    expect(await statusOf(await tokenOf(company, "unseen"))).toBe(401);
    company.claims.set("claims", { email: "boss@example.com", tenant_id: others.id });
    expect(await statusOf(await tokenOf(company, "claims"))).toBe(401);
    expect((await others.admin.put(PATH, named())).body.code).toBe("conflict");
    const to = (await stack().api().get(`/v1/sign-in?tenant=${tenant.id}`)).body;
    expect(to).toMatchObject({
      issuer: company.issuer,
      clientId: CLIENT_ID,
      scope: "openid email",
      bearer: "accessToken",
    });
  });

  test("opens nothing once it is off, and may then be another's", async () => {
    const token = await tokenOf(company, "rep");
    expect(await statusOf(token)).toBe(200);
    expect((await tenant.admin.put(PATH, { ...named(), off: true })).body).toMatchObject({ off: true });
    expect(await statusOf(token)).toBe(401);
    expect((await stack().api().get(`/v1/sign-in?tenant=${tenant.id}`)).body.issuer).toBe(deployment.issuer);
    const others = await openTenant(stack());
    expect((await others.admin.put(PATH, named())).status).toBe(200);
    expect(await statusOf(token)).toBe(401);
    expect((await tenant.admin.put(PATH, named())).body.code).toBe("conflict");
  });

  test("is for administrators alone to name", async () => {
    for (const reply of [rep.api.get(PATH), rep.api.put(PATH, named())]) {
      expect((await reply).status).toBe(403);
    }
  });

  test.each<[what: string, change: () => Record<string, unknown>, why: RegExp]>([
    ["calls itself otherwise", () => ({ issuer: "https://login.example.com" }), /calls itself/],
    ["has no code flow", () => ({ response_types_supported: ["token"] }), /no code flow/],
    ["has no PKCE", () => ({ code_challenge_methods_supported: ["plain"] }), /no PKCE/],
    ["names no keys", () => ({ jwks_uri: undefined }), /names no jwks_uri/],
    ["has its keys elsewhere than it says", () => ({ jwks_uri: `${forgers}/moved` }), /cannot be read/],
    ["has no keys", () => ({ jwks_uri: `${forgers}/none` }), /has no keys/],
    ["is too long", () => ({ filler: "x".repeat(300_000) }), /too long/],
  ])("that %s is refused with the reason", async (_, change, why) => {
    const whole = said;
    said = { ...whole, ...change() };
    const reply = await tenant.admin.put(PATH, { issuer: forgers, clientId: "own" });
    said = whole;
    expect(reply.body).toMatchObject({
      status: 422,
      errors: [{ path: "issuer", message: expect.stringMatching(why) }],
    });
  });

  test("that is nobody's, the product's own, or no address is refused", async () => {
    const refused = async (issuer: string, clientId = "own") =>
      (await tenant.admin.put(PATH, { issuer, clientId })).body.errors?.[0]?.path;
    expect(await refused("http://127.0.0.1:1")).toBe("issuer");
    expect(await refused(deployment.issuer, RESOURCE)).toBe("issuer");
    expect(await refused("no address")).toBe("issuer");
    expect(await refused("file:///etc/passwd")).toBe("issuer");
  });
});
