import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CLIENT_ID, type Independent, RESOURCE, startProvider, tokenOf } from "../support/provider.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";

/** The deployment's issuer besides the stack's own, and one that a tenant names: two programs that are not ours. */
let deployment: Independent;
let company: Independent;
const stack = useStack(async () => {
  [deployment, company] = [await startProvider(), await startProvider()];
  const issuers = [{ issuer: deployment.issuer, audience: RESOURCE, clientId: CLIENT_ID }];
  return { startsAt: new Date(), env: { OIDC_ISSUERS: JSON.stringify(issuers) } };
});
afterAll(() => {
  deployment.stop();
  company.stop();
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

describe("a second factor", () => {
  const POLICY = "/v1/sign-in-policy";
  const later = (seconds: number) => stack().moveClock(new Date(stack().clock.now().getTime() + seconds * 1_000));
  const withClaims = async (provider: Independent, account: string, claims: object): Promise<string> => {
    provider.claims.set(account, { ...claims });
    return tokenOf(provider, account);
  };

  test("that a tenant asks for is asked of every issuer of the deployment, within half a minute", async () => {
    const other = await openTenant(stack());
    const colleague = await other.person({ roles: ["sales"], email: "colleague@example.com" });
    const person = { tenant_id: other.id };
    const plain = () => withClaims(deployment, colleague.id, person);
    expect(await statusOf(await plain())).toBe(200);
    const put = await other.admin.put(POLICY, { secondFactor: "required" });
    expect([put.status, put.body.secondFactor]).toEqual([200, "required"]);
    await later(31);
    const refused = await me(await plain());
    expect([refused.status, refused.body.code]).toEqual([401, "unauthorized"]);
    expect(refused.body.detail).toContain("second factor");
    expect(await statusOf(await withClaims(deployment, colleague.id, { ...person, amr: ["pwd"] }))).toBe(401);
    expect(await statusOf(await withClaims(deployment, colleague.id, { ...person, amr: "mfa" }))).toBe(200);
    expect(await statusOf(await withClaims(deployment, colleague.id, { ...person, amr: ["pwd", "otp"] }))).toBe(200);
    // A key is no sign-in, and another tenant asks for nothing.
    expect((await other.admin.get("/v1/me")).status).toBe(200);
    expect(await statusOf(await withClaims(deployment, rep.id, { tenant_id: tenant.id }))).toBe(200);
    await other.admin.put(POLICY, { secondFactor: "optional" });
    await later(31);
    expect(await statusOf(await plain())).toBe(200);
  });

  test("that a tenant's own issuer must tell is told in that issuer's words", async () => {
    const own = await openTenant(stack());
    const colleague = await own.person({ roles: ["sales"], email: "own@example.com" });
    const issuer = { issuer: company.issuer, clientId: "own-console", audience: RESOURCE };
    const demands = { claim: "acr", anyOf: ["urn:company:strong"] };
    expect((await own.admin.put("/v1/single-sign-on", { ...issuer, demands })).status).toBe(200);
    const token = (claims: object) => withClaims(company, "own", { email: "own@example.com", ...claims });
    expect(await statusOf(await token({}))).toBe(401);
    expect(await statusOf(await token({ amr: ["mfa"] }))).toBe(401);
    expect(await statusOf(await token({ acr: "urn:company:weak" }))).toBe(401);
    const strong = await me(await token({ acr: "urn:company:strong" }));
    expect([strong.status, strong.body.principalId]).toEqual([200, colleague.id]);
  });

  test("is for administrators to ask for, and a word that is none is refused by name", async () => {
    expect((await rep.api.put(POLICY, { secondFactor: "required" })).status).toBe(403);
    const bad = await tenant.admin.put(POLICY, { secondFactor: "always" });
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, "secondFactor"]);
    const none = {
      issuer: "https://login.example.com",
      clientId: "c",
      demands: { claim: "amr", anyOf: [] },
      off: true,
    };
    const empty = await tenant.admin.put("/v1/single-sign-on", none);
    expect([empty.status, empty.body.errors[0].path]).toEqual([422, "demands.anyOf"]);
  });
});
