import { beforeAll, describe, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin } = tenant;
  const field = (body: object) => made(admin, "/v1/custom-fields", { noun: "account", ...body });
  await field({ key: "region", label: "大区", type: "enum", options: ["华东", "华南"], filterable: true });
  await field({ key: "oldNo", label: "旧编号", type: "text", unique: true });
  await field({ key: "visits", label: "拜访次数", type: "integer", default: 0 });
  await field({ key: "buyer", label: "采购", type: "reference", references: "contact" });
});

const idsOf = (reply: { body: { items: { id: string }[] } }): string[] => reply.body.items.map(({ id }) => id);

describe("custom fields", () => {
  test("take values of their type, tell every wrong one, and fill in defaults", async () => {
    const { admin } = tenant;
    const account = await made(admin, "/v1/accounts", { name: "甲", custom: { region: "华东" } });
    expect(account.custom).toEqual({ region: "华东", visits: 0 });
    const wrong = { region: "华北", visits: "三", nowhere: 1, buyer: "con_0000000000NOBODY00" };
    const refused = await admin.patch(`/v1/accounts/${account.id}`, { custom: { ...wrong, buyer: undefined } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
      "custom.nowhere",
      "custom.region",
      "custom.visits",
    ]);
    const nobody = await admin.patch(`/v1/accounts/${account.id}`, { custom: { buyer: wrong.buyer } });
    expect([nobody.status, nobody.body.errors[0].path]).toEqual([422, "custom.buyer"]);
    const changed = await admin.patch(`/v1/accounts/${account.id}`, { custom: { visits: 3, region: null } });
    expect(changed.body.custom).toEqual({ visits: 3 });
  });

  test("that are unique hold under parallel creates, without regard to case and width", async () => {
    const names = ["A-01", "a-01", "Ａ-01", "A-01 "];
    const replies = await Promise.all(
      names.map((oldNo) => tenant.admin.post("/v1/accounts", { name: "乙", custom: { oldNo } })),
    );
    expect(replies.map((r) => r.status).sort()).toEqual([201, 409, 409, 409]);
    expect(replies.find((r) => r.status === 409)?.body.errors[0].path).toBe("custom.oldNo");
  });

  test("are filtered by, through an index where they are filterable, and counted", async () => {
    const { admin } = tenant;
    const south = await Promise.all(
      [1, 2, 3].map((n) => made(admin, "/v1/accounts", { name: `南${n}`, custom: { region: "华南", visits: n } })),
    );
    const region = encodeURIComponent("华南");
    const listed = await admin.get(`/v1/accounts?custom.region=${region}`);
    expect(idsOf(listed).sort()).toEqual(south.map(({ id }) => id).sort());
    const busy = await admin.get(`/v1/accounts?custom.region=${region}&custom.visits.gte=2`);
    expect(busy.body.items.map((a: { custom: { visits: number } }) => a.custom.visits).sort()).toEqual([2, 3]);
    expect((await admin.get(`/v1/accounts/count?custom.region=${region}`)).body).toMatchObject({
      count: 3,
      complete: true,
    });
    await admin.patch(`/v1/accounts/${south[0]?.id}`, { custom: { region: "华东" } });
    expect(idsOf(await admin.get(`/v1/accounts?custom.region=${region}`))).toHaveLength(2);
    expect((await admin.get("/v1/accounts?custom.colour=red")).body.code).toBe("unknown_filter");
  });

  test("hide when they are removed, and come back with their values", async () => {
    const { admin } = tenant;
    const field = await made(admin, "/v1/custom-fields", { noun: "account", key: "note", label: "备注", type: "text" });
    const account = await made(admin, "/v1/accounts", { name: "丙", custom: { note: "旧" } });
    await admin.post(`/v1/custom-fields/${field.id}/archive`);
    expect((await admin.get(`/v1/accounts/${account.id}`)).body.custom.note).toBeUndefined();
    expect((await admin.patch(`/v1/accounts/${account.id}`, { custom: { note: "新" } })).status).toBe(422);
    await admin.patch(`/v1/accounts/${account.id}`, { custom: { visits: 9 } });
    await admin.post(`/v1/custom-fields/${field.id}/restore`);
    expect((await admin.get(`/v1/accounts/${account.id}`)).body.custom).toEqual({ note: "旧", visits: 9 });
  });

  test("belong to one tenant", async () => {
    const other = await openTenant(stack());
    const reply = await other.admin.post("/v1/accounts", { name: "丁", custom: { region: "华东" } });
    expect([reply.status, reply.body.errors[0].code]).toEqual([422, "unknown_field"]);
    expect((await other.admin.get("/v1/custom-fields")).body.items).toEqual([]);
  });
});

describe("records seen by more than their owner", () => {
  test("an account's team sees it in lists and by itself, and no longer when it has left the team", async () => {
    const { admin } = tenant;
    const [owner, member, stranger] = [
      await tenant.person({ roles: ["sales"] }),
      await tenant.person({ roles: ["sales"] }),
      await tenant.person({ roles: ["sales"] }),
    ];
    const team = [{ userId: member.id, role: "presales" }, { userId: owner.id }];
    const account = await made(admin, "/v1/accounts", { name: "戊", ownerId: owner.id, team });
    expect(idsOf(await owner.api.get("/v1/accounts"))).toEqual([account.id]);
    expect(idsOf(await member.api.get("/v1/accounts"))).toEqual([account.id]);
    expect((await member.api.get(`/v1/accounts/${account.id}`)).status).toBe(200);
    expect(idsOf(await stranger.api.get("/v1/accounts"))).toEqual([]);
    expect(idsOf(await admin.get(`/v1/accounts?ownerId=${member.id}`))).toEqual([]);
    await admin.patch(`/v1/accounts/${account.id}`, { team: [] });
    expect(idsOf(await member.api.get("/v1/accounts"))).toEqual([]);
    expect((await member.api.get(`/v1/accounts/${account.id}`)).status).toBe(404);
  });

  test("a person stands at every company of theirs", async () => {
    const { admin } = tenant;
    const [now, before] = [
      await made(admin, "/v1/accounts", { name: "己" }),
      await made(admin, "/v1/accounts", { name: "庚" }),
    ];
    const employments = [{ accountId: before.id, toOn: "2026-06-30" }];
    const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId: now.id, employments });
    expect(idsOf(await admin.get(`/v1/contacts?accountId=${now.id}`))).toEqual([contact.id]);
    const wrong = [{ accountId: "acc_0000000000NOWHERE0" }];
    const refused = await admin.patch(`/v1/contacts/${contact.id}`, { employments: wrong });
    expect(refused.body.errors[0].path).toBe("employments.0.accountId");
  });
});
