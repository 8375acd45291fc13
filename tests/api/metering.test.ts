import { describe, expect, test } from "@jest/globals";
import { handler as measure } from "../../functions/metering/walk.ts";
import { lambdas } from "../../functions/modules.ts";
import { rowsOf } from "../support/privacy.ts";
import { type Api, apiClient, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Of what runs by the clock nothing, so that days pass quickly; what is measured is measured here. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const operator = (): Api => stack().api(stack().operatorKey);
const advance = (seconds: number) => operator().post("/_local/clock", { advanceSeconds: seconds });
const nextDay = () => advance(86_400);

async function open(quotas: object): Promise<{ id: string; admin: Api }> {
  const licence = { state: "registered", quotas };
  const administrator = { name: "Admin", email: "admin@example.com" };
  const input = { name: "云帆", locale: "en", timeZone: "Asia/Shanghai", currency: "CNY", licence, administrator };
  const { id, adminKey } = await made(operator(), "/v1/tenants", input);
  return { id, admin: apiClient(stack().baseUrl, String(adminKey)) };
}

const usage = async (api: Api, path = "/v1/metering") => (await api.get(path)).body;
const warned = async (tenant: { id: string }) => {
  await stack().settled();
  const rows = (await rowsOf(stack(), tenant.id)).filter(({ template }) => template?.S === "quotaPassed");
  return rows.map(({ facts }) => JSON.parse(facts?.S ?? "{}").subject as string).sort();
};

describe("what a tenant uses", () => {
  test("is counted: calls by the minute, messages as they leave, rows and bytes by night", async () => {
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const account = await made(admin, "/v1/accounts", { name: "云海集团" });
    const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id });
    const file = { name: "a.txt", contentType: "text/plain", sizeBytes: 3 };
    const upload = await made(admin, "/v1/files", { ...file, relatedTo: { noun: "contact", id: contact.id } });
    await fetch(String(upload.uploadUrl), { method: "PUT", body: "abc", headers: { "content-type": "text/plain" } });
    await stack().settled();
    await advance(61);
    const before = await usage(admin);
    expect(before).toMatchObject({ calls: 4, rows: 0, storageBytes: 0, quotas: [] });
    await nextDay();
    await measure();
    const after = await usage(admin);
    // The upload stays beside what was kept of it until its lifecycle ends.
    expect(after).toMatchObject({ storageBytes: 6, objects: 2 });
    expect(after.measuredOn).toBe(stack().clock.now().toISOString().slice(0, 10));
    const { items } = await usage(operator(), `/v1/tenant-usages?tenantId=${tenant.id}`);
    expect(items).toMatchObject([{ tenantId: tenant.id, rows: after.rows, storageBytes: 6 }]);
    expect(after.rows).toBeGreaterThan(5);
    expect((await usage(operator(), `/v1/tenants/${tenant.id}/usage`)).rows).toBe(after.rows);
    // Run once more the same day it measures nothing.
    await measure();
    expect((await usage(operator(), `/v1/tenant-usages?tenantId=${tenant.id}`)).items).toEqual(items);
  });

  test("of an idle tenant is written once a month", async () => {
    const tenant = await openTenant(stack());
    await stack().settled();
    const path = `/v1/tenant-usages?tenantId=${tenant.id}`;
    await nextDay();
    await measure();
    const { items } = await usage(operator(), path);
    await nextDay();
    await measure();
    expect((await usage(operator(), path)).items.map(({ version }: { version: number }) => version)).toEqual(
      items.map(({ version }: { version: number }) => version),
    );
  });

  test("is told to the operator and to administrators, and to nobody else", async () => {
    const tenant = await openTenant(stack());
    const { api } = await tenant.person({ roles: ["manager"] });
    expect((await api.get("/v1/metering")).status).toBe(403);
    expect((await tenant.admin.get("/v1/tenant-usages")).status).toBe(403);
    expect((await tenant.admin.get(`/v1/tenants/${tenant.id}/usage`)).status).toBe(403);
    const bad = await tenant.admin.get("/v1/metering?month=2027-13");
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, "month"]);
    expect((await operator().get("/v1/tenants/ten_000000000000/usage")).status).toBe(404);
  });
});

