import { beforeAll, describe, expect, test } from "@jest/globals";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let departments: { root: string; east: string; west: string };

type Person = Awaited<ReturnType<TestTenant["person"]>>;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  const { id: root } = await made(admin, "/v1/departments", { name: "总部" });
  const { id: east } = await made(admin, "/v1/departments", { name: "华东", parentId: root });
  const { id: west } = await made(admin, "/v1/departments", { name: "华西", parentId: root });
  departments = { root, east, west };
});

let names = 0;
const fresh = (what: string): string => `${what} ${++names}`;

type RoleBody = { permissions?: string[]; scopes?: object; fields?: object };
const role = (body: RoleBody) =>
  made(tenant.admin, "/v1/roles", { name: fresh("role"), permissions: [], scopes: {}, ...body }) as never as Promise<{
    id: string;
    name: string;
  }>;

/** Somebody who may write users, reads the accounts of a subtree and not their registration numbers. */
async function clerk(departmentId = departments.east): Promise<Person & { role: { id: string; name: string } }> {
  const mine = await role({
    permissions: ["users.*", "accounts.read"],
    scopes: { "*": "subtree", user: "all" },
    fields: { account: { registrationNo: "hidden" } },
  });
  return { ...(await tenant.person({ roles: [mine.name], departmentId })), role: mine };
}

const refused = (reply: { status: number; body: { code: string; detail: string } }, told?: RegExp): void => {
  expect([reply.status, reply.body.code]).toEqual([403, "forbidden"]);
  if (told) expect(reply.body.detail).toMatch(told);
};

describe("roles", () => {
  test("a new name of a role changes nothing of what anybody holds", async () => {
    const { admin } = tenant;
    const held = await role({ permissions: ["accounts.read", "users.read"], scopes: { "*": "all" } });
    const holder = await tenant.person({ roles: [held.name] });
    const greater = await role({ permissions: ["orders.read"], scopes: { "*": "all" } });
    const name = held.name;
    expect((await admin.patch(`/v1/roles/${held.id}`, { name: fresh("auditor") })).status).toBe(200);
    expect((await holder.api.get("/v1/accounts")).status).toBe(200);
    expect((await admin.patch(`/v1/roles/${greater.id}`, { name })).status).toBe(200);
    expect((await holder.api.get("/v1/orders")).status).toBe(403);
    expect((await holder.api.get("/v1/users/me")).body.roles).toEqual([`auditor ${names}`]);
    expect((await admin.get(`/v1/users/${holder.id}`)).body.roles).toEqual([`auditor ${names}`]);
    // A new role of the old name is another role.
    await admin.patch(`/v1/roles/${greater.id}`, { name: fresh("other") });
    await made(admin, "/v1/roles", { name, permissions: ["orders.read"], scopes: { "*": "all" } });
    expect((await holder.api.get("/v1/orders")).status).toBe(403);
  });

  test("of whoever may write users are not widened by themselves, by any field of theirs", async () => {
    const me = await clerk();
    const path = `/v1/roles/${me.role.id}`;
    refused(await me.api.patch(path, { permissions: ["users.*", "accounts.*"] }), /accounts\.\*/);
    refused(await me.api.patch(path, { scopes: { "*": "all", user: "all" } }), /scope all/);
    refused(await me.api.patch(path, { fields: null }), /account\.registrationNo/);
    refused(await me.api.patch(path, { fields: { account: { registrationNo: "masked" } } }));
    expect((await me.api.patch(path, { scopes: { "*": "department", user: "all" } })).status).toBe(200);
    refused(await me.api.patch(path, { scopes: { "*": "subtree", user: "all" } }));
  });

  test("that have more are neither made, changed, renamed, put away nor brought back", async () => {
    const me = await clerk();
    const greater = await role({ permissions: ["orders.*"], scopes: { "*": "all" } });
    refused(await me.api.post("/v1/roles", { name: fresh("r"), permissions: ["*"], scopes: {} }), /\*/);
    refused(await me.api.post("/v1/roles", { name: fresh("r"), permissions: [], scopes: { order: "all" } }));
    refused(await me.api.patch(`/v1/roles/${greater.id}`, { permissions: [], scopes: {} }), /orders\.\*/);
    refused(await me.api.patch(`/v1/roles/${greater.id}`, { name: fresh("r") }));
    refused(await me.api.post(`/v1/roles/${greater.id}/archive`));
    await tenant.admin.post(`/v1/roles/${greater.id}/archive`);
    refused(await me.api.post(`/v1/roles/${greater.id}/restore`));
  });

  test("an archived role gives nothing, and comes back to its holders by whoever has it all", async () => {
    const held = await role({ permissions: ["orders.read"], scopes: { order: "all" } });
    const holder = await tenant.person({ roles: [held.name] });
    await tenant.admin.post(`/v1/roles/${held.id}/archive`);
    expect((await holder.api.get("/v1/orders")).status).toBe(403);
    await tenant.admin.post(`/v1/roles/${held.id}/restore`);
    expect((await holder.api.get("/v1/orders")).status).toBe(200);
  });
});

