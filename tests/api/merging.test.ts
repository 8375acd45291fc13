import { describe, expect, test } from "@jest/globals";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { begin } from "../../functions/merging/begin.ts";
import { run } from "../../functions/merging/run.ts";
import { merge } from "../../functions/merging/table.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { deliver } from "../support/demo.ts";
import type { Api } from "../support/stack.ts";
import { useStack } from "../support/stack.ts";
import { standingDifferences, standingRows } from "../support/standing.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const stamp = { actor: "system:test", from: "", requestId: "test" };

/** Two companies with everything that hangs on a company. */
async function companies(admin: Api) {
  const owner = (await admin.get("/v1/users?limit=1")).body.items[0];
  const into = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", payerNames: ["某某"] });
  const from = await made(admin, "/v1/accounts", {
    name: "上海莫莫科技有限公司",
    registrationNo: "91310000MM",
    payerNames: ["莫莫科技"],
    team: owner ? [{ userId: owner.id, role: "support" }] : [],
  });
  const subsidiary = await made(admin, "/v1/accounts", { name: "苏州莫莫", parentId: from.id });
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: from.id });
  const elsewhere = await made(admin, "/v1/contacts", {
    name: "王芳",
    accountId: subsidiary.id,
    employments: [{ accountId: from.id, role: "采购" }],
  });
  const opportunity = await made(admin, "/v1/opportunities", {
    name: "二期",
    accountId: from.id,
    contactId: contact.id,
  });
  const product = await made(admin, "/v1/products", {
    code: "P",
    name: "P",
    productType: "software",
    listPriceMinor: 100,
    currency: "CNY",
  });
  const order = await made(admin, "/v1/orders", {
    accountId: from.id,
    currency: "CNY",
    kind: "new",
    contractNo: "HT-2026-0117",
    lines: [{ productId: product.id, quantity: 1, amountMinor: 300 }],
    instalments: [
      { dueOn: "2026-12-01", amountMinor: 100 },
      { dueOn: "2027-01-01", amountMinor: 200 },
    ],
  });
  expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
  return { into, from, subsidiary, contact, elsewhere, opportunity, order };
}

const named = async (admin: Api, path: string, id: string): Promise<number> =>
  (await admin.get(`${path}?accountId=${id}`)).body.items.length;

