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

  test("chooses fields by rules that hold for every record, and notes the choice in each merge", async () => {
    const { admin } = await openTenant(stack());
    await made(admin, "/v1/custom-fields", { noun: "lead", key: "size", label: "规模", type: "integer" });
    const all = [
      { name: "周一", note: "甲", tags: ["a"], custom: { size: 1 } },
      { name: "周二", note: "乙", tags: ["b"], custom: { size: 2 } },
      { name: "周三", phone: PHONES[0] },
    ];
    const [target = "", ...ids] = await leads(admin, all);
    const fields = { note: "from", tags: "target", phone: "target", "custom.size": "from" };
    const body = { ids, operation: "merge", targetId: target, fields };
    const job = await jobOf(stack(), admin, "/v1/leads/batch", body);
    expect(job).toMatchObject({ result: { outcomes: { merged: 2 } }, params: { fields } });
    const lead = (await admin.get(`/v1/leads/${target}`)).body;
    expect(lead).toMatchObject({ name: "周一", note: "乙", tags: ["a"], custom: { size: 2 } });
    expect(lead.phone).toBeUndefined();
    const { items } = (await admin.get(`/v1/leads/${target}/merges`)).body;
    const own = { tags: target, phone: target };
    const chosen = items.map((merge: { fields: object }) => merge.fields).reverse();
    expect(chosen).toEqual([
      { ...own, note: ids[0], "custom.size": ids[0] },
      { ...own, note: target, "custom.size": target },
    ]);
    await undoOf(admin, job.id);
    expect((await admin.get(`/v1/leads/${target}`)).body).toMatchObject({ note: "甲", custom: { size: 1 } });
  });

  test("chooses among duplicates too, and refuses a rule for what is no field or cannot be changed", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const ids = await leads(admin, [
      { name: "郑一", phone: PHONES[0] },
      { name: "郑二", phone: PHONES[0] },
    ]);
    const ask = (fields: object, api = admin) =>
      api.post("/v1/leads/batch", { ids, operation: "merge", by: "duplicates", fields });
    const wrong = await ask({ colour: "from", name: "newest", "custom.none": "target", status: "from" });
    const told = wrong.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
    const unknown = ["fields.colour", "fields.custom.none", "fields.status"].map((path) => `${path} unknown_field`);
    expect([wrong.status, told.sort()]).toEqual([422, [...unknown, "fields.name invalid"].sort()]);
    const fields = { lead: { name: "readOnly" } };
    const permissions = ["leads.read", "leads.write", "jobs.read", "jobs.write"];
    await made(admin, "/v1/roles", { name: "narrow", permissions, scopes: { "*": "all" }, fields });
    const narrow = (await tenant.person({ roles: ["narrow"] })).api;
    expect((await ask({ name: "from" }, narrow)).body.errors).toMatchObject([
      { path: "fields.name", code: "read_only" },
    ]);
    const body = { ids, operation: "merge", by: "duplicates", fields: { name: "from" } };
    await jobOf(stack(), admin, "/v1/leads/batch", body);
    expect(await namesOf(admin, "leads")).toEqual(["郑二"]);
  });

  test("tells of the one that is refused on its way, which is then as it was, and goes on with the others", async () => {
    const { admin } = await openTenant(stack());
    const account = async (name: string, parentId?: string) =>
      (await made(admin, "/v1/accounts", { name, parentId })).id;
    const target = await account("集团");
    const first = await account("甲");
    const last = await account("丙", await account("乙", first));
    const other = await account("丁");
    const before = await namesOf(admin, "accounts");
    const body = { ids: [first, last, other], operation: "merge", targetId: target };
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    expect(job).toMatchObject({ state: "done", progress: { done: 2, failed: 1 } });
    const errors = [{ path: "parentId", code: "cycle" }];
    expect(await itemsOf(admin, job.id, "failed")).toMatchObject([{ id: last, targetId: target, errors }]);
    expect((await admin.get(`/v1/accounts/${last}`)).body.mergedInto).toBeUndefined();
    expect(await undoOf(admin, job.id)).toMatchObject({ result: { undo: { undone: 2, kept: 0 } } });
    expect(await namesOf(admin, "accounts")).toEqual(before);
  });

  test("says of what cannot be parted why, and that is parted when nothing is in its way any more", async () => {
    const { admin } = await openTenant(stack());
    const account = async (name: string, registrationNo?: string) =>
      (await made(admin, "/v1/accounts", { name, registrationNo })).id;
    const [target, from, free] = [await account("甲", "R-0"), await account("乙", "R-1"), await account("丙")];
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", {
      ids: [from],
      operation: "merge",
      targetId: target,
    });
    await admin.patch(`/v1/accounts/${free}`, { registrationNo: "R-1" });
    expect(await undoOf(admin, job.id)).toMatchObject({ state: "undone", result: { undo: { undone: 0, kept: 1 } } });
    const errors = [{ path: "registrationNo", code: "duplicate" }];
    expect(await itemsOf(admin, job.id)).toMatchObject([{ id: from, outcome: "kept", errors }]);
    await admin.patch(`/v1/accounts/${free}`, { registrationNo: null });
    expect((await admin.post(`/v1/accounts/${target}/unmerge`, {})).body.merge.state).toBe("undone");
    expect((await admin.get(`/v1/accounts/${from}`)).body.registrationNo).toBe("R-1");
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