describe("people", () => {
  test("who have more are not changed, ended or acted for", async () => {
    const me = await clerk();
    const boss = await tenant.person({ roles: ["admin"] });
    const path = `/v1/users/${boss.id}`;
    refused(await me.api.patch(path, { email: "mine@example.com" }));
    refused(await me.api.patch(path, { roles: [me.role.name] }));
    refused(await me.api.patch(path, { phone: "+8613800000009" }));
    refused(await me.api.post(`${path}/archive`));
    refused(await me.api.post(`${path}/offboard`, { to: "$me" }));
    refused(await me.api.post(`${path}/api-keys`, { name: "x" }));
    const { items } = (await tenant.admin.get(`${path}/api-keys`)).body;
    refused(await me.api.post(`${path}/api-keys/${items[0].id}/revoke`));
    expect((await boss.api.get("/v1/users/me")).status).toBe(200);
    await tenant.admin.post(`${path}/archive`);
    refused(await me.api.post(`${path}/restore`));
  });

  test("are given neither roles, nor homes, nor a return that make them more", async () => {
    const me = await clerk();
    const wider = await role({ permissions: ["accounts.read"], scopes: { account: "all" } });
    const open = await role({ permissions: ["accounts.read"], scopes: { account: "subtree" } });
    const as = (roles: string[], departmentId?: string) => {
      const user = { email: `p${++names}@example.com`, name: "x", roles, departmentId };
      return me.api.post("/v1/users", user);
    };
    refused(await as([wider.name]));
    refused(await as([open.name], departments.east), /registrationNo/);
    refused(await as([me.role.name], departments.west), /scope subtree/);
    refused(await as([me.role.name], departments.root));
    const friend = await as([me.role.name], departments.east);
    expect(friend.status).toBe(201);
    refused(await me.api.patch(`/v1/users/${friend.body.id}`, { departmentId: departments.root }));
    refused(await me.api.patch(`/v1/users/${me.id}`, { departmentId: departments.root }));
    refused(await me.api.patch(`/v1/users/${me.id}`, { roles: [me.role.name, wider.name] }));
  });

  test("come back without their old keys, tokens and calendars", async () => {
    const { admin } = tenant;
    for (const how of ["archive", "offboard"]) {
      const rep = await tenant.person({ roles: ["sales"] });
      const feed = new URL((await rep.api.post("/v1/users/me/calendar-feed")).body.url);
      await admin.post(`/v1/users/${rep.id}/${how}`, how === "offboard" ? { to: "$me" } : undefined);
      await stack().settled();
      expect((await admin.post(`/v1/users/${rep.id}/restore`)).status).toBe(200);
      expect([how, (await rep.api.get("/v1/users/me")).status]).toEqual([how, 401]);
      expect((await apiClient(stack().baseUrl).get(feed.pathname)).status).toBe(404);
      const keys = (await admin.get(`/v1/users/${rep.id}/api-keys`)).body.items;
      expect(keys.every((key: { revokedAt?: string }) => key.revokedAt)).toBe(true);
      const { key } = (await admin.post(`/v1/users/${rep.id}/api-keys`, { name: "new" })).body;
      expect((await apiClient(stack().baseUrl, key).get("/v1/users/me")).status).toBe(200);
    }
    const { id } = await made(admin, "/v1/partners", { name: fresh("伙伴") });
    const { key } = (await admin.post(`/v1/partners/${id}/api-keys`, { name: "portal" })).body;
    await admin.post(`/v1/partners/${id}/archive`);
    await admin.post(`/v1/partners/${id}/restore`);
    expect((await apiClient(stack().baseUrl, key).get("/v1/orders")).status).toBe(401);
  });

  test("one administrator always stays, whoever goes", async () => {
    const own = await openTenant(stack());
    const first = (await own.admin.get("/v1/users/me")).body.principalId;
    const second = await own.person({ roles: ["admin", "sales"] });
    expect((await second.api.patch(`/v1/users/${first}`, { roles: ["sales"] })).status).toBe(200);
    for (const [path, body] of [
      [`/v1/users/${second.id}/archive`, undefined],
      [`/v1/users/${second.id}/offboard`, { to: first }],
    ] as const) {
      const reply = await second.api.post(path, body);
      expect([path, reply.status]).toEqual([path, 409]);
    }
    expect((await second.api.patch(`/v1/users/${second.id}`, { roles: ["sales"] })).body.code).toBe("conflict");
    expect((await second.api.patch(`/v1/users/${first}`, { roles: ["admin"] })).status).toBe(200);
    const both = [first, second.id].map((id) => second.api.patch(`/v1/users/${id}`, { roles: ["sales"] }));
    expect((await Promise.all(both)).map(({ status }) => status === 200)).not.toEqual([true, true]);
  });
});

