import { describe, expect, test } from "@jest/globals";
import { fetched, itemsOf, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

describe("a batch", () => {
  test("assigns what is named, says what came of each item, and is taken back except where others have been since", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const rep = await tenant.person({ roles: ["sales"], email: "rep@example.com" });
    const other = await tenant.person({ roles: ["sales"] });
    const accounts = await Promise.all(
      [1, 2, 3].map((n) => made(admin, "/v1/accounts", { name: `客户 ${n}`, ownerId: other.id })),
    );
    const ids = [...accounts.map(({ id }) => id), "acc_00000000000000000000"];
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", { ids, operation: "assign", ownerId: rep.id });
    expect(job).toMatchObject({ kind: "batch", state: "done", progress: { done: 3, failed: 1, total: 4 } });
    expect(await itemsOf(admin, job.id, "failed")).toMatchObject([
      { number: 4, outcome: "failed", errors: [{ code: "not_found" }] },
    ]);
    expect((await rep.api.get("/v1/accounts")).body.items).toHaveLength(3);
    await admin.patch(`/v1/accounts/${ids[0]}`, { ownerId: null });
    expect((await admin.post(`/v1/jobs/${job.id}/undo`)).body.state).toBe("undoing");
    await stack().settled();
    const undone = (await admin.get(`/v1/jobs/${job.id}`)).body;
    expect(undone).toMatchObject({ state: "undone", result: { undo: { undone: 2, kept: 1 } } });
    expect(await itemsOf(admin, job.id, "kept")).toMatchObject([
      { id: ids[0], errors: [{ path: "ownerId", code: "changed_since" }] },
    ]);
    expect((await admin.get(`/v1/accounts?ownerId=${other.id}`)).body.items).toHaveLength(2);
  });

  test("chooses by a filter, within what its starter sees, and changes nothing of others'", async () => {
    const tenant = await openTenant(stack());
    const rep = await tenant.person({ roles: ["sales"], email: "filter@example.com" });
    const accountId = (await made(rep.api, "/v1/accounts", { name: "甲" })).id;
    const mine = await made(rep.api, "/v1/contacts", { name: "周敏", accountId, tags: ["VIP"] });
    const theirs = await made(tenant.admin, "/v1/contacts", { name: "周敏", accountId, ownerId: undefined });
    await tenant.admin.patch(`/v1/contacts/${theirs.id}`, { ownerId: (await tenant.person({ roles: ["sales"] })).id });
    const body = { filter: { field: "name", op: "startsWith", value: "周" }, operation: "tag", tags: ["展会", "VIP"] };
    const job = await jobOf(stack(), rep.api, "/v1/contacts/batch", body);
    expect(job.progress).toEqual({ done: 1, failed: 0, total: 1 });
    expect((await rep.api.get(`/v1/contacts/${mine.id}`)).body.tags).toEqual(["VIP", "展会"]);
    expect((await tenant.admin.get(`/v1/contacts/${theirs.id}`)).body.tags).toBeUndefined();
    expect(
      (await tenant.admin.post("/v1/contacts/batch", { ...body, filter: { field: "x", op: "eq", value: 1 } })).status,
    ).toBe(422);
    expect(
      stack()
        .outbox("filter@example.com")
        .map((m) => m.subject),
    ).toEqual(["批量操作已完成"]);
  });

  test("and an export take what a view selects, for those who may use it", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    for (const name of ["甲", "乙"]) await made(admin, "/v1/accounts", { name });
    const filter = { field: "name", op: "eq", value: "乙" };
    const view = await made(admin, "/v1/views", { noun: "account", name: "乙们", filter, columns: ["name"] });
    const body = { viewId: view.id, operation: "update", fields: { payerNames: ["乙方"] } };
    expect((await jobOf(stack(), admin, "/v1/accounts/batch", body)).progress).toEqual({
      done: 1,
      failed: 0,
      total: 1,
    });
    expect((await admin.post("/v1/contacts/batch", { viewId: view.id, operation: "archive" })).status).toBe(422);
    const exported = await jobOf(stack(), admin, "/v1/exports", { viewId: view.id, format: "csv" });
    expect(await fetched(exported.downloadUrl)).toEqual([["名称"], ["乙"]]);
    const rep = await tenant.person({ roles: ["sales"] });
    expect((await rep.api.post("/v1/exports", { viewId: view.id, format: "csv" })).status).toBe(422);
  });

  test("archives and restores, and an item that cannot be says why", async () => {
    const { admin } = await openTenant(stack());
    const { id } = await made(admin, "/v1/accounts", { name: "乙" });
    expect((await jobOf(stack(), admin, "/v1/accounts/batch", { ids: [id], operation: "archive" })).state).toBe("done");
    expect((await admin.get(`/v1/accounts/${id}`)).body.archived).toBe(true);
    const again = await jobOf(stack(), admin, "/v1/accounts/batch", { ids: [id], operation: "archive" });
    expect(await itemsOf(admin, again.id)).toMatchObject([{ outcome: "unchanged" }]);
    await jobOf(stack(), admin, "/v1/accounts/batch", { ids: [id], operation: "restore" });
    expect((await admin.get(`/v1/accounts/${id}`)).body.archived).toBeUndefined();
  });

  test("is refused whole where it could not be right for any record", async () => {
    const { admin } = await openTenant(stack());
    const { id } = await made(admin, "/v1/accounts", { name: "丙" });
    const codes = await Promise.all(
      [
        { ids: [id], operation: "assign" },
        { ids: [id], operation: "tag" },
        { ids: [id], operation: "update", fields: { nosuch: 1 } },
        { ids: [id], filter: { all: [] }, operation: "archive" },
        { ids: ["acc_00000000000000000000"], operation: "archive" },
        { viewId: "vew_00000000000000000000", operation: "archive" },
        { ids: [id], operation: "assign", ownerId: "usr_00000000000000000000" },
      ].map(async (body) => (await admin.post("/v1/accounts/batch", body)).status),
    );
    expect(codes).toEqual([422, 422, 422, 422, 422, 422, 422]);
  });
});

describe("jobs", () => {
  test("are their starter's: others neither see nor end nor take them back", async () => {
    const tenant = await openTenant(stack());
    const [rep, other] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
    const { id } = await made(rep.api, "/v1/accounts", { name: "甲" });
    const job = await jobOf(stack(), rep.api, "/v1/accounts/batch", { ids: [id], operation: "archive" });
    for (const path of [`/v1/jobs/${job.id}`, `/v1/jobs/${job.id}/items`]) {
      expect((await other.api.get(path)).status).toBe(404);
    }
    expect((await other.api.post(`/v1/jobs/${job.id}/undo`)).status).toBe(404);
    expect((await other.api.get("/v1/jobs")).body.items).toEqual([]);
    expect((await tenant.admin.get("/v1/jobs")).body.items).toHaveLength(1);
  });

  test("of somebody who has left are refused", async () => {
    const tenant = await openTenant(stack());
    const rep = await tenant.person({ roles: ["sales"] });
    const { id } = await made(rep.api, "/v1/accounts", { name: "甲" });
    const started = rep.api.post("/v1/accounts/batch", { ids: [id], operation: "archive" });
    const archived = tenant.admin.post(`/v1/users/${rep.id}/archive`);
    await Promise.all([started, archived]);
    await stack().settled();
    const [job] = (await tenant.admin.get("/v1/jobs")).body.items;
    if (job?.state === "failed") expect(job.problem.code).toBe("forbidden");
    else expect([undefined, "done"]).toContain(job?.state);
  });
});
