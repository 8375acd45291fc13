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

describe("a conversion of somebody who is known", () => {
  test("uses the person and the account that are there, fills their gaps and says so", async () => {
    const { admin } = await openTenant(stack());
    const first = await made(admin, "/v1/leads", PERSON);
    const one = (await admin.post(`/v1/leads/${first.id}/convert`, {})).body;
    expect([one.used, one.created]).toEqual([[], ["account", "contact"]]);
    const second = await made(admin, "/v1/leads", { ...PERSON, email: "LI.NA@some.cn", phone: "138 0000 0001" });
    const two = (await admin.post(`/v1/leads/${second.id}/convert`, { createOpportunity: true })).body;
    expect(two).toMatchObject({ accountId: one.accountId, contactId: one.contactId });
    expect([two.used, two.created]).toEqual([["account", "contact"], ["opportunity"]]);
    const person = (await admin.get(`/v1/contacts/${one.contactId}`)).body;
    expect(person).toMatchObject({ email: PERSON.email, phone: "+8613800000001", leadId: first.id });
    expect(person.consents).toHaveLength(1);
    expect((await admin.get("/v1/contacts")).body.items).toHaveLength(1);
    // Without a company the account is that of the person.
    const third = await made(admin, "/v1/leads", { name: "李娜", phone: "+86 138 0000 0001" });
    const three = (await admin.post(`/v1/leads/${third.id}/convert`, {})).body;
    expect(three).toMatchObject({ accountId: one.accountId, contactId: one.contactId });
    // At another company that is named it is still the same person, who works there too.
    const other = await made(admin, "/v1/accounts", { name: "杭州海纳" });
    const elsewhere = await made(admin, "/v1/leads", { name: "李娜", company: "杭州海纳", email: PERSON.email });
    const four = (await admin.post(`/v1/leads/${elsewhere.id}/convert`, { accountId: other.id })).body;
    expect(four).toMatchObject({ contactId: one.contactId, accountId: other.id });
    const { accountId, employments } = (await admin.get(`/v1/contacts/${one.contactId}`)).body;
    expect([accountId, employments]).toMatchObject([one.accountId, [{ accountId: other.id }]]);
  });

  test("asks which of several it is", async () => {
    const { admin } = await openTenant(stack());
    const account = await made(admin, "/v1/accounts", { name: "云海" });
    const twin = () => made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, email: PERSON.email });
    const [a, b] = [await twin(), await twin()];
    const lead = await made(admin, "/v1/leads", PERSON);
    const asked = await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: account.id });
    expect([asked.status, asked.body.errors[0].path]).toEqual([409, "contactId"]);
    expect(asked.body.detail).toContain(a.id);
    const done = await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: account.id, contactId: b.id });
    expect(done.body).toMatchObject({ accountId: account.id, contactId: b.id, used: ["account", "contact"] });
  });

  test("asks for what the records that it makes require, and takes it", async () => {
    const { admin } = await openTenant(stack());
    for (const noun of ["contact", "account", "opportunity"]) {
      await made(admin, "/v1/custom-fields", { noun, key: "level", label: "级别", type: "text", required: true });
    }
    const lead = await made(admin, "/v1/leads", PERSON);
    const paths = async (body: object) => {
      const reply = await admin.post(`/v1/leads/${lead.id}/convert`, body);
      return [reply.status, ...(reply.body.errors ?? []).map(({ path }: { path: string }) => path)];
    };
    const custom = { level: "A" };
    expect(await paths({})).toEqual([422, "account.custom.level"]);
    expect(await paths({ account: { custom } })).toEqual([422, "contact.custom.level"]);
    const opportunity = { amountMinor: 1 };
    expect(await paths({ account: { custom }, contact: { custom }, opportunity })).toEqual([
      422,
      "opportunity.custom.level",
    ]);
    expect((await admin.get("/v1/accounts")).body.items).toEqual([]);
    const whole = { account: { custom }, contact: { custom }, opportunity: { ...opportunity, custom } };
    expect(await paths(whole)).toEqual([200]);
    expect((await admin.get("/v1/contacts")).body.items[0].custom).toEqual(custom);
  });

  test("tells the lead's calls, notes, touches and files in the timelines of person and account", async () => {
    const { admin } = await openTenant(stack());
    const lead = await made(admin, "/v1/leads", PERSON);
    const relatedTo = [{ noun: "lead", id: lead.id }];
    const call = await made(admin, "/v1/activities", { kind: "call", subject: "首次联系", state: "done", relatedTo });
    const note = await made(admin, "/v1/activities", { kind: "note", subject: "想要报价", relatedTo });
    await admin.post(`/v1/leads/${lead.id}/touches`, { kind: "download", note: "白皮书" });
    const upload = { name: "需求.pdf", contentType: "application/pdf", sizeBytes: 10, relatedTo: relatedTo[0] };
    const file = await made(admin, "/v1/files", upload);
    const { accountId, contactId } = (await admin.post(`/v1/leads/${lead.id}/convert`, {})).body;
    await stack().settled();
    const told = async (path: string, kinds: string) =>
      (await admin.get(`${path}/timeline?kinds=${kinds}`)).body.items.map(
        ({ kind, id }: { kind: string; id: string }) => (kind === "touch" ? "touch" : id),
      );
    const all = await told(`/v1/accounts/${accountId}`, "activity,file,touch");
    expect(all.sort()).toEqual([call.id, note.id, file.id, "touch"].sort());
    expect((await told(`/v1/contacts/${contactId}`, "activity")).sort()).toEqual([call.id, note.id].sort());
    expect(await told(`/v1/leads/${lead.id}`, "touch")).toEqual(["touch"]);
    await admin.post(`/v1/leads/${lead.id}/touches`, { kind: "email" });
    expect(await told(`/v1/accounts/${accountId}`, "touch")).toEqual(["touch", "touch"]);
  });
});