describe("departments", () => {
  test("are not moved to where their records come to somebody who had not got them", async () => {
    const me = await clerk();
    refused(await me.api.patch(`/v1/departments/${departments.west}`, { parentId: departments.east }), /subtree/);
    const { id: above } = await made(tenant.admin, "/v1/departments", { name: fresh("大区") });
    await tenant.person({ roles: ["manager"], departmentId: above });
    refused(await me.api.patch(`/v1/departments/${departments.east}`, { parentId: above }));
    expect((await me.api.patch(`/v1/departments/${departments.east}`, { name: "华东区" })).status).toBe(200);
  });
});

describe("keys", () => {
  test("of a partner are made by whoever has what a partner has, and of others' only those below the path's holder", async () => {
    const channel = await role({ permissions: ["partners.*", "users.read"], scopes: { "*": "own" } });
    const me = await tenant.person({ roles: [channel.name] });
    const { id } = await made(tenant.admin, "/v1/partners", { name: fresh("伙伴") });
    refused(await me.api.post(`/v1/partners/${id}/api-keys`, { name: "x" }), /credits\.read/);
    const admin = (await tenant.admin.get("/v1/users/me")).body.principalId;
    const key = (await tenant.admin.get(`/v1/users/${admin}/api-keys`)).body.items[0].id;
    for (const holder of [admin, id]) {
      const reply = await me.api.post(`/v1/partners/${holder}/api-keys/${key}/revoke`);
      expect([holder, reply.status]).toEqual([holder, 404]);
    }
    expect((await tenant.admin.get("/v1/users/me")).status).toBe(200);
  });

  test("of somebody whose own records one does not see are not made", async () => {
    const mine = await role({ permissions: ["users.*", "accounts.read"], scopes: { account: "own" } });
    const [me, other] = [await tenant.person({ roles: [mine.name] }), await tenant.person({ roles: [mine.name] })];
    refused(await me.api.post(`/v1/users/${other.id}/api-keys`, { name: "x" }), /scope own on account/);
    expect((await me.api.post(`/v1/users/${me.id}/api-keys`, { name: "x" })).status).toBe(201);
  });
});

describe("sharing rules", () => {
  test("are made, changed, ended and brought back by whoever sees the noun whole, with every field", async () => {
    const mine = await role({
      permissions: ["sharing.*", "accounts.read"],
      scopes: { account: "all", contact: "all", "*": "own" },
      fields: { contact: { phone: "hidden" } },
    });
    const me = await tenant.person({ roles: [mine.name] });
    const rule = (noun: string, level: string) => ({
      ...{ name: "r", noun, when: { field: "name", op: "startsWith", value: "上" } },
      ...{ to: { roles: ["service"] }, level },
    });
    const shared = await me.api.post("/v1/sharing-rules", rule("account", "read"));
    expect([shared.status, shared.body.to]).toEqual([201, { roles: ["service"] }]);
    refused(await me.api.patch(`/v1/sharing-rules/${shared.body.id}`, { level: "write" }), /accounts\.write/);
    refused(await me.api.post("/v1/sharing-rules", rule("contact", "read")), /contacts\.read/);
    refused(await me.api.post("/v1/sharing-rules", rule("opportunity", "read")));
    const { id } = await made(tenant.admin, "/v1/sharing-rules", rule("lead", "read"));
    refused(await me.api.post(`/v1/sharing-rules/${id}/archive`));
    await tenant.admin.post(`/v1/sharing-rules/${id}/archive`);
    refused(await me.api.post(`/v1/sharing-rules/${id}/restore`));
  });
});
