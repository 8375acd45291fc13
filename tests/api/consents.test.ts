import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { holdsOver, type Said } from "../../shared/notify/consent.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { visitorOf } from "../support/visits.ts";

/** Of what runs by the clock only what is looked at here, so that weeks pass quickly. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" || name === "evidence") });

let worlds = 0;
const EVIDENCE = { textVersion: "newsletter/3", source: "展会登记", at: "2026-11-01T08:00:00Z" };

async function world() {
  worlds += 1;
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const phone = `+86139${String(10_000_000 + worlds)}`;
  const email = `li.na.${worlds}@example.com`;
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, phone, email });
  const say = (state: string, more: object = {}) =>
    admin.post("/v1/consents", {
      ...{ contactId: contact.id, channel: "email", purpose: "marketing", state, evidence: EVIDENCE },
      ...more,
    });
  const { tenantTable } = await import("../../shared/table/table.ts");
  const table = await tenantTable(tenant.id, { actor: "test", from: "", requestId: "" });
  const { reachable } = await import("../../shared/notify/consent.ts");
  const open = async (channel: "email" | "sms" | "call", id = contact.id, purpose = "marketing") =>
    (await reachable(table, { channel, purpose }, [id])).has(id);
  return { ...tenant, account, contact, phone, email, say, table, open };
}

const pathOf = (text: string): string => new URL(/https?:\/\/\S+\/v1\/preferences\/\S+/.exec(text)?.[0] ?? "").pathname;
const { visit, sentForm } = visitorOf(stack);

/** An address as a marketing mail carries it. */
async function addressOf({ id }: { id: string }, personId: string): Promise<string> {
  const { preferencesPath } = await import("../support/preferences.ts");
  return preferencesPath(id, personId, stack().clock.now());
}

describe("a consent", () => {
  test("is of one person, channel and purpose, with evidence; what nobody gave is closed", async () => {
    const { say, open, contact, admin } = await world();
    expect(await open("email")).toBe(false);
    const reply = await say("given");
    expect([reply.status, reply.body.evidence]).toEqual([201, EVIDENCE]);
    expect([await open("email"), await open("sms"), await open("email", contact.id, "surveys")]).toEqual([
      true,
      false,
      false,
    ]);
    const { items } = (await admin.get(`/v1/consents?contactId=${contact.id}`)).body;
    expect(items).toMatchObject([{ channel: "email", purpose: "marketing", state: "given", evidence: EVIDENCE }]);
    const patched = await admin.patch(`/v1/consents/${reply.body.id}`, { state: "withdrawn" });
    expect([patched.status, patched.body.errors[0].path]).toEqual([409, "state"]);
  });

  test("that cannot be evidence is refused by the field", async () => {
    const { say, contact, admin } = await world();
    const paths = async (state: string, more: object) =>
      (await say(state, more)).body.errors?.map(({ path }: { path: string }) => path);
    expect(await paths("given", { contactId: undefined })).toEqual(["contactId"]);
    expect(await paths("given", { leadId: "led_000000" })).toContain("contactId");
    expect(await paths("given", { purpose: "all" })).toEqual(["purpose"]);
    expect(await paths("given", { channel: "fax" })).toEqual(["channel"]);
    expect(await paths("given", { evidence: { ...EVIDENCE, at: "2999-01-01T00:00:00Z" } })).toEqual(["evidence.at"]);
    expect(await paths("given", { evidence: { source: "x", at: EVIDENCE.at } })).toEqual(["evidence.textVersion"]);
    expect((await admin.get(`/v1/consents?contactId=${contact.id}`)).body.items).toEqual([]);
  });

  test("ends with a withdrawal at once, with one for all purposes too, and may be given anew", async () => {
    const { say, open } = await world();
    const at = (hour: number) => ({ evidence: { ...EVIDENCE, at: `2026-11-02T0${hour}:00:00Z` } });
    await say("given", at(1));
    await say("withdrawn", at(1));
    expect(await open("email")).toBe(false);
    await say("given", at(2));
    expect(await open("email")).toBe(true);
    await say("withdrawn", { purpose: "all", ...at(3) });
    expect(await open("email")).toBe(false);
    // A letter that is older than the withdrawal opens nothing.
    await say("given", at(2));
    expect(await open("email")).toBe(false);
    await say("given", at(4));
    expect(await open("email")).toBe(true);
  });

  test("holds as the newest does, whatever the order and however many come at once", async () => {
    const { say, open } = await world();
    const state = fc.constantFrom("given", "withdrawn");
    const said = fc.array(fc.record({ state, hour: fc.integer({ min: 0, max: 9 }) }), { minLength: 1, maxLength: 6 });
    const sheets = fc.sample(said, scaled(2, 30));
    for (const [n, sheet] of sheets.entries()) {
      const purpose = `p${n}`;
      const rows = sheet.map((one) => ({ ...one, at: `2026-11-03T0${one.hour}:00:00Z` }));
      const replies = await Promise.all(
        rows.map(({ state: to, at }) => say(to, { channel: "call", purpose, evidence: { ...EVIDENCE, at } })),
      );
      expect(replies.map(({ status }) => status)).toEqual(rows.map(() => 201));
      const last = Math.max(...rows.map(({ hour }) => hour));
      const expected = rows.filter(({ hour }) => hour === last).every(({ state: to }) => to === "given");
      expect(await open("call", undefined, purpose)).toBe(expected);
    }
  });

  test("the order of what holds has no two that hold over each other but equals", () => {
    const said = fc.record({
      state: fc.constantFrom("given" as const, "withdrawn" as const),
      at: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00Z"),
    });
    fc.assert(
      fc.property(said, said, (a: Said, b: Said) => {
        const both = holdsOver(a, b) && holdsOver(b, a);
        return !both || (a.state === "given" && b.state === "given" && Date.parse(a.at) === Date.parse(b.at));
      }),
    );
  });

  test("recorded by mistake is archived and counts no more; a file brings many with their evidence", async () => {
    const { say, open, admin, contact } = await world();
    const { id } = (await say("given")).body;
    expect((await admin.post(`/v1/consents/${id}/archive`)).status).toBe(200);
    await stack().settled();
    expect(await open("email")).toBe(false);
    const evidence = JSON.stringify({ ...EVIDENCE, source: "letter" }).replaceAll('"', '""');
    const csv = `contactId,channel,purpose,state,evidence\n${contact.id},sms,marketing,given,"${evidence}"\n`;
    const content = Buffer.from(csv).toString("base64");
    const job = await admin.post("/v1/imports", { noun: "consent", format: "csv", content });
    expect([job.status, job.body.errors]).toEqual([202, undefined]);
    await stack().settled();
    expect((await admin.get(`/v1/jobs/${job.body.id}`)).body).toMatchObject({ state: "done" });
    expect(await open("sms")).toBe(true);
  });
});

