import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CLIENT_ID, type Independent, RESOURCE, startProvider, tokenOf } from "../support/provider.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const POLICY = "/v1/sign-in-policy";

/** An issuer of a company's own, which is not our program. */
let company: Independent;
const stack = useStack(async () => {
  company = await startProvider();
  return { startsAt: new Date() };
});
afterAll(() => company.stop());
/** The independent issuer goes by the machine's clock, and a test that moved ours may have taken its time. */
beforeEach(() => stack().moveClock(new Date()));

type Mapping = { claim?: string; of: { group: string; roles: string[] }[]; unmapped?: "refused" | "kept" };

/** A tenant that maps groups, and has not signed anybody in yet: what it asks of them acts from the first on. */
async function mapping(groups: Mapping): Promise<TestTenant> {
  const tenant = await openTenant(stack());
  await mapped(tenant, groups);
  return tenant;
}

async function mapped({ admin }: TestTenant, { claim = "groups", ...groups }: Mapping): Promise<void> {
  expect((await admin.put(POLICY, { groups: { claim, ...groups } })).status).toBe(200);
}

const me = async (token: string) => apiClient(stack().baseUrl, token).get("/v1/me");

/** A token of the product's issuer that tells groups; each is issued a second after the one before. */
async function token({ id }: TestTenant, userId: string, groups?: unknown): Promise<string> {
  await stack().moveClock(new Date(stack().clock.now().getTime() + 1_000));
  return stack().token({ userId, tenantId: id, ...(groups !== undefined && { claims: { groups } }) });
}

const signedIn = async (tenant: TestTenant, userId: string, groups?: unknown) =>
  me(await token(tenant, userId, groups));
const rolesOf = async ({ admin }: TestTenant, id: string): Promise<string[]> =>
  (await admin.get(`/v1/users/${id}`)).body.roles;

const SELLERS = { group: "sellers", roles: ["sales"] };
const COUNTERS = { group: "counters", roles: ["finance", "sales"] };
const BOSSES = { group: "bosses", roles: ["admin"] };

describe("an independent issuer of the tenant's own", () => {
  const id = "9c5d9a3e-6f0e-4a0c-8f0a-0d8a2a7d5b11";

  test.each<[form: string, claim: string, group: string, claims: Record<string, unknown>]>([
    ["Okta: a list of names", "groups", "CRM Sellers", { groups: ["Everyone", "CRM Sellers"] }],
    ["Entra ID: a list of ids", "groups", id, { groups: ["e7a2", id] }],
    ["Entra ID: roles of the application", "roles", "Crm.Seller", { roles: ["Crm.Seller"] }],
    ["Keycloak: the way to a group", "groups", "/sales/east", { groups: ["/sales", "/sales/east"] }],
    ["Keycloak: roles of the realm", "realm_access.roles", "crm", { realm_access: { roles: ["offline", "crm"] } }],
    [
      "Keycloak: roles of a client with dots",
      "resource_access.crm.example.com.roles",
      "seller",
      { resource_access: { account: { roles: [] }, "crm.example.com": { roles: ["seller"] } } },
    ],
    ["Auth0: a name with a scheme", "https://crm.example.com/groups", "g", { "https://crm.example.com/groups": ["g"] }],
    ["a single text", "department", "sellers", { department: "sellers" }],
  ])("gives the roles of the groups that it tells as %s", async (form, claim, group, claims) => {
    const tenant = await mapping({ claim, of: [{ group, roles: ["sales"] }] });
    const email = `${tenant.id}@example.com`;
    const person = await tenant.person({ roles: ["marketing"], email });
    const issuer = { issuer: company.issuer, clientId: `of ${tenant.id}`, audience: RESOURCE };
    expect((await tenant.admin.put("/v1/single-sign-on", issuer)).status).toBe(200);
    company.claims.set(form, { email, ...claims });
    const reply = await me(await tokenOf(company, form));
    await tenant.admin.put("/v1/single-sign-on", { ...issuer, off: true });
    expect([reply.status, reply.body.principalId, reply.body.roles]).toEqual([200, person.id, ["sales"]]);
  });

  test("that only says where more groups could be asked for lets nobody in by guess, and says so", async () => {
    const tenant = await mapping({ of: [SELLERS], unmapped: "kept" });
    const person = await tenant.person({ roles: ["sales"], email: `${tenant.id}@example.com` });
    const issuer = { issuer: company.issuer, clientId: CLIENT_ID, audience: RESOURCE };
    await tenant.admin.put("/v1/single-sign-on", issuer);
    const overage = { _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint: "https://graph" } } };
    company.claims.set("many", { email: `${tenant.id}@example.com`, ...overage });
    const reply = await me(await tokenOf(company, "many"));
    await tenant.admin.patch(`/v1/users/${person.id}`, { roles: ["sales", "admin"] });
    const asAdministrator = await me(await tokenOf(company, "many"));
    await tenant.admin.put("/v1/single-sign-on", { ...issuer, off: true });
    expect([reply.status, reply.body.code]).toEqual([403, "forbidden"]);
    expect(reply.body.detail).toContain("more groups than a token holds");
    expect(asAdministrator.body.roles).toEqual(["sales", "admin"]);
    expect(await rolesOf(tenant, person.id)).toEqual(["sales", "admin"]);
  });
});

