import { describe, expect, test } from "@jest/globals";
import { itemsOf, jobOf } from "../support/jobs.ts";
import type { Api } from "../support/stack.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const PHONES = ["13800000001", "13800000002", "13800000003"];

/** Leads of one phone number each, oldest first. */
async function leads(api: Api, all: readonly { name: string; phone?: string; email?: string }[]): Promise<string[]> {
  const ids: string[] = [];
  for (const one of all) ids.push((await made(api, "/v1/leads", one)).id);
  return ids;
}

const undoOf = async (api: Api, id: string) => {
  expect((await api.post(`/v1/jobs/${id}/undo`)).status).toBe(200);
  await stack().settled();
  return (await api.get(`/v1/jobs/${id}`)).body;
};

const namesOf = async (api: Api, noun: string): Promise<string[]> =>
  (await api.get(`/v1/${noun}?limit=200`)).body.items.map(({ name }: { name: string }) => name).sort();

describe("a batch that merges into one record", () => {
  test("takes in more than one call could, with all that hangs on them, and is taken back whole", async () => {
    const { admin } = await openTenant(stack());
    const target = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司" });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push((await made(admin, "/v1/accounts", { name: `莫莫 ${n}` })).id);
    for (const accountId of ids) await made(admin, "/v1/contacts", { name: "李娜", accountId });
    const before = await namesOf(admin, "accounts");
    const named = [...ids, target.id, "acc_00000000000000000000"];
    const body = { ids: named, operation: "merge", targetId: target.id };
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    expect(job).toMatchObject({ state: "done", progress: { done: 12, failed: 1, total: 13 } });
    expect(job.result.outcomes).toEqual({ merged: 12, failed: 1 });
    expect(await itemsOf(admin, job.id, "failed")).toMatchObject([{ number: 13, errors: [{ code: "not_found" }] }]);
    expect(await itemsOf(admin, job.id, "merged")).toMatchObject(ids.map((id) => ({ id, targetId: target.id })));
    const contacts = async () => (await admin.get(`/v1/contacts?accountId=${target.id}`)).body.items.length;
    expect(await contacts()).toBe(12);
    expect((await admin.get(`/v1/accounts/${ids[0]}`)).body.mergedInto).toBe(target.id);
    const undone = await undoOf(admin, job.id);
    expect(undone).toMatchObject({ state: "undone", result: { undo: { undone: 12, kept: 0 } } });
    expect(await contacts()).toBe(0);
    expect(await namesOf(admin, "accounts")).toEqual(before);
    expect((await admin.get(`/v1/accounts/${target.id}`)).body.payerNames).toBeUndefined();
  });

  test("chooses by a filter, leaves the one that stays out, and changes only what its starter may change", async () => {
    const tenant = await openTenant(stack());
    const rep = await tenant.person({ roles: ["sales"] });
    const [target = "", own = ""] = await leads(rep.api, [{ name: "周敏" }, { name: "周敏二" }]);
    await leads(tenant.admin, [{ name: "周敏三" }]);
    const body = { filter: { field: "name", op: "startsWith", value: "周敏" }, operation: "merge", targetId: target };
    const job = await jobOf(stack(), rep.api, "/v1/leads/batch", body);
    expect(await itemsOf(rep.api, job.id)).toMatchObject([{ id: own, outcome: "merged" }]);
    expect(await namesOf(tenant.admin, "leads")).toEqual(["周敏", "周敏三"]);
  });

  test("says of what was changed since that it stays, and of what somebody has parted that it is parted", async () => {
    const { admin } = await openTenant(stack());
    const [target = "", ...ids] = await leads(admin, [
      { name: "赵一" },
      { name: "赵二", phone: PHONES[0] },
      { name: "赵三", email: "zhao@example.com" },
    ]);
    const job = await jobOf(stack(), admin, "/v1/leads/batch", { ids, operation: "merge", targetId: target });
    expect((await admin.post(`/v1/leads/${target}/unmerge`, {})).body.merge.fromIds).toEqual([ids[1]]);
    await admin.patch(`/v1/leads/${target}`, { phone: PHONES[1] });
    expect(await undoOf(admin, job.id)).toMatchObject({ result: { undo: { undone: 2, kept: 0 } } });
    const items = await itemsOf(admin, job.id);
    expect(items.find(({ id }) => id === ids[0]).errors).toMatchObject([{ path: "phone", code: "changed_since" }]);
    expect((await admin.get(`/v1/leads/${target}`)).body.phone).toContain(PHONES[1]?.slice(-4));
  });

  test("is refused whole where it could not be right for any record", async () => {
    const { admin } = await openTenant(stack());
    const { id } = await made(admin, "/v1/accounts", { name: "丙" });
    const status = async (path: string, body: object) => (await admin.post(path, { ids: [id], ...body })).status;
    const of = "/v1/accounts/batch";
    expect(await status(of, { operation: "merge" })).toBe(422);
    expect(await status(of, { operation: "merge", targetId: id, by: "duplicates" })).toBe(422);
    expect(await status(of, { operation: "merge", targetId: "acc_00000000000000000000" })).toBe(422);
    expect(await status(of, { operation: "merge", targetId: id, tags: ["x"] })).toBe(422);
    expect(await status(of, { operation: "archive", targetId: id })).toBe(422);
    const opportunity = { ids: ["opp_00000000000000000000"], operation: "merge", by: "duplicates" };
    expect((await admin.post("/v1/opportunities/batch", opportunity)).status).toBe(422);
  });
});

