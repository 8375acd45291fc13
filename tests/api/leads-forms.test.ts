import { describe, expect, test } from "@jest/globals";
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

  test("slows down an address that sends too much", async () => {
    const { send } = await page();
    const replies = await Promise.all(Array.from({ length: 30 }, () => send({ ...PERSON, fax: "1" })));
    const limited = replies.find((r) => r.status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