describe("roles by groups", () => {
  test("are written at sign-in, and gone with the group; what changed stands in the history, by the sign-in", async () => {
    const tenant = await mapping({ of: [SELLERS, COUNTERS] });
    const { id } = await tenant.person({ roles: ["marketing"] });
    expect((await signedIn(tenant, id, ["sellers", "counters", "others"])).body.roles).toEqual(["sales", "finance"]);
    expect((await signedIn(tenant, id, "sellers")).body.roles).toEqual(["sales"]);
    expect((await signedIn(tenant, id, ["sellers"])).body.roles).toEqual(["sales"]);
    expect(await rolesOf(tenant, id)).toEqual(["sales"]);
    await stack().settled();
    const { items } = (await tenant.admin.get(`/v1/audit-entries?recordId=${id}`)).body;
    const told = (items as { action: string; actor: string; changes?: Record<string, unknown> }[]).filter(
      ({ actor }) => actor === "system:signIn",
    );
    expect(told.map(({ action }) => action)).toEqual(["sign-in", "sign-in"]);
  });

  test("follow in every open session from the latest token on, and an older one gives nothing back", async () => {
    const tenant = await mapping({ of: [SELLERS, COUNTERS] });
    const { id, api } = await tenant.person({ roles: ["marketing"] });
    const [old, unused] = [await token(tenant, id, ["counters"]), await token(tenant, id, ["counters", "sellers"])];
    expect((await me(old)).body.roles).toEqual(["finance", "sales"]);
    const refreshed = await token(tenant, id, ["sellers"]);
    expect((await me(refreshed)).body.roles).toEqual(["sales"]);
    for (const one of [old, unused, refreshed, old]) expect((await me(one)).body.roles).toEqual(["sales"]);
    expect((await api.get("/v1/me")).body.roles).toEqual(["sales"]);
  });

  test("are written once by many calls at a time", async () => {
    const tenant = await mapping({ of: [SELLERS, COUNTERS] });
    const { id } = await tenant.person({ roles: ["marketing"] });
    const first = await token(tenant, id, ["counters"]);
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => me(first)));
    expect(replies.map(({ body }) => body.roles)).toEqual(replies.map(() => ["finance", "sales"]));
    expect((await tenant.admin.get(`/v1/users/${id}`)).body.version).toBe(2);
  });

  test("keep a role that is called otherwise meanwhile", async () => {
    const tenant = await openTenant(stack());
    const role = await made(tenant.admin, "/v1/roles", { name: "scout", permissions: ["leads.read"], scopes: {} });
    await mapped(tenant, { of: [{ group: "scouts", roles: ["scout"] }] });
    await tenant.admin.patch(`/v1/roles/${role.id}`, { name: "ranger" });
    const { id } = await tenant.person({ roles: ["sales"] });
    expect((await tenant.admin.get(POLICY)).body.groups.of).toEqual([{ group: "scouts", roles: ["ranger"] }]);
    expect((await signedIn(tenant, id, ["scouts"])).body.roles).toEqual(["ranger"]);
  });
});

describe("whoever is in no group that is mapped", () => {
  test("is refused with the reason where the policy says so, and has lost what a group had given", async () => {
    const tenant = await mapping({ of: [SELLERS] });
    const { id, api } = await tenant.person({ roles: ["marketing"] });
    for (const none of [undefined, [], ["others"], 7]) {
      const reply = await signedIn(tenant, id, none);
      expect([reply.status, reply.body.code]).toEqual([403, "forbidden"]);
      expect(reply.body.detail).toContain("None of the groups");
    }
    expect(await rolesOf(tenant, id)).toEqual(["marketing"]);
    expect((await signedIn(tenant, id, ["sellers"])).status).toBe(200);
    expect((await signedIn(tenant, id, [])).status).toBe(403);
    expect(await rolesOf(tenant, id)).toEqual([]);
    // A key of theirs opens no more than they may.
    expect((await api.get("/v1/accounts")).status).toBe(403);
    expect((await signedIn(tenant, id, ["sellers"])).body.roles).toEqual(["sales"]);
  });

  test("is let in where the policy says so, with what was given by hand and without what a group had given", async () => {
    const tenant = await mapping({ of: [SELLERS], unmapped: "kept" });
    const [hand, group] = [await tenant.person({ roles: ["finance"] }), await tenant.person({ roles: ["finance"] })];
    expect((await signedIn(tenant, hand.id, [])).body.roles).toEqual(["finance"]);
    await signedIn(tenant, group.id, ["sellers"]);
    const left = await signedIn(tenant, group.id);
    expect([left.status, left.body.roles]).toEqual([200, []]);
    await tenant.admin.patch(`/v1/users/${group.id}`, { roles: ["finance"] });
    expect((await signedIn(tenant, group.id, [])).body.roles).toEqual(["finance"]);
  });

  test("is let in as the last administrator, whom no group takes away", async () => {
    const tenant = await mapping({ of: [SELLERS, BOSSES] });
    const { principalId: first } = (await tenant.admin.get("/v1/me")).body;
    expect((await signedIn(tenant, first, ["sellers"])).body.roles).toEqual(["admin"]);
    expect((await signedIn(tenant, first, [])).body.roles).toEqual(["admin"]);
    const { id } = await tenant.person({ roles: ["sales"] });
    expect((await signedIn(tenant, id, ["bosses"])).body.roles).toEqual(["admin"]);
    expect((await signedIn(tenant, first, ["sellers"])).body.roles).toEqual(["sales"]);
    expect((await signedIn(tenant, id, [])).body.roles).toEqual(["admin"]);
  });
});

