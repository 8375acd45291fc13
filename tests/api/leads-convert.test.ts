import { describe, expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const CONSENT = { channel: "email", granted: true, at: "2026-11-01T08:00:00.000Z", evidence: "expo sheet 17" };
const PERSON = {
  name: "李娜",
  company: "上海某某科技有限公司",
  title: "采购总监",
  email: "li.na@some.cn",
  consents: [CONSENT],
};

describe("a conversion", () => {
  test("makes account, contact and opportunity, linked both ways, with consents and fields of the same key", async () => {
    const { admin } = await openTenant(stack());
    for (const noun of ["lead", "account", "contact"]) {
      await made(admin, "/v1/custom-fields", { noun, key: "size", label: "规模", type: "integer" });
    }
    await made(admin, "/v1/custom-fields", { noun: "lead", key: "hint", label: "线索", type: "text" });
    const lead = await made(admin, "/v1/leads", { ...PERSON, custom: { size: 40, hint: "x" } });
    const path = `/v1/leads/${lead.id}`;
    const reply = await admin.post(`${path}/convert`, { opportunity: { amountMinor: 500_000 } });
    expect(reply.status).toBe(200);
    const { accountId, contactId, opportunityId } = reply.body;
    const [account, contact, opportunity] = [
      (await admin.get(`/v1/accounts/${accountId}`)).body,
      (await admin.get(`/v1/contacts/${contactId}`)).body,
      (await admin.get(`/v1/opportunities/${opportunityId}`)).body,
    ];
    expect(account).toMatchObject({
      name: PERSON.company,
      leadId: lead.id,
      custom: { size: 40 },
      ownerId: lead.ownerId,
    });
    const person = {
      name: "李娜",
      role: "采购总监",
      accountId,
      leadId: lead.id,
      consents: [CONSENT],
      custom: { size: 40 },
    };
    expect(contact).toMatchObject(person);
    expect(opportunity).toMatchObject({ accountId, contactId, leadId: lead.id, amountMinor: 500_000, status: "open" });
    expect((await admin.get(path)).body).toMatchObject({ status: "converted", accountId, contactId, opportunityId });
    const again = await admin.post(`${path}/convert`, {});
    expect(again.body).toMatchObject({ status: 409, code: "invalid_state" });
    expect(again.body.detail).toContain(accountId);
  });

  test("has one effect, however many ask for it at the same time", async () => {
    const { admin } = await openTenant(stack());
    const lead = await made(admin, "/v1/leads", PERSON);
    const ask = () => admin.post(`/v1/leads/${lead.id}/convert`, { createOpportunity: true });
    const replies = await Promise.all(Array.from({ length: 6 }, ask));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const refused = replies.filter((r) => r.status === 409).map((r) => r.body.code);
    expect(new Set(refused)).toEqual(new Set(["invalid_state"]));
    const counts = await Promise.all(
      ["accounts", "contacts", "opportunities"].map(async (n) => (await admin.get(`/v1/${n}`)).body.items.length),
    );
    expect(counts).toEqual([1, 1, 1]);
  });

  test("comes to the account that is named or surely matches, and asks where several do", async () => {
    const { admin } = await openTenant(stack());
    const account = await made(admin, "/v1/accounts", { name: "上海某某科技", registrationNo: "91310000AB" });
    const lead = await made(admin, "/v1/leads", { ...PERSON, registrationNo: "9131 0000 ab" });
    const { items } = (await admin.get(`/v1/leads/${lead.id}/match`)).body;
    expect(items).toMatchObject([{ accountId: account.id, strong: true }]);
    expect(items[0].reasons.sort()).toEqual(["name", "registrationNo"]);
    const reply = await admin.post(`/v1/leads/${lead.id}/convert`, {});
    expect(reply.body).toMatchObject({ accountId: account.id });
    expect(reply.body.opportunityId).toBeUndefined();
    const other = await made(admin, "/v1/accounts", { name: "北京另一家" });
    const named = await made(admin, "/v1/leads", PERSON);
    const forced = await admin.post(`/v1/leads/${named.id}/convert`, { accountId: other.id });
    expect(forced.body.accountId).toBe(other.id);
    const missing = await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: "acc_000000000000000000" });
    expect(missing.body.code).toBe("unknown_reference");
    await made(admin, "/v1/accounts", { name: "上海某某科技股份有限公司" });
    const third = await made(admin, "/v1/leads", { name: "王芳", company: "上海某某科技" });
    expect((await admin.post(`/v1/leads/${third.id}/convert`, {})).body.code).toBe("conflict");
  });

  test("waits for the state at which sales joins, and for the permission to make what it makes", async () => {
    const { admin, person } = await openTenant(stack());
    await admin.put("/v1/lead-policy", { salesJoinsAt: "sql" });
    const marketer = await person({ roles: ["marketing"] });
    const lead = await made(marketer.api, "/v1/leads", PERSON);
    const path = `/v1/leads/${lead.id}`;
    expect((await marketer.api.post(`${path}/convert`, {})).body.code).toBe("invalid_state");
    const ready = await marketer.api.patch(path, { status: "sql" });
    expect(ready.body.salesJoinedAt).toBeDefined();
    expect((await marketer.api.post(`${path}/convert`, { createOpportunity: true })).body.code).toBe("forbidden");
    expect((await marketer.api.post(`${path}/convert`, {})).status).toBe(200);
  });
});
