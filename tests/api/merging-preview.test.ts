import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Field = { field: string; values: Record<string, unknown>; result: unknown; choosable: boolean };

test("a preview tells field by field what the merge then makes, what it moves, and writes nothing", async () => {
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/custom-fields", { noun: "account", key: "size", label: "规模", type: "integer" });
  const into = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", payerNames: ["某某"] });
  const other = { name: "上海莫莫科技有限公司", website: "https://momo.cn", payerNames: ["莫莫"], custom: { size: 4 } };
  const from = await made(admin, "/v1/accounts", other);
  for (const name of ["李娜", "王芳"]) await made(admin, "/v1/contacts", { name, accountId: from.id });
  const choice = { from: [from.id], fields: { name: from.id } };
  const { status, body } = await admin.post(`/v1/accounts/${into.id}/merge/preview`, choice);
  expect(status).toBe(200);
  expect(body.records.map(({ title }: { title: string }) => title)).toEqual([into.name, from.name]);
  expect(body.moves).toEqual([{ noun: "contact", count: 2 }]);
  const told = new Map<string, Field>(body.fields.map((field: Field) => [field.field, field]));
  expect(told.get("website")).toMatchObject({
    values: { [into.id]: null, [from.id]: "https://momo.cn" },
    result: "https://momo.cn",
  });
  expect(told.get("custom.size")).toMatchObject({ values: { [into.id]: null, [from.id]: 4 }, result: 4 });
  expect((await admin.get(`/v1/accounts/${into.id}`)).body).toMatchObject({ version: body.version, name: into.name });
  expect((await admin.get(`/v1/accounts/${into.id}/merges`)).body.items).toEqual([]);
  const merged = await admin.post(`/v1/accounts/${into.id}/merge`, choice);
  const mergedAt = (field: string): unknown =>
    field.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], merged.body);
  for (const [field, { result }] of told) expect([field, mergedAt(field) ?? null]).toEqual([field, result]);
  expect(merged.body.merge.moved).toBe(2);
});

test("a preview refuses what the merge would refuse, and shows nothing that a role hides", async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const into = await made(admin, "/v1/leads", { name: "李娜" });
  const from = await made(admin, "/v1/leads", { name: "李 娜", email: "l@some.cn", phone: "13800000002" });
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const path = `/v1/leads/${into.id}/merge/preview`;
  const refused = async (body: object) => (await admin.post(path, body)).body.code;
  expect(await refused({ from: [into.id] })).toBe("invalid");
  expect(await refused({ from: [account.id] })).toBe("invalid");
  expect(await refused({ from: ["led_0123456789"] })).toBe("not_found");
  expect(await refused({ from: [from.id], fields: { status: from.id } })).toBe("invalid");
  const permissions = ["leads.read", "leads.write", "search.read"];
  const fields = { lead: { email: "hidden", phone: "masked", note: "readOnly" } };
  await made(admin, "/v1/roles", { name: "curators", permissions, scopes: { lead: "all" }, fields });
  await made(admin, "/v1/roles", {
    name: "readers",
    permissions: ["leads.read", "search.read"],
    scopes: { lead: "all" },
  });
  const [curator, reader] = [await tenant.person({ roles: ["curators"] }), await tenant.person({ roles: ["readers"] })];
  const asked = { from: [from.id] };
  expect((await reader.api.post(path, asked)).status).toBe(403);
  const { body } = await curator.api.post(path, asked);
  const told = new Map<string, Field>(body.fields.map((field: Field) => [field.field, field]));
  expect([told.has("email"), told.get("phone")?.values[from.id], told.get("name")?.choosable]).toEqual([
    false,
    "+86****0002",
    true,
  ]);
  expect(JSON.stringify(body)).not.toMatch(/some\.cn|13800000002/);
});
