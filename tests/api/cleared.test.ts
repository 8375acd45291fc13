import { beforeAll, describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { modules } from "../../functions/modules.ts";
import { jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;
let accountId: string;
beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
  for (const noun of ["account", "contact", "opportunity", "lead", "activity"]) {
    await made(admin, "/v1/custom-fields", { noun, key: "seats", label: "席位", type: "integer" });
  }
  const double = { key: "double", label: "双", type: "formula", formula: "custom.seats * 2" };
  await made(admin, "/v1/custom-fields", { noun: "account", ...double });
  accountId = (await made(admin, "/v1/accounts", { name: "甲" })).id;
});

const bodyOf = (path: string): object =>
  ({
    "/v1/leads": { name: "周敏", company: "云海", phone: "13800000009" },
    "/v1/activities": { kind: "task", subject: "回访" },
  })[path] ?? { name: "乙", ...(path !== "/v1/accounts" && { accountId }) };

const LISTED = ["/v1/accounts", "/v1/contacts", "/v1/opportunities", "/v1/leads", "/v1/activities"];

const isClearable = (field: unknown): boolean =>
  field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodNullable;

/** The optional fields of a noun. */
function clearable(path: string): string[] {
  const routes = modules.flatMap(({ routes: all }) => all);
  const patch = routes.find((r) => r.method === "PATCH" && r.path === `${path}/{id}`)?.body as z.ZodObject;
  return Object.entries(patch.shape).flatMap(([name, field]) => (isClearable(field) ? [name] : []));
}

describe("null", () => {
  test.each(LISTED)("clears all custom values of %s that can be written", async (path) => {
    const { id } = await made(admin, path, { ...bodyOf(path), custom: { seats: 3 } });
    const cleared = await admin.patch(`${path}/${id}`, { custom: null });
    expect([cleared.status, cleared.body.custom]).toEqual([200, undefined]);
    expect((await admin.get(`${path}/${id}`)).body.custom).toBeUndefined();
    expect((await admin.patch(`${path}/${id}`, { custom: null })).status).toBe(200);
  });

  test.each(LISTED)("is an answer of ours for every optional field of %s, one by one", async (path) => {
    for (const field of clearable(path)) {
      const { id } = await made(admin, path, bodyOf(path));
      const { status } = await admin.patch(`${path}/${id}`, { [field]: null });
      expect([field, [200, 409, 422].includes(status)]).toEqual([field, true]);
    }
  });

  test("is refused where a custom field is required, and names it", async () => {
    const { admin: other } = await openTenant(stack());
    const must = { noun: "account", key: "region", label: "大区", type: "text", required: true };
    await made(other, "/v1/custom-fields", must);
    const { id } = await made(other, "/v1/accounts", { name: "甲", custom: { region: "华东" } });
    const reply = await other.patch(`/v1/accounts/${id}`, { custom: null });
    expect([reply.status, reply.body.errors]).toEqual([
      422,
      [{ path: "custom.region", code: "required", message: expect.any(String) }],
    ]);
    expect((await other.get(`/v1/accounts/${id}`)).body.custom).toEqual({ region: "华东" });
  });

  test("does not get past a role that may not change one of the fields, by PATCH and by batch", async () => {
    const role = { name: "只读席位", permissions: ["accounts.*", "jobs.*"], scopes: { account: "all" } };
    const fields = { account: { "custom.seats": "readOnly" } };
    const { id: roleId } = await made(admin, "/v1/roles", { ...role, fields });
    const { name } = (await admin.get(`/v1/roles/${roleId}`)).body;
    const { api } = await tenant.person({ roles: [name] });
    const { id } = await made(admin, "/v1/accounts", { name: "丙", custom: { seats: 3 } });
    const patched = await api.patch(`/v1/accounts/${id}`, { custom: null });
    expect([patched.status, patched.body.errors?.[0]?.path]).toEqual([403, "custom.seats"]);
    const batch = { ids: [id], operation: "update", fields: { custom: null } };
    expect((await api.post("/v1/accounts/batch", batch)).status).toBe(403);
    expect((await admin.get(`/v1/accounts/${id}`)).body.custom.seats).toBe(3);
  });

  test("ends a batch, and its undoing brings the values back", async () => {
    const { id } = await made(admin, "/v1/accounts", { name: "丁", custom: { seats: 4 } });
    const batch = { ids: [id], operation: "update", fields: { custom: null } };
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", batch);
    expect([job.state, job.progress]).toEqual(["done", { done: 1, failed: 0, total: 1 }]);
    expect((await admin.get(`/v1/accounts/${id}`)).body.custom).toBeUndefined();
    await admin.post(`/v1/jobs/${job.id}/undo`);
    await stack().settled();
    expect((await admin.get(`/v1/accounts/${id}`)).body.custom).toEqual({ seats: 4, double: 8 });
  });
});

describe("a custom field called as what every object has", () => {
  test("is written, filtered, searched, exported, merged and cleared like any other", async () => {
    const { admin: own } = await openTenant(stack());
    for (const key of ["constructor", "toString", "valueOf"]) {
      await made(own, "/v1/custom-fields", { noun: "account", key, label: key, type: "text", filterable: true });
    }
    const before = await made(own, "/v1/accounts", { name: "无" });
    expect(before.custom).toBeUndefined();
    const { id } = await made(own, "/v1/accounts", { name: "有", custom: { constructor: "甲", toString: "乙" } });
    expect((await own.get("/v1/accounts?custom.constructor=甲")).body.items).toHaveLength(1);
    expect((await own.get("/v1/accounts?custom.valueOf=甲")).body.items).toHaveLength(0);
    const columns = ["id", "custom.constructor", "custom.valueOf"];
    const job = await jobOf(stack(), own, "/v1/exports", { noun: "account", format: "csv", columns });
    expect([job.state, job.progress]).toEqual(["done", { done: 2, failed: 0, total: 2 }]);
    await own.post(`/v1/accounts/${before.id}/merge`, { from: [id] });
    await stack().settled();
    expect((await own.get(`/v1/accounts/${before.id}`)).body.custom).toEqual({ constructor: "甲", toString: "乙" });
    expect((await own.patch(`/v1/accounts/${before.id}`, { custom: { constructor: null } })).body.custom).toEqual({
      toString: "乙",
    });
    expect((await own.get("/v1/parked-records")).body.items).toEqual([]);
  });

  test.each(["constructor", "toString", "__proto__"])("is no noun for a role to rule: %s", async (noun) => {
    const body = (rule: string) => `{"name":"r","permissions":[],"scopes":{},${rule}}`;
    const headers = { "content-type": "application/json" };
    for (const rule of [`"scopes":{"${noun}":"all"}`, `"fields":{"${noun}":{"name":"hidden"}}`]) {
      const text = body(rule).replace('"scopes":{},"scopes"', '"scopes"');
      const reply = await admin.request("POST", "/v1/roles", { body: text, headers });
      expect([rule, reply.status]).toEqual([rule, 422]);
    }
  });
});