describe("nobody maps a group to more than they have", () => {
  const PERMISSIONS = ["identity.*", "users.*", "accounts.*"];

  async function keeper() {
    const tenant = await openTenant(stack());
    const [a, b] = [
      await made(tenant.admin, "/v1/departments", { name: "a" }),
      await made(tenant.admin, "/v1/departments", { name: "b" }),
    ];
    const scopes = { "*": "department" };
    await made(tenant.admin, "/v1/roles", { name: "keeper", permissions: PERMISSIONS, scopes });
    await made(tenant.admin, "/v1/roles", { name: "reader", permissions: ["accounts.read"], scopes });
    const { api } = await tenant.person({ roles: ["keeper"], departmentId: a.id });
    return { tenant, api, a: a.id, b: b.id };
  }
  const readers = (unmapped: "kept" | "refused" = "kept") => ({
    groups: { claim: "groups", of: [{ group: "readers", roles: ["reader"] }], unmapped },
  });

  test("and a role that there is not is named", async () => {
    const { tenant, api } = await keeper();
    const more = await api.put(POLICY, { groups: { claim: "groups", of: [BOSSES] } });
    expect([more.status, more.body.code]).toEqual([403, "forbidden"]);
    expect((await api.put(POLICY, readers())).status).toBe(200);
    const none = { groups: { claim: "groups", of: [SELLERS, { group: "x", roles: ["nobody"] }] } };
    const unknown = await tenant.admin.put(POLICY, none);
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "groups.of.1.roles.0"]);
    const empty = await tenant.admin.put(POLICY, { groups: { claim: "groups", of: [] } });
    expect([empty.status, empty.body.errors[0].path]).toEqual([422, "groups.of"]);
    expect((await tenant.admin.get(POLICY)).body).toMatchObject({ ...readers(), version: 1 });
  });

  test("nor changes or ends what somebody greater has mapped, but for the second factor", async () => {
    const { tenant, api } = await keeper();
    const groups = { claim: "groups", of: [BOSSES], unmapped: "kept" as const };
    await mapped(tenant, groups);
    for (const body of [{}, readers(), { groups: { ...groups, claim: "roles" } }]) {
      expect((await api.put(POLICY, body)).status).toBe(403);
    }
    expect((await api.put(POLICY, { groups, secondFactor: "required" })).status).toBe(200);
    await tenant.admin.put(POLICY, { groups });
    const { id } = await tenant.person({ roles: ["sales"] });
    expect((await signedIn(tenant, id, ["bosses"])).body.roles).toEqual(["admin"]);
  });

  test("nor gives by a group what they do not have where its people are at home, nor takes from whoever has more", async () => {
    const { tenant, api, a, b } = await keeper();
    expect((await api.put(POLICY, readers())).status).toBe(200);
    const at = (departmentId: string, roles = ["partner"]) => tenant.person({ roles, departmentId });
    const [here, there, greater] = [await at(a, ["reader"]), await at(b, ["reader"]), await at(a, ["manager"])];
    await tenant.admin.patch(`/v1/users/${there.id}`, { roles: ["marketing"] });
    expect((await signedIn(tenant, here.id, ["readers"])).body.roles).toEqual(["reader"]);
    expect((await signedIn(tenant, there.id, ["readers"])).body.roles).toEqual(["marketing"]);
    expect((await signedIn(tenant, greater.id, ["readers"])).body.roles).toEqual(["manager"]);
  });

  test("and what was mapped stands when whoever mapped it has left", async () => {
    const { tenant, api, a } = await keeper();
    const { principalId } = (await api.get("/v1/me")).body;
    expect((await api.put(POLICY, readers())).status).toBe(200);
    await tenant.admin.post(`/v1/users/${principalId}/archive`);
    const { id } = await tenant.person({ roles: ["reader"], departmentId: a });
    expect((await signedIn(tenant, id, ["readers"])).body.roles).toEqual(["reader"]);
    expect((await signedIn(tenant, id, [])).body.roles).toEqual([]);
  });
});