describe("a batch that merges duplicates", () => {
  test("makes of each group its oldest record, also of two that only a third has in common, and can be taken back", async () => {
    const { admin } = await openTenant(stack());
    const ids = await leads(admin, [
      { name: "钱一", phone: PHONES[0] },
      { name: "钱二", email: "qian@example.com" },
      { name: "钱三", phone: PHONES[1] },
      { name: "钱四", phone: PHONES[0], email: "qian@example.com" },
      { name: "钱五", phone: PHONES[1] },
      { name: "钱六", phone: PHONES[2] },
      { name: "孙七", phone: PHONES[2] },
    ]);
    const before = await namesOf(admin, "leads");
    const filter = { field: "name", op: "startsWith", value: "钱" };
    const job = await jobOf(stack(), admin, "/v1/leads/batch", { filter, operation: "merge", by: "duplicates" });
    expect(job.result.outcomes).toEqual({ merged: 3, unchanged: 3 });
    const merged = await itemsOf(admin, job.id, "merged");
    expect(merged.map(({ id, targetId }) => [ids.indexOf(id), ids.indexOf(targetId)])).toEqual([
      [1, 0],
      [3, 0],
      [4, 2],
    ]);
    expect(await namesOf(admin, "leads")).toEqual(["孙七", "钱一", "钱三", "钱六"].sort());
    expect(await undoOf(admin, job.id)).toMatchObject({ state: "undone", result: { undo: { undone: 3, kept: 0 } } });
    expect(await namesOf(admin, "leads")).toEqual(before);
  });

  test("looks at those that are named alone, and at no sign that a role hides", async () => {
    const tenant = await openTenant(stack());
    await made(tenant.admin, "/v1/roles", {
      name: "blind",
      permissions: ["leads.read", "leads.write", "jobs.read", "jobs.write"],
      scopes: { "*": "all" },
      fields: { lead: { phone: "hidden" } },
    });
    const blind = (await tenant.person({ roles: ["blind"] })).api;
    const [a = "", b = "", c = ""] = await leads(tenant.admin, [
      { name: "李一", phone: PHONES[0] },
      { name: "李二", phone: PHONES[0] },
      { name: "李三", phone: PHONES[0] },
    ]);
    const body = { ids: [c, b, "led_00000000000000000000"], operation: "merge", by: "duplicates" };
    const unseen = await jobOf(stack(), blind, "/v1/leads/batch", body);
    expect(unseen.result.outcomes).toEqual({ unchanged: 2, failed: 1 });
    const job = await jobOf(stack(), tenant.admin, "/v1/leads/batch", body);
    expect(await itemsOf(tenant.admin, job.id)).toMatchObject([
      { id: c, targetId: b, outcome: "merged" },
      { id: b, outcome: "unchanged" },
      { outcome: "failed", errors: [{ code: "not_found" }] },
    ]);
    expect((await tenant.admin.get(`/v1/leads/${a}`)).body.mergedInto).toBeUndefined();
  });

  test("keeps a lead that has become a customer, whatever is older", async () => {
    const { admin } = await openTenant(stack());
    const [older = "", converted = ""] = await leads(admin, [
      { name: "吴一", phone: PHONES[0] },
      { name: "吴二", phone: PHONES[0] },
    ]);
    const account = await made(admin, "/v1/accounts", { name: "吴记" });
    const reply = await admin.post(`/v1/leads/${converted}/convert`, { accountId: account.id });
    expect([reply.status, reply.body]).toMatchObject([200, {}]);
    const body = { ids: [older, converted], operation: "merge", by: "duplicates" };
    const job = await jobOf(stack(), admin, "/v1/leads/batch", body);
    expect(await itemsOf(admin, job.id, "merged")).toMatchObject([{ id: older, targetId: converted }]);
  });
});
