import { describe, expect, test } from "@jest/globals";
import { CONTEXT_KEPT_MS } from "../../functions/users/context.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

describe("a tenant's records", () => {
  test("are created, read, listed, changed, archived and restored", async () => {
    const { admin } = await openTenant(stack());
    const created = await admin.post("/v1/accounts", { name: "上海某某科技有限公司", registrationNo: "9131 0000" });
    expect(created.status).toBe(201);
    expect(created.headers.get("etag")).toBe('"1"');
    const path = `/v1/accounts/${created.body.id}`;
    expect((await admin.get(path)).body).toEqual(created.body);
    const changed = await admin.patch(path, { registrationNo: null, payerNames: ["某某"] }, { "if-match": '"1"' });
    expect(changed.body).toMatchObject({ version: 2, payerNames: ["某某"] });
    expect(changed.body.registrationNo).toBeUndefined();
    expect((await admin.patch(path, { name: "x" }, { "if-match": '"1"' })).status).toBe(412);
    expect((await admin.post(`${path}/archive`)).body.archived).toBe(true);
    expect((await admin.get("/v1/accounts")).body.items).toEqual([]);
    expect((await admin.get("/v1/accounts?archived=true")).body.items).toHaveLength(1);
    expect((await admin.post(`${path}/restore`)).body.archived).toBeUndefined();
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(1);
  });

  test("have unique fields, and a freed value can be used again", async () => {
    const { admin } = await openTenant(stack());
    const first = await made(admin, "/v1/accounts", { name: "甲", registrationNo: "91310000X" });
    const second = await admin.post("/v1/accounts", { name: "乙", registrationNo: "91310000x" });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: "duplicate", errors: [{ path: "registrationNo" }] });
    await admin.patch(`/v1/accounts/${first.id}`, { registrationNo: null });
    expect((await admin.post("/v1/accounts", { name: "乙", registrationNo: "91310000x" })).status).toBe(201);
  });

  test("page through a list without loss or repetition, in both directions", async () => {
    const { admin } = await openTenant(stack());
    await Promise.all(Array.from({ length: 23 }, (_, n) => made(admin, "/v1/accounts", { name: `客户 ${n}` })));
    for (const sort of ["createdAt", "-createdAt"]) {
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page = await admin.get(`/v1/accounts?limit=5&sort=${sort}${cursor ? `&cursor=${cursor}` : ""}`);
        expect(page.status).toBe(200);
        seen.push(...page.body.items.map((i: { id: string }) => i.id));
        cursor = page.body.nextCursor;
      }
      expect(new Set(seen).size).toBe(23);
      expect(seen).toHaveLength(23);
    }
  });

  test("refuse cursors that are forged, of another query or of another tenant", async () => {
    const [mine, other] = [await openTenant(stack()), await openTenant(stack())];
    for (const { admin } of [mine, other]) {
      await Promise.all(Array.from({ length: 3 }, (_, n) => made(admin, "/v1/accounts", { name: `客户 ${n}` })));
    }
    const { nextCursor } = (await mine.admin.get("/v1/accounts?limit=1")).body;
    expect((await mine.admin.get(`/v1/accounts?limit=2&cursor=${nextCursor}`)).status).toBe(200);
    const wrong = [
      await mine.admin.get(`/v1/accounts?limit=1&sort=createdAt&cursor=${nextCursor}`),
      await mine.admin.get(`/v1/products?limit=1&cursor=${nextCursor}`),
      await mine.admin.get(`/v1/accounts?limit=1&cursor=${nextCursor.slice(2)}`),
      await other.admin.get(`/v1/accounts?limit=1&cursor=${nextCursor}`),
    ];
    expect(wrong.map((r) => [r.status, r.body.code])).toEqual(Array(4).fill([400, "invalid_cursor"]));
  });

  test("name every undeclared filter, sort and unknown field", async () => {
    const { admin } = await openTenant(stack());
    const filters = await admin.get("/v1/accounts?colour=red&size=1");
    expect(filters.status).toBe(400);
    expect(filters.body.code).toBe("unknown_filter");
    expect(filters.body.errors.map((e: { path: string }) => e.path)).toEqual(["colour", "size"]);
    const body = await admin.post("/v1/accounts", { nam: "x", payerNames: "y" });
    expect(body.status).toBe(422);
    expect(body.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(["nam", "name", "payerNames"]);
  });
});

