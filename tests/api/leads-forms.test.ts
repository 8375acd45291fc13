import { describe, expect, test } from "@jest/globals";
import { quietMinute } from "../support/quiet.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const FORM = {
  name: "官网 试用申请",
  channel: "website",
  consentText: "我同意接收产品资讯",
  consentChannels: ["email", "sms"],
  allowedOrigins: ["https://www.example.com"],
};
const origin = { origin: "https://www.example.com" };
const PERSON = { name: "李娜", email: "li.na@some.cn", consent: true, fax: "" };

/** A form of a new tenant, and a page that shows it. */
async function page() {
  const tenant = await openTenant(stack());
  const form = await made(tenant.admin, "/v1/lead-forms", FORM);
  const visitor = stack().api();
  const definition = await visitor.get(String(form.definitionPath), origin);
  const send = (body: object, headers: Record<string, string> = origin) =>
    visitor.post(String(form.submissionPath), { renderedAt: definition.body.renderedAt, ...body }, headers);
  const leads = async () => (await tenant.admin.get("/v1/leads")).body.items;
  return { ...tenant, form, definition, visitor, send, leads };
}

describe("a web form", () => {
  test("brings a lead in with its consent as evidence; a repetition within the minute adds nothing", async () => {
    const { send, leads, definition } = await page();
    expect(definition.body).toMatchObject({ consentText: FORM.consentText, honeypot: "fax" });
    expect(definition.headers.get("access-control-allow-origin")).toBe(origin.origin);
    await stack().advance(5);
    const replies = await Promise.all([send(PERSON), send(PERSON)]);
    expect(replies.map((r) => [r.status, r.body])).toEqual(Array(2).fill([202, { received: true }]));
    const [lead, ...others] = await leads();
    expect(others).toEqual([]);
    expect(lead).toMatchObject({ name: "李娜", source: "webForm", channel: "website", touchCount: 1 });
    expect(lead.consents.map((c: { channel: string }) => c.channel)).toEqual(["email", "sms"]);
    expect(lead.consents[0].evidence).toContain(FORM.consentText);
    await stack().advance(61);
    await send(PERSON);
    expect(await leads()).toHaveLength(2);
  });

  test("answers spam as it answers people, and stores nothing of it", async () => {
    const { send, leads } = await page();
    const early = await send(PERSON);
    await stack().advance(5);
    const spam = [early, await send({ ...PERSON, fax: "1" }), await send({ ...PERSON, renderedAt: "a.b" })];
    expect(spam.map((r) => [r.status, r.body])).toEqual(Array(3).fill([202, { received: true }]));
    expect(await leads()).toEqual([]);
  });

  test("refuses other pages, a person without address, and a closed form", async () => {
    const { send, admin, form, visitor, leads } = await page();
    await stack().advance(5);
    expect((await send(PERSON, { origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ name: "李娜" })).body).toMatchObject({ status: 422, errors: [{ path: "email" }] });
    await admin.patch(`/v1/lead-forms/${form.id}`, { active: false });
    expect((await send(PERSON)).status).toBe(404);
    expect((await visitor.get("/v1/lead-forms/lfm_000000000000000000/definition")).status).toBe(404);
    expect(await leads()).toEqual([]);
  });

  test("knows somebody who comes back where duplicates are refused: the lead is touched and no other made", async () => {
    const { send, leads, admin } = await page();
    await admin.put("/v1/lead-policy", { duplicates: "refuse" });
    const { id } = await made(admin, "/v1/leads", { name: "李娜", email: PERSON.email });
    await stack().advance(5);
    expect((await send({ ...PERSON, name: "Li Na" })).status).toBe(202);
    const [lead, ...others] = await leads();
    expect(others).toEqual([]);
    expect(lead).toMatchObject({ id, touchCount: 1 });
    expect(lead.consents).toHaveLength(2);
  });

  test("takes what browsers send: empty fields, addresses without their scheme, ticked boxes, fields it does not know", async () => {
    const { send, leads, form, visitor, definition } = await page();
    await stack().advance(5);
    const typed = { company: "", title: " ", website: "www.example.com", note: "", phone: "138 0000 0001", custom: {} };
    expect((await send({ ...PERSON, ...typed, consent: "on", utm_source: "baidu" })).status).toBe(202);
    await stack().advance(2);
    const own = new URLSearchParams({ ...typed, name: "王芳", email: "w@some.cn", custom: "" });
    own.delete("custom");
    own.set("renderedAt", definition.body.renderedAt);
    own.set("website", "没有");
    const headers = { ...origin, "content-type": "application/x-www-form-urlencoded" };
    expect((await visitor.request("POST", String(form.submissionPath), { body: own.toString(), headers })).status).toBe(
      202,
    );
    const [second, first] = await leads();
    expect(first).toMatchObject({
      website: "https://www.example.com/",
      phone: "+8613800000001",
      note: "utm_source: baidu",
    });
    expect([first.company, first.title, first.consents.length]).toEqual([undefined, undefined, 2]);
    expect(second).toMatchObject({ name: "王芳", note: "website: 没有" });
    await stack().advance(2);
    expect((await send({ ...PERSON, name: "赵六", email: "z@some.cn", phone: "微信同号" })).status).toBe(202);
    expect((await leads())[0]).toMatchObject({ phone: "微信同号", unclear: ["phone"] });
  });

  test("keeps every request: what the same person asks besides, within the minute, is a touch with what was said", async () => {
    const { send, leads, admin } = await page();
    await quietMinute(stack());
    await send({ ...PERSON, note: "试用" });
    for (const note of ["要报价", "要报价", "还要培训"]) {
      await stack().advance(2);
      expect((await send({ ...PERSON, note })).status).toBe(202);
    }
    const [lead, ...others] = await leads();
    expect([others, lead.note, lead.touchCount]).toEqual([[], "试用", 3]);
    const { items } = (await admin.get(`/v1/leads/${lead.id}/touches`)).body;
    expect(items.map(({ note }: { note?: string }) => note ?? "").sort()).toEqual(["", "要报价", "还要培训"].sort());
  });

  test("tells a visitor what to mend in their language, and lets the page read it", async () => {
    const { send, leads } = await page();
    await stack().advance(5);
    const asked = async (body: object, language?: string) => {
      await stack().advance(2);
      const reply = await send(body, { ...origin, ...(language && { "accept-language": language }) });
      expect([reply.status, reply.headers.get("access-control-allow-origin")]).toEqual([422, origin.origin]);
      return reply.body.errors.map(({ path, message }: { path: string; message: string }) => [path, message]);
    };
    const chinese = await asked({ ...PERSON, email: "li.na" }, "zh-CN,zh;q=0.9,en;q=0.5");
    expect(chinese).toEqual([["email", "邮箱：格式不正确，应如 name@example.com。"]]);
    const english = await asked({ ...PERSON, name: "", email: "li.na" }, "de, en;q=0.8, zh;q=0.1");
    expect(english.map(([path]: string[]) => path).sort()).toEqual(["email", "name"]);
    expect(JSON.stringify(english)).not.toMatch(/[\u4e00-\u9fff]/);
    expect(await asked({ name: "李娜" }, "zh")).toEqual([["email", "邮箱：请填写邮箱或电话。"]]);
    expect(await asked({ ...PERSON, name: "李".repeat(101) }, "zh-TW")).toEqual([["name", "姓名：太长，请缩短。"]]);
    expect(await leads()).toEqual([]);
  });

  test("slows down an address that sends too much", async () => {
    const { send } = await page();
    const replies = await Promise.all(Array.from({ length: 30 }, () => send({ ...PERSON, fax: "1" })));
    const limited = replies.find((r) => r.status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
