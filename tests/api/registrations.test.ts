import { describe, expect, test } from "@jest/globals";
import { handler as expire } from "../../functions/channel/expire.ts";
import { lambdas } from "../../functions/modules.ts";
import { channelWorld } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import type { Api } from "../support/stack.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const PATH = "/v1/deal-registrations";
const deal = (customerName: string, more: object = {}) => ({ name: "CRM 项目", customerName, ...more });

async function registered(api: Api, customerName: string, more: object = {}) {
  const { id } = await made(api, PATH, deal(customerName, more));
  return (await api.post(`${PATH}/${id}/submit`)).body as { id: string; state: string; [field: string]: unknown };
}

describe("a deal registration", () => {
  test("is a partner's own: nobody else's partner makes, sees or submits it", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner(), await partner()];
    const { id, partnerId } = await made(mine.api, PATH, deal("宁波示例制造有限公司"));
    expect(partnerId).toBe(mine.id);
    expect((await mine.api.post(PATH, deal("宁波示例", { partnerId: other.id }))).status).toBe(403);
    expect((await admin.post(PATH, deal("宁波示例"))).body.errors[0].path).toBe("partnerId");
    expect((await other.api.get(`${PATH}/${id}`)).status).toBe(404);
    expect((await other.api.get(PATH)).body.items).toEqual([]);
    expect((await other.api.post(`${PATH}/${id}/submit`)).status).toBe(404);
    expect((await mine.api.post(`${PATH}/${id}/submit`)).body.state).toBe("submitted");
    expect((await mine.api.post(`${PATH}/${id}/approve`, {})).status).toBe(403);
    expect((await mine.api.patch(`${PATH}/${id}`, { note: "x" })).body.code).toBe("invalid_state");
  });

  test("has the tender's documents of its partner, who sees no other file, and nobody else's partner any", async () => {
    const { admin, partner, sell, crm } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner(), await partner()];
    const { id } = await made(mine.api, PATH, deal("宁波招标有限公司"));
    const { id: orderId } = await sell(mine.id, [[crm.id, 1_000]], [1_000]);
    const bytes = Buffer.from("ZB-2027-017");
    const attach = (api: Api, noun: string, to: string) =>
      api.post("/v1/files", {
        ...{ name: "招标文件.txt", contentType: "text/plain", sizeBytes: bytes.length },
        relatedTo: { noun, id: to },
      });
    const theirs = (await attach(mine.api, "dealRegistration", id)).body;
    const put = await fetch(theirs.uploadUrl, {
      method: "PUT",
      headers: { "content-type": "text/plain" },
      body: bytes,
    });
    expect(put.status).toBe(200);
    await stack().settled();
    const kept = [(await attach(admin, "dealRegistration", id)).body, (await attach(admin, "order", orderId)).body];
    expect((await attach(mine.api, "order", orderId)).body.errors[0].path).toBe("relatedTo.noun");
    expect((await attach(mine.api, "product", crm.id)).body.errors[0].path).toBe("relatedTo.noun");
    expect((await attach(other.api, "dealRegistration", id)).body.errors[0].path).toBe("relatedTo.id");
    const listed = async (api: Api, to: string) =>
      (await api.get(`/v1/files?relatedTo=${to}`)).body.items.map((file: { id: string }) => file.id);
    expect([await listed(mine.api, id), await listed(mine.api, orderId)]).toEqual([[theirs.id], []]);
    expect((await listed(admin, id)).sort()).toEqual([theirs.id, kept[0].id].sort());
    expect(await listed(other.api, id)).toEqual([]);
    for (const file of kept) {
      const replies = ["", "/download"].map((below) => mine.api.get(`/v1/files/${file.id}${below}`));
      const archived = mine.api.post(`/v1/files/${file.id}/archive`);
      expect((await Promise.all([...replies, archived])).map(({ status }) => status)).toEqual([404, 404, 404]);
    }
    const { url } = (await mine.api.get(`/v1/files/${theirs.id}/download`)).body;
    expect(await (await fetch(url)).text()).toBe("ZB-2027-017");
    expect((await other.api.get(`/v1/files/${theirs.id}`)).status).toBe(404);
    const timeline = await mine.api.get(`${PATH}/${id}/timeline`);
    expect(JSON.stringify(timeline.body)).not.toContain(kept[0].id);
  });

  test("holds its customer for who came first, however many submit at once", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const partners = await Promise.all([1, 2, 3, 4].map(() => partner()));
    const names = ["宁波示例制造有限公司", "宁波示例制造有限公司 ", "宁波示例制造", "宁波示例制造有限公司"];
    const drafts = await Promise.all(partners.map(({ api }, n) => made(api, PATH, deal(names[n] as string))));
    const replies = await Promise.all(partners.map(({ api }, n) => api.post(`${PATH}/${drafts[n]?.id}/submit`)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(replies.map(({ body }) => body.state).sort()).toEqual(["conflict", "conflict", "conflict", "submitted"]);
    // Who is at work on the same customer is not told to a partner.
    expect(replies.some(({ body }) => "evidence" in body)).toBe(false);
    const all = (await admin.get(PATH)).body.items as {
      id: string;
      state: string;
      evidence: { id: string; strong: boolean }[];
    }[];
    const first = all.find(({ state }) => state === "submitted");
    for (const { state, evidence } of all) {
      if (state === "conflict")
        expect(evidence).toContainEqual(expect.objectContaining({ id: first?.id, strong: true }));
    }
    await admin.post(`${PATH}/${first?.id}/review`);
    // All are approved at once: the first, and nobody else.
    const decisions = await Promise.all(all.map(({ id }) => admin.post(`${PATH}/${id}/approve`, { reason: "先到" })));
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await admin.get(`${PATH}?state=approved`)).body.items.map(({ id }: { id: string }) => id)).toEqual([
      first?.id,
    ]);
  });

  test("wins a conflict once the other is rejected, and nothing else makes it win", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const [one, two] = [await partner(), await partner()];
    const first = await registered(one.api, "温州样本有限公司", { registrationNo: "91330300MA2000001X" });
    const second = await registered(two.api, "温州样本（集团）有限公司", { registrationNo: "91330300MA2000001X" });
    expect([first.state, second.state]).toEqual(["submitted", "conflict"]);
    expect((await admin.post(`${PATH}/${second.id}/approve`, {})).body.errors[0].path).toBe("reason");
    const refused = await admin.post(`${PATH}/${second.id}/approve`, { reason: "客户指定" });
    expect([refused.status, refused.body.errors[0].path]).toEqual([409, first.id]);
    expect((await admin.post(`${PATH}/${first.id}/reject`, { reason: "未跟进" })).status).toBe(200);
    expect((await one.api.get(`${PATH}/${first.id}`)).body).toMatchObject({ state: "rejected", reason: "未跟进" });
    const won = await admin.post(`${PATH}/${second.id}/approve`, { reason: "客户指定" });
    expect(won.body).toMatchObject({ state: "approved", protectedUntil: "2027-01-03", reason: "客户指定" });
    expect((await registered(one.api, "温州样本有限公司", { registrationNo: "91330300MA2000001X" })).state).toBe(
      "conflict",
    );
  });

  test("overlaps with open sales to its customer and with accounts of the tenant's own", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const { api, id: partnerId } = await partner();
    const sold = await made(admin, "/v1/accounts", { name: "台州样品有限公司" });
    const sale = await made(admin, "/v1/opportunities", { name: "在谈", accountId: sold.id });
    const { id } = await registered(api, "台州样品有限公司");
    const { state, evidence } = (await admin.get(`${PATH}/${id}`)).body;
    expect([state, evidence.map((e: { id: string }) => e.id)]).toEqual(["conflict", [sale.id]]);
    await admin.patch(`/v1/opportunities/${sale.id}`, { partnerId });
    const again = await registered(api, "台州样品有限公司");
    expect(again.state).toBe("conflict");
    for (const one of [id, again.id]) await admin.post(`${PATH}/${one}/reject`, { reason: "重复" });
    // The partner's own sale is no overlap.
    expect((await registered(api, "台州样品有限公司")).state).toBe("submitted");
    const own = await made(admin, "/v1/accounts", { name: "湖州自有有限公司" });
    const rule = { name: "A 级", tier: "A", priority: 1, when: { field: "name", op: "eq", value: "湖州自有有限公司" } };
    expect((await admin.put("/v1/registration-policy", { protectedTiers: ["A"] })).status).toBe(200);
    expect((await admin.post("/v1/tier-rules", rule)).status).toBe(201);
    await admin.patch(`/v1/accounts/${own.id}`, { region: "华东" });
    await stack().settled();
    expect((await admin.get(`/v1/accounts/${own.id}`)).body.tier).toBe("A");
    const against = await registered(api, "湖州自有有限公司");
    expect((await admin.get(`${PATH}/${against.id}`)).body).toMatchObject({
      ...{ state: "conflict", evidence: [{ noun: "account", id: own.id, strong: true }] },
    });
  });

  test("is extended as often as the policy allows, expires by the clock, and its customer is free again", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const [one, two] = [await partner(), await partner()];
    const { id } = await registered(one.api, "丽水试点有限公司");
    await admin.post(`${PATH}/${id}/review`);
    expect((await admin.post(`${PATH}/${id}/approve`, { protectedUntil: "2026-10-04" })).body.errors[0].path).toBe(
      "protectedUntil",
    );
    await admin.post(`${PATH}/${id}/approve`, { protectedUntil: "2026-10-31" });
    const longer = { until: "2026-11-30", reason: "招标延期" };
    expect((await admin.post(`${PATH}/${id}/extend`, { ...longer, until: "2026-10-31" })).body.errors[0].path).toBe(
      "until",
    );
    expect((await admin.post(`${PATH}/${id}/extend`, longer)).body.protectedUntil).toBe("2026-11-30");
    expect((await admin.post(`${PATH}/${id}/extend`, { ...longer, until: "2026-12-31" })).body.code).toBe(
      "invalid_state",
    );
    const done = [{ name: "开标", on: "2026-11-20", doneOn: "2026-11-20" }];
    expect(
      (await one.api.post(`${PATH}/${id}/record-milestones`, { milestones: done })).body.tender.milestones,
    ).toEqual(done);
    morning(stack(), "2026-11-30");
    await expire();
    expect((await admin.get(`${PATH}/${id}`)).body.state).toBe("approved");
    // The first of December has begun in Shanghai and not in UTC.
    stack().clock.set(new Date("2026-11-30T16:01:00Z"));
    await Promise.all([expire(), expire()]);
    expect((await admin.get(`${PATH}/${id}`)).body.state).toBe("expired");
    expect((await registered(two.api, "丽水试点有限公司")).state).toBe("submitted");
  });

  test("becomes one opportunity with the partner on it, at the account that surely is its customer", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const { api, id: partnerId } = await partner();
    const known = await made(admin, "/v1/accounts", { name: "衢州客户有限公司" });
    for (const [customerName, accountId] of [
      ["衢州客户有限公司", known.id],
      ["全新客户有限公司", undefined],
    ]) {
      const { id } = await registered(api, customerName as string, { amountMinor: 5_000, currency: "CNY" });
      await admin.post(`${PATH}/${id}/review`);
      expect((await admin.post(`${PATH}/${id}/approve`, {})).status).toBe(200);
      const replies = await Promise.all([1, 2, 3].map(() => admin.post(`${PATH}/${id}/convert`, {})));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const { opportunityId } = (await admin.get(`${PATH}/${id}`)).body;
      const sale = (await admin.get(`/v1/opportunities/${opportunityId}`)).body;
      expect(sale).toMatchObject({ partnerId, amountMinor: 5_000, status: "open" });
      if (accountId) expect(sale.accountId).toBe(accountId);
      expect((await admin.get(`/v1/accounts/${sale.accountId}`)).body.name).toBe(customerName);
    }
    expect((await admin.get("/v1/opportunities")).body.items).toHaveLength(2);
  });
});