describe("a quota", () => {
  test("of calls warns once at each bound, then lets keys read and no more, until it is widened", async () => {
    const tenant = await open({ calls: 20 });
    const create = () => tenant.admin.post("/v1/accounts", { name: "云海集团" });
    for (let n = 0; n < 17; n++) await tenant.admin.get("/v1/accounts");
    await advance(61);
    await tenant.admin.get("/v1/accounts");
    expect(await warned(tenant)).toEqual(["Calls of this month: 80% used"]);
    await advance(61);
    expect((await create()).status).toBe(201);
    expect(await warned(tenant)).toEqual(["Calls of this month: 80% used", "Calls of this month: 95% used"]);
    await advance(61);
    // The twentieth is the last.
    expect((await create()).status).toBe(201);
    const refused = await create();
    expect([refused.status, refused.body.code]).toEqual([402, "licence_limit"]);
    expect((await tenant.admin.get("/v1/accounts")).status).toBe(200);
    expect((await warned(tenant)).length).toBe(3);
    const { quotas } = await usage(tenant.admin);
    expect(quotas).toMatchObject([{ measure: "calls", most: 20, level: 100 }]);
    const wider = { state: "registered", quotas: { calls: 2_000 } };
    expect((await operator().put(`/v1/tenants/${tenant.id}/licence`, wider)).status).toBe(200);
    expect((await create()).status).toBe(201);
    expect((await warned(tenant)).length).toBe(3);
  });

  test("of messages keeps back marketing for the rest of the month, and lets all else leave", async () => {
    const tenant = await open({ messages: 10 });
    const { admin } = tenant;
    const account = await made(admin, "/v1/accounts", { name: "云海集团" });
    const evidence = { textVersion: "sms/1", source: "展会", at: "2026-11-01T08:00:00Z" };
    const contactIds: string[] = [];
    for (let n = 0; n < 12; n++) {
      const phone = `+861370000${String(1_000 + n)}`;
      const { id } = await made(admin, "/v1/contacts", { name: `联系人${n}`, accountId: account.id, phone });
      const said = { contactId: id, channel: "sms", purpose: "marketing", state: "given" };
      await made(admin, "/v1/consents", { ...said, evidence });
      contactIds.push(id);
    }
    const sendTo = async (ids: string[], name: string): Promise<string[]> => {
      const body = { name, purpose: "marketing", text: "全场九折", recipients: { contactIds: ids } };
      const { id } = await made(admin, "/v1/sms-campaigns", body);
      await admin.post(`/v1/sms-campaigns/${id}/send`);
      await stack().settled();
      const { items } = await usage(admin, `/v1/messages?relatedId=${id}&limit=50`);
      return items.map(({ state }: { state: string }) => state);
    };
    // The warnings are mails themselves, and count.
    expect(new Set(await sendTo(contactIds.slice(0, 9), "一"))).toEqual(new Set(["sent"]));
    expect((await warned(tenant)).length).toBeGreaterThan(0);
    expect(new Set(await sendTo(contactIds.slice(9), "二"))).toEqual(new Set(["suppressed"]));
    const { messages } = await usage(admin);
    expect(messages.sms).toBe(9);
    expect(messages.email).toBe((await warned(tenant)).length);
  });

  test("of rows and of bytes refuses what comes anew, as of the last night", async () => {
    const tenant = await open({ rows: 5, storageBytes: 3 });
    const { admin } = tenant;
    const account = await made(admin, "/v1/accounts", { name: "云海集团" });
    const file = { name: "a.txt", contentType: "text/plain", sizeBytes: 3 };
    const attach = () => admin.post("/v1/files", { ...file, relatedTo: { noun: "account", id: account.id } });
    const { uploadUrl } = (await attach()).body;
    await fetch(String(uploadUrl), { method: "PUT", body: "abc", headers: { "content-type": "text/plain" } });
    await stack().settled();
    await nextDay();
    await measure();
    expect(await warned(tenant)).toEqual(["Rows: used up", "Storage (bytes): used up"]);
    await advance(31);
    const refused = [await admin.post("/v1/accounts", { name: "新" }), await attach()];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [402, "licence_limit"],
      [402, "licence_limit"],
    ]);
    expect((await admin.patch(`/v1/accounts/${account.id}`, { name: "新云海" })).status).toBe(200);
    await nextDay();
    await measure();
    expect((await warned(tenant)).length).toBe(2);
  });
});
