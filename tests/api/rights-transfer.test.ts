import { beforeAll, describe, expect, test } from "@jest/globals";
import { itemsOf, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
type Person = Awaited<ReturnType<TestTenant["person"]>>;
let tenant: TestTenant;
let departments: { east: string; team: string; west: string };
let [rep, colleague, stranger, boss]: Person[] = [];

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { id: east } = await made(tenant.admin, "/v1/departments", { name: "华东" });
  const { id: team } = await made(tenant.admin, "/v1/departments", { name: "上海", parentId: east });
  const { id: west } = await made(tenant.admin, "/v1/departments", { name: "华西" });
  departments = { east, team, west };
  rep = await tenant.person({ roles: ["sales"], departmentId: team });
  colleague = await tenant.person({ roles: ["sales"], departmentId: team });
  stranger = await tenant.person({ roles: ["sales"], departmentId: west });
  boss = await tenant.person({ roles: ["manager"], departmentId: east });
});

const account = (by: Person, more: object = {}) => made(by.api, "/v1/accounts", { name: "客户", ...more });

describe("the walls between branches", () => {
  test("let a rep give records to colleagues and to nobody beyond", async () => {
    for (const [path, extra] of [
      ["/v1/accounts", {}],
      ["/v1/leads", {}],
      ["/v1/opportunities", { accountId: (await account(rep!)).id }],
      ["/v1/contacts", { accountId: (await account(rep!)).id }],
    ] as const) {
      const body = { name: "新", ...extra };
      const beyond = { ownerId: stranger!.id };
      expect([path, (await rep!.api.post(path, { ...body, ...beyond })).status]).toEqual([path, 403]);
      expect([path, (await rep!.api.post(path, { ...body, departmentId: departments.west })).status]).toEqual([
        path,
        403,
      ]);
      const { id } = await made(rep!.api, path, body);
      for (const [field, value] of [
        ["ownerId", stranger!.id],
        ["departmentId", departments.west],
        ["departmentId", departments.east],
        ["departmentId", null],
      ]) {
        const reply = await rep!.api.patch(`${path}/${id}`, { [field as string]: value });
        expect([path, field, value, reply.status]).toEqual([path, field, value, 403]);
        expect(reply.body).toMatchObject({ errors: [{ path: field, code: "transfer" }] });
        expect(reply.body.detail).toMatch(/records\.transfer/);
      }
      expect((await rep!.api.patch(`${path}/${id}`, { ownerId: colleague!.id })).status).toBe(200);
    }
  });

  test("let nobody take a record that is only shown to them", async () => {
    const theirs = await account(stranger!, { team: [{ userId: rep!.id }] });
    const reply = await rep!.api.patch(`/v1/accounts/${theirs.id}`, { ownerId: rep!.id });
    expect([reply.status, reply.body.errors[0].path]).toEqual([403, "ownerId"]);
    const mine = await account(rep!);
    expect((await rep!.api.post(`/v1/accounts/${mine.id}/merge`, { from: [theirs.id] })).status).toBe(403);
    expect((await rep!.api.post(`/v1/accounts/${theirs.id}/merge`, { from: [mine.id] })).status).toBe(403);
    expect((await tenant.admin.get(`/v1/accounts/${theirs.id}`)).body.ownerId).toBe(stranger!.id);
  });

  test("are passed by who leads, and hold for many records as for one", async () => {
    const { id } = await account(rep!);
    const job = await jobOf(stack(), rep!.api, "/v1/accounts/batch", {
      ...{ ids: [id], operation: "assign", ownerId: stranger!.id },
    });
    expect(await itemsOf(rep!.api, job.id)).toMatchObject([{ outcome: "failed", errors: [{ code: "transfer" }] }]);
    expect((await boss!.api.patch(`/v1/accounts/${id}`, { ownerId: stranger!.id })).status).toBe(200);
    expect((await stranger!.api.get(`/v1/accounts/${id}`)).status).toBe(200);
    expect((await rep!.api.get(`/v1/accounts/${id}`)).status).toBe(404);
  });

  test("do not keep a task for a colleague elsewhere from being made", async () => {
    const task = { kind: "task", subject: "请核对", ownerId: stranger!.id };
    expect((await rep!.api.post("/v1/activities", task)).status).toBe(201);
  });
});

describe("what is beyond the walls", () => {
  test("is told by a taken value alone: neither whose it is, nor what it is called, nor its id", async () => {
    const registrationNo = "91310000WALLWALL1X";
    const theirs = await account(stranger!, { name: "墙外公司", registrationNo });
    const reply = await rep!.api.post("/v1/accounts", { name: "墙内", registrationNo });
    expect([reply.status, reply.body.code]).toEqual([409, "duplicate"]);
    const content = Buffer.from(`name,registrationNo\n墙内,${registrationNo}\n`).toString("base64");
    const mapping = { name: "name", registrationNo: "registrationNo" };
    const told = [JSON.stringify(reply.body)];
    for (const more of [
      {},
      { upsertBy: "registrationNo" },
      { dryRun: true },
      { upsertBy: "registrationNo", dryRun: true },
    ]) {
      const job = await jobOf(stack(), rep!.api, "/v1/imports", {
        noun: "account",
        format: "csv",
        content,
        mapping,
        ...more,
      });
      const items = await itemsOf(rep!.api, job.id);
      expect(items).toMatchObject([{ outcome: "failed", errors: [{ path: "registrationNo", code: "duplicate" }] }]);
      told.push(JSON.stringify([job, items]));
    }
    for (const text of told) {
      for (const secret of [theirs.id, stranger!.id, "墙外公司"]) expect(text).not.toContain(secret);
    }
  });

  test("has its jobs: each is its starter's, unless a role says otherwise", async () => {
    const { id } = await account(rep!);
    const job = await jobOf(stack(), rep!.api, "/v1/accounts/batch", { ids: [id], operation: "archive" });
    const finance = await tenant.person({ roles: ["finance"] });
    const wide = { permissions: ["jobs.*"], scopes: { "*": "all" } };
    await made(tenant.admin, "/v1/roles", { name: "jobs", ...wide });
    await made(tenant.admin, "/v1/roles", { name: "watch", ...wide, permissions: ["jobs.*", "operations.jobs"] });
    await made(tenant.admin, "/v1/roles", { name: "none", ...wide, scopes: {} });
    const others = [finance, colleague!, boss!, await tenant.person({ roles: ["jobs"] })];
    for (const { api } of others) {
      expect((await api.get("/v1/jobs")).body.items).toEqual([]);
      expect((await api.get(`/v1/jobs/${job.id}`)).status).toBe(404);
      expect((await api.get(`/v1/jobs/${job.id}/items`)).status).toBe(404);
    }
    for (const { api } of [others[3]!, boss!]) {
      expect((await api.post(`/v1/jobs/${job.id}/undo`)).status).toBe(404);
      expect((await api.post(`/v1/jobs/${job.id}/cancel`)).status).toBe(404);
    }
    const watch = await tenant.person({ roles: ["watch"] });
    expect((await watch.api.get(`/v1/jobs/${job.id}`)).status).toBe(200);
    const none = await tenant.person({ roles: ["none", "marketing"] });
    const own = await jobOf(stack(), none.api, "/v1/exports", { noun: "account", format: "csv" });
    expect((await none.api.get("/v1/jobs")).body.items.map((row: { id: string }) => row.id)).toEqual([own.id]);
  });
});