describe("a merge of accounts", () => {
  test("moves all that hangs on them, and is undone exactly", async () => {
    const { id, admin } = await openTenant(stack());
    const { into, from, subsidiary, elsewhere } = await companies(admin);
    await stack().settled();
    const before = await standingRows(stack(), id);
    const path = `/v1/accounts/${into.id}`;
    const merged = await admin.post(`${path}/merge`, { from: [from.id], fields: { registrationNo: from.id } });
    expect(merged.body).toMatchObject({ id: into.id, registrationNo: "91310000MM", hasChildren: true });
    expect(merged.body.merge).toMatchObject({ state: "done", targetId: into.id, fromIds: [from.id] });
    expect(merged.body.payerNames).toEqual(expect.arrayContaining(["某某", "莫莫科技", "上海莫莫科技有限公司"]));
    for (const [noun, count] of [
      ["contacts", 1],
      ["opportunities", 1],
      ["orders", 1],
      ["receivables", 2],
    ] as const) {
      expect([noun, await named(admin, `/v1/${noun}`, into.id)]).toEqual([noun, count]);
      expect([noun, await named(admin, `/v1/${noun}`, from.id)]).toEqual([noun, 0]);
    }
    expect((await admin.get(`/v1/accounts/${subsidiary.id}`)).body.parentId).toBe(into.id);
    expect((await admin.get(`/v1/contacts/${elsewhere.id}`)).body.employments[0].accountId).toBe(into.id);
    expect((await admin.get(`/v1/accounts/${from.id}`)).body).toMatchObject({ archived: true, mergedInto: into.id });
    for (const change of [
      await admin.patch(`/v1/accounts/${from.id}`, { name: "又是莫莫" }),
      await admin.post(`/v1/accounts/${from.id}/restore`),
      await admin.post(`/v1/accounts/${from.id}/life-cycle`, { stage: "lost" }),
    ]) {
      expect([change.status, change.body.code, change.body.detail]).toEqual([
        409,
        "invalid_state",
        `The account was merged into ${into.id}; change that one, or undo the merge.`,
      ]);
    }
    expect((await admin.get(`${path}/merges`)).body.items).toMatchObject([{ state: "done", moved: 7 }]);
    const undone = await admin.post(`${path}/unmerge`, {});
    expect(undone.body.merge).toMatchObject({ state: "undone", kept: [] });
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), id))).toEqual([]);
    expect((await admin.post(`${path}/unmerge`, {})).body.code).toBe("invalid_state");
  });

  test("takes over several subsidiaries, also where one of them is the company that stays", async () => {
    const { admin } = await openTenant(stack());
    const [group, other] = [
      await made(admin, "/v1/accounts", { name: "集团" }),
      await made(admin, "/v1/accounts", { name: "总部" }),
    ];
    const parts: string[] = [];
    for (let n = 0; n < 12; n++) {
      parts.push((await made(admin, "/v1/accounts", { name: `公司${n}`, parentId: group.id })).id);
    }
    const below = async (parentId: string) => (await admin.get(`/v1/accounts?parentId=${parentId}`)).body.items.length;
    const merged = await admin.post(`/v1/accounts/${other.id}/merge`, { from: [group.id] });
    expect([merged.status, await below(other.id), await below(group.id)]).toEqual([200, 12, 0]);
    const within = await admin.post(`/v1/accounts/${parts[0]}/merge`, { from: [other.id] });
    expect([within.status, within.body.parentId, await below(`${parts[0]}`)]).toEqual([200, undefined, 11]);
    for (const id of [parts[0], other.id])
      expect((await admin.post(`/v1/accounts/${id}/unmerge`, {})).status).toBe(200);
    expect([await below(group.id), await below(other.id)]).toEqual([12, 0]);
  });

  test("leads receipts of either payer to the one that stays, and back again", async () => {
    const { admin } = await openTenant(stack());
    const { into, from } = await companies(admin);
    const link = { name: "基本户", accountNo: "0001", currency: "CNY" };
    const bank = (await admin.post("/v1/bank-connections", link)).body;
    const connection = { connectionId: bank.id, signingSecret: bank.signingSecret };
    const pay = async (reference: string, name: string, more: object) => {
      const line = { bankReference: reference, bookedOn: "2026-11-22", direction: "credit", currency: "CNY" };
      await deliver(stack(), connection, [{ ...line, payer: { name }, ...more }]);
      await stack().settled();
      const { items } = (await admin.get("/v1/bank-transactions")).body;
      return items.find((item: { bankReference: string }) => item.bankReference === reference);
    };
    const path = `/v1/accounts/${into.id}`;
    expect((await admin.post(`${path}/merge`, { from: [from.id] })).status).toBe(200);
    const first = await pay("R1", "上海莫莫科技有限公司", { amountMinor: 100, remittance: "HT-2026-0117-1" });
    expect(first).toMatchObject({ state: "applied", accountId: into.id });
    expect((await admin.post(`${path}/unmerge`, {})).body.merge.state).toBe("undone");
    const second = await pay("R2", "上海莫莫科技有限公司", { amountMinor: 200, remittance: "HT-2026-0117-2" });
    expect(second).toMatchObject({ state: "applied", accountId: from.id });
  });

  test("when undone leaves what people have changed since, and says so", async () => {
    const { admin } = await openTenant(stack());
    const { into, from, contact, opportunity } = await companies(admin);
    const other = await made(admin, "/v1/accounts", { name: "北京另一家" });
    const path = `/v1/accounts/${into.id}`;
    await admin.post(`${path}/merge`, { from: [from.id], fields: { name: from.id } });
    await admin.patch(path, { name: "某某集团" });
    await admin.patch(`/v1/contacts/${contact.id}`, { accountId: other.id });
    await admin.patch(`/v1/opportunities/${opportunity.id}`, { amountMinor: 500 });
    const undone = await admin.post(`${path}/unmerge`, {});
    expect(undone.body).toMatchObject({ name: "某某集团" });
    expect(undone.body.merge.kept).toEqual(
      expect.arrayContaining([
        { noun: "account", id: into.id, field: "name" },
        { noun: "contact", id: contact.id, field: "accountId" },
      ]),
    );
    const back = (await admin.get(`/v1/opportunities/${opportunity.id}`)).body;
    expect(back).toMatchObject({ accountId: from.id, amountMinor: 500 });
  });

  test("goes on where it was broken off", async () => {
    const { id, admin } = await openTenant(stack());
    const { into, from } = await companies(admin);
    await stack().settled();
    const before = await standingRows(stack(), id);
    const table = await tenantTable(id, stamp);
    const system = await systemCaller(table, "test", stack().clock.now());
    const merging = { id: system.newId(merge.prefix), targetId: into.id, from: [from.id] };
    const begun = await begin(system, accountNoun, merging);
    for (let steps = 0; steps < 2; steps++) await run(system, await table.get(merge, begun.id), 1);
    const busy = await admin.post(`/v1/accounts/${into.id}/merge`, { from: [from.id] });
    expect(busy.status).toBe(409);
    await stack().advance(180);
    expect((await admin.get(`/v1/accounts/${into.id}/merges`)).body.items).toMatchObject([{ state: "done", moved: 7 }]);
    expect((await admin.post(`/v1/accounts/${into.id}/unmerge`, {})).body.merge.state).toBe("undone");
    await stack().settled();
    expect(standingDifferences(before, await standingRows(stack(), id))).toEqual([]);
  });
});