describe("a withdrawal", () => {
  test("by the preference page acts at once, in both languages, and looking changes nothing", async () => {
    const { id, say, open, contact } = await world();
    await say("given");
    const path = await addressOf({ id }, contact.id);
    for (const [lang, word] of [
      ["zh-CN", "接收中"],
      ["en", "Stop all marketing"],
    ]) {
      const page = await visit(`${path}?lang=${lang}`);
      expect([page.status, page.headers.get("content-security-policy")]).toEqual([200, expect.stringMatching(/none/)]);
      expect(await page.text()).toContain(word);
    }
    expect(await open("email")).toBe(true);
    const saved = await sentForm(path, { state: "withdrawn" });
    expect([saved.status, await open("email")]).toEqual([303, false]);
    expect((await sentForm(path, { state: "given", purpose: "marketing", channel: "email" })).status).toBe(303);
    expect(await open("email")).toBe(true);
    expect((await sentForm(path, { state: "withdrawn", purpose: "all" })).status).toBe(303);
    expect(await open("email")).toBe(false);
    expect((await sentForm(path, { state: "given", purpose: "never heard of" })).status).toBe(422);
  });

  test("by one click of a mail program acts, and nothing but a signature of ours opens an address", async () => {
    const { id, say, open, contact, admin } = await world();
    await say("given");
    const path = await addressOf({ id }, contact.id);
    const other = await world();
    const forged = path.replace(id, other.id);
    for (const wrong of [forged, `${path.slice(0, -2)}AA`, "/v1/preferences/x", `/v1/preferences/${id}.a.b`]) {
      expect((await sentForm(wrong, { "List-Unsubscribe": "One-Click" })).status).toBe(404);
    }
    expect(await open("email")).toBe(true);
    const click = await sentForm(path, { "List-Unsubscribe": "One-Click" });
    expect([click.status, await open("email")]).toEqual([200, false]);
    const linksFrom = new Date(stack().clock.now().getTime() + 60_000).toISOString();
    await admin.put("/v1/reach-policy", { linksFrom });
    expect((await visit(path)).status).toBe(404);
  });

  test("at a mail address is of all whom it reaches, and nobody archives what somebody has said themselves", async () => {
    const { id, say, open, contact, admin, account, email } = await world();
    const twin = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, email: email.toUpperCase() });
    const lead = await made(admin, "/v1/leads", { name: "李娜", email });
    const other = await made(admin, "/v1/leads", { name: "李娜", email: `other.${email}` });
    await say("given");
    await say("given", { contactId: twin.id });
    for (const leadId of [lead.id, other.id]) await say("given", { contactId: undefined, leadId });
    const all = [contact.id, twin.id, lead.id, other.id];
    const opened = async () => Promise.all(all.map((one) => open("email", one)));
    expect(await opened()).toEqual([true, true, true, true]);
    const path = await addressOf({ id }, twin.id);
    expect((await sentForm(path, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
    expect(await opened()).toEqual([false, false, false, true]);
    const [newest] = (await admin.get(`/v1/consents?contactId=${contact.id}&state=withdrawn`)).body.items;
    expect(newest.evidence).toMatchObject({ source: "oneClick" });
    expect((await admin.post(`/v1/consents/${newest.id}/archive`)).status).toBe(409);
    // What a colleague took down wrongly can be put right.
    const wrong = (await say("withdrawn", { contactId: undefined, leadId: other.id })).body;
    expect(await open("email", other.id)).toBe(false);
    expect((await admin.post(`/v1/consents/${wrong.id}/archive`)).status).toBe(200);
    await stack().settled();
    expect(await open("email", other.id)).toBe(true);
  });

  test("by a text message reaches everybody with the number; by a call's outcome ends calls", async () => {
    const { say, open, admin, phone, contact } = await world();
    const lead = await made(admin, "/v1/leads", { name: "李娜", phone });
    await say("given", { channel: "sms" });
    await say("given", { channel: "call" });
    await say("given", { channel: "sms", contactId: undefined, leadId: lead.id });
    expect((await admin.post("/v1/sms-replies", { from: phone, text: "谢谢" })).body).toEqual({
      optOut: false,
      withdrawn: 0,
    });
    expect((await admin.post("/v1/sms-replies", { from: phone, text: " 退订！" })).body).toEqual({
      optOut: true,
      withdrawn: 2,
    });
    expect([await open("sms"), await open("sms", lead.id), await open("call")]).toEqual([false, false, true]);
    const relatedTo = [{ noun: "contact", id: contact.id }];
    await made(admin, "/v1/activities", { kind: "call", subject: "回访", outcome: "有意向", relatedTo });
    await stack().settled();
    expect(await open("call")).toBe(true);
    await made(admin, "/v1/activities", { kind: "call", subject: "回访", outcome: "拒收", relatedTo });
    await stack().settled();
    expect(await open("call")).toBe(false);
  });
});

describe("double opt-in", () => {
  test("opens mail only once the person has confirmed it, and only by a press of the button", async () => {
    const { admin, say, open, email } = await world();
    await admin.put("/v1/reach-policy", { doubleOptIn: true });
    expect((await say("given")).body.state).toBe("requested");
    expect((await say("given", { channel: "sms" })).body.state).toBe("given");
    await stack().settled();
    const [mail] = stack().outbox(email);
    const path = pathOf(mail?.text ?? "");
    expect(await (await visit(path)).text()).toContain("确认订阅");
    expect(await open("email")).toBe(false);
    expect((await sentForm(path, { state: "given" })).status).toBe(303);
    expect(await open("email")).toBe(true);
    // Whoever types somebody's address into a form ends nothing of what that person has confirmed.
    const later = new Date(stack().clock.now().getTime() + 60_000).toISOString();
    const again = await say("given", { evidence: { ...EVIDENCE, at: later } });
    expect([again.body.state, await open("email")]).toEqual(["requested", true]);
    await stack().advance(8 * 86_400);
    expect((await visit(path)).status).toBe(404);
  });
});

describe("what people said goes with them", () => {
  test("a lead's form, its conversion, and a merge of contacts and its undoing", async () => {
    const { admin, open, account, say, contact } = await world();
    const consents = [{ channel: "email", granted: true, at: "2026-11-01T08:00:00Z", evidence: "我同意" }];
    const lead = await made(admin, "/v1/leads", { name: "周敏", company: "远洋", email: "zhou@example.com", consents });
    await stack().settled();
    expect(await open("email", lead.id)).toBe(true);
    const { contactId } = (await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: account.id })).body;
    await stack().settled();
    expect(await open("email", contactId)).toBe(true);
    await say("given");
    await say("withdrawn", { contactId, evidence: { ...EVIDENCE, at: "2026-11-05T08:00:00Z" } });
    const merged = await admin.post(`/v1/contacts/${contact.id}/merge`, { from: [contactId] });
    expect(merged.status).toBeLessThan(300);
    await stack().settled();
    expect(await open("email")).toBe(false);
    await admin.post(`/v1/contacts/${contact.id}/unmerge`, {});
    await stack().settled();
    expect([await open("email"), await open("email", contactId)]).toEqual([true, false]);
  });
});

describe("evidence", () => {
  test("loses its personal part when the tenant's time for it is over, and not before", async () => {
    const { admin, say } = await world();
    await admin.put("/v1/reach-policy", { evidenceKeptMonths: 1 });
    const evidence = { ...EVIDENCE, text: "我同意接收资讯", address: "203.0.113.7" };
    const { id } = (await say("given", { evidence })).body;
    await say("withdrawn", { evidence: { ...EVIDENCE, at: "2026-11-02T08:00:00Z" } });
    await stack().advance(20 * 86_400);
    expect((await admin.get(`/v1/consents/${id}`)).body.evidence).toEqual(evidence);
    await stack().advance(15 * 86_400);
    const { body } = await admin.get(`/v1/consents/${id}`);
    expect([body.evidence, body.state]).toEqual([EVIDENCE, "given"]);
  });
});
