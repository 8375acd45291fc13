import { beforeAll, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

const explain = async (body: object) => (await tenant.admin.post("/v1/access/explain", body)).body;

test("the explanation of every check agrees with what the calls themselves answer", async () => {
  const { admin } = tenant;
  const department = await made(admin, "/v1/departments", { name: "华东" });
  const team = await made(admin, "/v1/departments", { name: "上海", parentId: department.id });
  await made(admin, "/v1/roles", { name: "helper", permissions: ["accounts.read"], scopes: { "*": "team" } });
  const [owner, manager, helper] = [
    await tenant.person({ roles: ["sales"], departmentId: team.id }),
    await tenant.person({ roles: ["manager"], departmentId: department.id }),
    await tenant.person({ roles: ["helper"] }),
  ];
  const account = await made(admin, "/v1/accounts", { name: "上海甲", ownerId: owner.id });
  await admin.post("/v1/sharing-rules", {
    name: "r",
    noun: "account",
    when: { field: "name", op: "startsWith", value: "上海" },
    to: { userIds: [helper.id] },
    level: "read",
  });
  const ask = (userId: string, permission: string) => explain({ userId, permission, noun: "account", id: account.id });
  const calls = [
    { who: owner, does: "accounts.write", why: /their own/ },
    { who: manager, does: "accounts.write", why: /department below/ },
    { who: helper, does: "accounts.read", why: /sharing rule/ },
    { who: helper, does: "accounts.write", why: /none of the roles/ },
  ];
  for (const { who, does, why } of calls) {
    const said = await ask(who.id, does);
    const status = does.endsWith("read")
      ? (await who.api.get(`/v1/accounts/${account.id}`)).status
      : (await who.api.patch(`/v1/accounts/${account.id}`, { name: "上海甲" })).status;
    expect([does, said.allowed]).toEqual([does, status === 200]);
    expect(said.steps.map((s: { why: string }) => s.why).join(" | ")).toMatch(why);
  }
  await admin.post(`/v1/users/${owner.id}/archive`);
  const gone = await ask(owner.id, "accounts.read");
  expect([gone.allowed, gone.steps[0]]).toEqual([
    false,
    { check: "user", passed: false, why: "the user is off-boarded" },
  ]);
});

test("fields that roles restrict are named, and what is asked wrongly is told", async () => {
  const { admin } = tenant;
  const fields = { account: { registrationNo: "hidden" } };
  await admin.post("/v1/roles", { name: "clerk", permissions: ["accounts.read"], scopes: { "*": "all" }, fields });
  const clerk = await tenant.person({ roles: ["clerk"] });
  const said = await explain({ userId: clerk.id, permission: "accounts.read", noun: "account" });
  expect(said).toMatchObject({ allowed: true, scope: "all", fields: { registrationNo: "hidden" } });
  const wrong = await admin.post("/v1/access/explain", {
    userId: clerk.id,
    permission: "accounts.read",
    noun: "unicorn",
  });
  expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "noun"]);
  expect((await clerk.api.post("/v1/access/explain", { userId: clerk.id, permission: "accounts.read" })).status).toBe(
    403,
  );
});