describe("a merge of leads and contacts", () => {
  test("unites touches, tags and consents, fills gaps, and is undone exactly", async () => {
    const { id, admin } = await openTenant(stack());
    await made(admin, "/v1/custom-fields", { noun: "lead", key: "size", label: "规模", type: "integer" });
    await made(admin, "/v1/scoring-rules", { name: "来电", when: "call", points: 10 });
    const into = await made(admin, "/v1/leads", { name: "李娜", tags: ["expo"], note: "a" });
    const from = await made(admin, "/v1/leads", {
      name: "李 娜",
      tags: ["web"],
      note: "b",
      email: "l@some.cn",
      custom: { size: 4 },
    });
    for (const lead of [into, from]) await admin.post(`/v1/leads/${lead.id}/touches`, { kind: "call" });
    const before = await standingRows(stack(), id);
    const path = `/v1/leads/${into.id}`;
    const merged = await admin.post(`${path}/merge`, { from: [from.id], fields: { note: from.id } });
    const united = {
      score: 20,
      touchCount: 2,
      note: "b",
      email: "l@some.cn",
      tags: ["expo", "web"],
      custom: { size: 4 },
    };
    expect(merged.body).toMatchObject(united);
    expect((await admin.get(`${path}/touches`)).body.items).toHaveLength(2);
    await admin.post(`${path}/unmerge`, { mergeId: merged.body.merge.id });
    expect(standingDifferences(before, await standingRows(stack(), id))).toEqual([]);
  });

  test("hands over a value that one record alone may have, and back again", async () => {
    const { id, admin } = await openTenant(stack());
    const field = { noun: "lead", key: "card", label: "会员号", type: "text", unique: true };
    await made(admin, "/v1/custom-fields", field);
    const into = await made(admin, "/v1/leads", { name: "李娜" });
    const from = await made(admin, "/v1/leads", { name: "李 娜", custom: { card: "K1" } });
    const before = await standingRows(stack(), id);
    const path = `/v1/leads/${into.id}`;
    expect((await admin.post(`${path}/merge`, { from: [from.id] })).body.custom).toEqual({ card: "K1" });
    const taken = await admin.post("/v1/leads", { name: "王芳", custom: { card: "K1" } });
    expect(taken.body).toMatchObject({ code: "duplicate", errors: [{ path: "custom.card" }] });
    expect((await admin.post(`${path}/unmerge`, {})).body.merge.state).toBe("undone");
    expect(standingDifferences(before, await standingRows(stack(), id))).toEqual([]);
  });

  test("moves a contact's opportunities and keeps where the other one works", async () => {
    const { admin } = await openTenant(stack());
    const [a, b] = [
      await made(admin, "/v1/accounts", { name: "甲公司" }),
      await made(admin, "/v1/accounts", { name: "乙公司" }),
    ];
    const into = await made(admin, "/v1/contacts", { name: "李娜", accountId: a.id });
    const from = await made(admin, "/v1/contacts", { name: "李娜", accountId: b.id, role: "顾问" });
    const opportunity = await made(admin, "/v1/opportunities", { name: "二期", accountId: b.id, contactId: from.id });
    const merged = await admin.post(`/v1/contacts/${into.id}/merge`, { from: [from.id] });
    expect(merged.body).toMatchObject({ accountId: a.id, employments: [{ accountId: b.id, role: "顾问" }] });
    expect((await admin.get(`/v1/opportunities/${opportunity.id}`)).body.contactId).toBe(into.id);
    await admin.post(`/v1/contacts/${into.id}/unmerge`, {});
    expect((await admin.get(`/v1/opportunities/${opportunity.id}`)).body.contactId).toBe(from.id);
  });

  test("moves what was done with them, and what is planned", async () => {
    const { id, admin } = await openTenant(stack());
    const [into, from] = [
      await made(admin, "/v1/leads", { name: "李娜" }),
      await made(admin, "/v1/leads", { name: "李 娜" }),
    ];
    const relatedTo = [{ noun: "lead", id: from.id }];
    const call = await made(admin, "/v1/activities", { kind: "call", subject: "回访", relatedTo });
    const before = await standingRows(stack(), id);
    await admin.post(`/v1/leads/${into.id}/merge`, { from: [from.id] });
    const moved = (await admin.get(`/v1/activities/${call.id}`)).body;
    expect(moved.relatedTo).toEqual([{ noun: "lead", id: into.id }]);
    await admin.post(`/v1/leads/${into.id}/unmerge`, {});
    expect((await admin.get(`/v1/activities/${call.id}`)).body.relatedTo).toEqual(relatedTo);
    expect(standingDifferences(before, await standingRows(stack(), id))).toEqual([]);
  });

  test("is refused where it makes no sense, and of two at the same time one wins", async () => {
    const { admin, person } = await openTenant(stack());
    const rep = await person({ roles: ["sales"] });
    const [a, b, c] = await Promise.all(["甲", "乙", "丙"].map((name) => made(admin, "/v1/leads", { name })));
    const ask = (id: unknown, body: object, api = admin) => api.post(`/v1/leads/${id}/merge`, body);
    expect((await ask(a?.id, { from: [a?.id] })).body).toMatchObject({ status: 422, errors: [{ path: "from" }] });
    const wrong = await ask(a?.id, { from: [b?.id], fields: { colour: b?.id, name: c?.id } });
    expect(wrong.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(["fields.colour", "fields.name"]);
    const own = await made(rep.api, "/v1/leads", { name: "丁" });
    expect((await ask(own.id, { from: [a?.id] }, rep.api)).status).toBe(404);
    const replies = await Promise.all([ask(a?.id, { from: [c?.id] }), ask(b?.id, { from: [c?.id] })]);
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409]);
    const winner = replies.find((r) => r.status === 200)?.body.id;
    const again = await ask(winner, { from: [c?.id] });
    expect(again.body.code).toBe("invalid_state");
    expect(again.body.detail).toContain(winner);
  });
});