describe("credentials", () => {
  test("are needed, and a revoked key or a person who left is refused at once", async () => {
    const tenant = await openTenant(stack());
    expect((await stack().api().get("/v1/accounts")).body).toMatchObject({ status: 401, code: "unauthorized" });
    expect((await apiClient(stack().baseUrl, "ck_x.y.zzzzzzzzzzzzzzzzzzzzzzzz").get("/v1/accounts")).status).toBe(401);
    const rep = await tenant.person({ roles: ["sales"] });
    expect((await rep.api.get("/v1/accounts")).status).toBe(200);
    expect((await rep.api.post("/v1/users", {})).body).toMatchObject({ status: 403, code: "forbidden" });
    const keys = (await tenant.admin.get(`/v1/users/${rep.id}/api-keys`)).body.items;
    expect(keys[0].lastUsedAt).toBeDefined();
    expect(JSON.stringify(keys)).not.toContain("hash");
    await tenant.admin.post(`/v1/users/${rep.id}/api-keys/${keys[0].id}/revoke`);
    expect((await rep.api.get("/v1/accounts")).status).toBe(401);
    const leaver = await tenant.person({ roles: ["sales"] });
    await tenant.admin.post(`/v1/users/${leaver.id}/archive`);
    expect((await leaver.api.get("/v1/accounts")).status).toBe(401);
  });
});

describe("an idempotency key", () => {
  test("gives the first answer again, refuses another body, and has one effect in parallel", async () => {
    const { admin } = await openTenant(stack());
    const key = { "idempotency-key": "same" };
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin.post("/v1/accounts", { name: "一" }, key)));
    expect(new Set(replies.map((r) => `${r.status} ${r.body.id}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect((await admin.get("/v1/accounts")).body.items).toHaveLength(1);
    expect((await admin.post("/v1/accounts", { name: "二" }, key)).body.code).toBe("idempotency_key_reused");
    const wrong = { "idempotency-key": "corrected" };
    expect((await admin.post("/v1/accounts", {}, wrong)).status).toBe(422);
    expect((await admin.post("/v1/accounts", { name: "三" }, wrong)).status).toBe(201);
  });

  test("shows a new API key again without the table holding it", async () => {
    const tenant = await openTenant(stack());
    const path = `/v1/users/${(await tenant.person({ roles: ["sales"] })).id}/api-keys`;
    const [a, b] = [
      await tenant.admin.post(path, { name: "k" }, { "idempotency-key": "1" }),
      await tenant.admin.post(path, { name: "k" }, { "idempotency-key": "1" }),
    ];
    expect(a.body.key).toBe(b.body.key);
  });
});

describe("a tenant's burst", () => {
  test("is answered with 429 and Retry-After, and leaves other tenants alone", async () => {
    const [busy, other] = [await openTenant(stack()), await openTenant(stack())];
    await stack().api(stack().operatorKey).patch(`/v1/tenants/${busy.id}`, { requestsPerSecondMax: 1 });
    // What followed from the tenant's beginning may remember its settings of before.
    await stack().settled();
    await stack().advance(CONTEXT_KEPT_MS / 1_000 + 1);
    const replies = await Promise.all(Array.from({ length: 30 }, () => busy.admin.get("/v1/accounts")));
    const limited = replies.find((r) => r.status === 429);
    expect(limited?.body.code).toBe("rate_limited");
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await other.admin.get("/v1/accounts")).status).toBe(200);
  });
});

describe("record scopes", () => {
  test("show a rep the own accounts, a manager the subtree, and others nothing, as if it did not exist", async () => {
    const { admin, person } = await openTenant(stack());
    const east = await made(admin, "/v1/departments", { name: "华东" });
    const shanghai = await made(admin, "/v1/departments", { name: "上海", parentId: east.id });
    const north = await made(admin, "/v1/departments", { name: "华北" });
    const rep = await person({ roles: ["sales"], departmentId: shanghai.id });
    const colleague = await person({ roles: ["sales"], departmentId: shanghai.id });
    const boss = await person({ roles: ["manager"], departmentId: east.id });
    const stranger = await person({ roles: ["manager"], departmentId: north.id });
    const account = await made(rep.api, "/v1/accounts", { name: "某某" });
    const sees = async (api: typeof admin) => [
      (await api.get(`/v1/accounts/${account.id}`)).status,
      (await api.get("/v1/accounts")).body.items.length,
    ];
    expect(await sees(rep.api)).toEqual([200, 1]);
    expect(await sees(boss.api)).toEqual([200, 1]);
    expect(await sees(colleague.api)).toEqual([404, 0]);
    expect(await sees(stranger.api)).toEqual([404, 0]);
    const child = await colleague.api.post("/v1/accounts", { name: "x", parentId: account.id });
    expect(child.body).toMatchObject({ status: 422, code: "unknown_reference" });
  });

  test("hold for a manager of more departments than one list can merge", async () => {
    const { admin, person } = await openTenant(stack());
    const root = await made(admin, "/v1/departments", { name: "总部" });
    const below = await Promise.all(
      Array.from({ length: 130 }, (_, n) => made(admin, "/v1/departments", { name: `部门 ${n}`, parentId: root.id })),
    );
    const elsewhere = await made(admin, "/v1/departments", { name: "别处" });
    for (const department of [below[0], below[129], elsewhere]) {
      await made(admin, "/v1/accounts", { name: "客户", departmentId: department?.id });
    }
    const boss = await person({ roles: ["manager"], departmentId: root.id });
    expect((await boss.api.get("/v1/accounts")).body.items).toHaveLength(2);
  });
});
