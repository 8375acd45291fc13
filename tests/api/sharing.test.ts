import { beforeAll, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let branch: { id: string };

beforeAll(async () => {
  tenant = await openTenant(stack());
  branch = await made(tenant.admin, "/v1/departments", { name: "深圳" });
});

const idsOf = (reply: { body: { items: { id: string }[] } }): string[] => reply.body.items.map(({ id }) => id).sort();

test("records that a rule picks are seen by those it reaches, read or changed as its level says, and no others", async () => {
  const { admin } = tenant;
  await made(admin, "/v1/roles", { name: "helper", permissions: ["accounts.read"], scopes: { "*": "team" } });
  const helper = await tenant.person({ roles: ["helper"], departmentId: branch.id });
  const other = await tenant.person({ roles: ["helper"] });
  const [shared, unshared] = [
    await made(admin, "/v1/accounts", { name: "上海甲" }),
    await made(admin, "/v1/accounts", { name: "北京乙" }),
  ];
  const when = { field: "name", op: "startsWith", value: "上海" };
  const rule = { name: "给深圳看", noun: "account", when, to: { departmentIds: [branch.id] }, level: "read" };
  const { id } = await made(admin, "/v1/sharing-rules", rule);
  expect(idsOf(await helper.api.get("/v1/accounts"))).toEqual([shared.id]);
  expect((await helper.api.get("/v1/accounts/count")).body.count).toBe(1);
  expect((await helper.api.get(`/v1/accounts/${unshared.id}`)).status).toBe(404);
  expect(idsOf(await other.api.get("/v1/accounts"))).toEqual([]);
  await admin.post("/v1/roles", { name: "editor", permissions: ["accounts.*"], scopes: { "*": "own" } });
  const editor = await tenant.person({ roles: ["editor"], departmentId: branch.id });
  const rename = (name: string) => editor.api.patch(`/v1/accounts/${shared.id}`, { name });
  expect((await rename("上海丙")).status).toBe(403);
  await admin.patch(`/v1/sharing-rules/${id}`, { level: "write" });
  expect((await rename("上海丙")).status).toBe(200);
  await admin.post(`/v1/sharing-rules/${id}/archive`);
  expect((await editor.api.get(`/v1/accounts/${shared.id}`)).status).toBe(404);
});

test("a rule is refused where its filter, its noun or those it names are wrong, or where its maker sees less", async () => {
  const { admin } = tenant;
  const rule = {
    name: "r",
    noun: "account",
    when: { field: "name", op: "eq", value: "x" },
    to: { roles: ["sales"] },
    level: "read",
  };
  const refused = async (body: object) => {
    const reply = await admin.post("/v1/sharing-rules", { ...rule, ...body });
    return [reply.status, reply.body.errors?.[0]?.path];
  };
  expect(await refused({ when: { all: [{ field: "colour", op: "eq", value: "x" }] } })).toEqual([
    422,
    "when.all.0.field",
  ]);
  // Who sees a bank line follows from what it is, and the catalogue is everybody's.
  for (const noun of ["bankTransaction", "product"]) expect(await refused({ noun })).toEqual([422, "noun"]);
  expect(await refused({ to: {} })).toEqual([422, "to"]);
  expect(await refused({ to: { roles: ["wizard"] } })).toEqual([422, "to.roles.0"]);
  expect(await refused({ to: { userIds: ["usr_0000000000NOBODY00"] } })).toEqual([422, "to.userIds.0"]);
  const sales = await tenant.person({ roles: ["sales"] });
  expect((await sales.api.post("/v1/sharing-rules", rule)).status).toBe(403);
});
