import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { filledIn, variablesOf } from "../../functions/templates/rules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const MAIL = {
  name: "新品发布",
  channel: "email",
  purpose: "marketing",
  subject: "{{name}}，请看{{ product }}",
  blocks: [
    { kind: "paragraph", text: "{{name}}您好，{{company}}的{{custom.seats}}个席位于{{since}}开通。" },
    { kind: "facts", rows: [{ label: "产品", value: "{{product}}" }] },
    { kind: "button", label: "查看", url: "https://example.com/p?who={{email}}" },
  ],
  variables: [{ name: "product" }, { name: "since", fallback: "今天" }, { name: "company", fallback: "贵公司" }],
};

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  await made(admin, "/v1/custom-fields", { noun: "contact", key: "seats", label: "席位", type: "integer" });
  await stack().settled();
  const contact = (more: object) => made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, ...more });
  const preview = (id: string, personId: string, variables?: object) =>
    admin.post(`/v1/templates/${id}/preview`, { personId, variables });
  return { ...tenant, contact, preview };
}

describe("a template", () => {
  test("is filled in from the person, from what is given, and from its fallbacks", async () => {
    const { admin, contact, preview } = await world();
    const { id } = await made(admin, "/v1/templates", MAIL);
    const { id: personId } = await contact({ email: "li+na@example.com", custom: { seats: 40 } });
    const shown = (await preview(id, personId, { product: "云 <b>" })).body;
    expect(shown).toMatchObject({ missing: [], subject: "李娜，请看云 <b>" });
    expect(shown.text).toContain("李娜您好，贵公司的40个席位于今天开通。");
    expect(shown.html).toContain("云 &lt;b&gt;");
    expect(shown.html).toContain('href="https://example.com/p?who=li%2Bna%40example.com"');
    const lead = await made(admin, "/v1/leads", { name: "王强", company: "远航", email: "w@example.com" });
    const forLead = (await preview(id, lead.id, { product: "云" })).body;
    expect(forLead.missing).toEqual(["custom.seats"]);
    expect(forLead.text).toContain("远航的{{custom.seats}}个席位");
  });

  test("is refused at the field, where a place is not closed or nothing fills it", async () => {
    const { admin } = await world();
    const said = async (more: object) => {
      const { status, body } = await admin.post("/v1/templates", { ...MAIL, ...more });
      return [status, (body.errors ?? []).map(({ path }: { path: string }) => path)];
    };
    expect(await said({ subject: "{{name" })).toEqual([422, ["subject"]]);
    expect(await said({ subject: "name}}" })).toEqual([422, ["subject"]]);
    expect(await said({ subject: "{{price}}" })).toEqual([422, ["subject"]]);
    expect(await said({ subject: "{{accountId}}" })).toEqual([422, ["subject"]]);
    expect(await said({ subject: "{{constructor}}" })).toEqual([422, ["subject"]]);
    const unknown = ["subject", "blocks.0.text", "blocks.1.rows.0.value", "variables.0.name"];
    expect(await said({ variables: [{ name: "custom.none" }] })).toEqual([422, expect.arrayContaining(unknown)]);
    const button = (url: string) => ({ blocks: [{ kind: "button", label: "x", url }] });
    for (const url of ["javascript:alert(1)", "https://{{name}}.example.com/", "//example.com", "https:{{name}}"]) {
      expect(await said(button(url))).toEqual([422, ["blocks.0.url"]]);
    }
    expect(await said({ subject: undefined })).toEqual([422, ["subject"]]);
    expect(await said({ text: "x" })).toEqual([422, ["text"]]);
    expect(await said({ blocks: Array(26).fill({ kind: "paragraph", text: "长".repeat(2_000) }) })).toEqual([
      422,
      ["blocks"],
    ]);
    const { id } = await made(admin, "/v1/templates", MAIL);
    const patched = await admin.patch(`/v1/templates/${id}`, { variables: [] });
    expect([patched.status, patched.body.errors[0].path]).toEqual([422, "subject"]);
  });

  test("of text messages says how long each is, and is tried out on oneself", async () => {
    const { admin, person, contact, preview } = await world();
    const sms = { name: "提醒", channel: "sms", purpose: "marketing", text: "{{name}}，周五见" };
    const { id } = await made(admin, "/v1/templates", sms);
    const { id: personId } = await contact({});
    const message = "【上海云帆软件有限公司】李娜，周五见 拒收请回复TD";
    const shown = (await preview(id, personId)).body;
    expect(shown).toMatchObject({ text: message, encoding: "UCS-2", characters: message.length, parts: 1 });
    const { api } = await person({ roles: ["marketing"], phone: "+8613800001234", email: "me@example.com" });
    const sent = await api.post(`/v1/templates/${id}/test`, { personId });
    expect(sent.body).toMatchObject({ to: "+8613800001234" });
    const mail = await made(admin, "/v1/templates", MAIL);
    const refused = await api.post(`/v1/templates/${mail.id}/test`, { personId });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, "variables"]);
    const given = { personId, variables: { product: "云", seats: "5" } };
    await admin.patch(`/v1/templates/${mail.id}`, { blocks: [{ kind: "paragraph", text: "{{product}}" }] });
    expect((await api.post(`/v1/templates/${mail.id}/test`, given)).status).toBe(200);
    await stack().settled();
    expect(
      stack()
        .outbox("+8613800001234")
        .map((one) => one.text),
    ).toEqual([message]);
    expect(
      stack()
        .outbox("me@example.com")
        .map((one) => one.subject),
    ).toEqual(["李娜，请看云"]);
  });

  test("shows nobody what their roles hide", async () => {
    const { admin, person, contact } = await world();
    await made(admin, "/v1/roles", {
      name: "blind",
      permissions: ["templates.*", "contacts.read"],
      scopes: { contact: "all" },
      fields: { contact: { email: "hidden" }, lead: { email: "hidden" } },
    });
    const { api } = await person({ roles: ["blind"] });
    const { id: personId } = await contact({ email: "secret@example.com" });
    const body = { ...MAIL, subject: "{{email}}", blocks: [{ kind: "paragraph", text: "x" }], variables: [] };
    const refused = await api.post("/v1/templates", body);
    expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, "subject"]);
    const { id } = await made(admin, "/v1/templates", body);
    const shown = await api.post(`/v1/templates/${id}/preview`, { personId });
    expect([shown.body.missing, JSON.stringify(shown.body).includes("secret@")]).toEqual([["email"], false]);
  });
});

test("whatever values are, nothing but the places changes, and no value opens another place", () => {
  const piece = fc.oneof(fc.constantFrom("{{a}}", "{{ b }}", "{{c.d}}"), fc.stringMatching(/^[^{}]*$/));
  const values = fc.dictionary(fc.constantFrom("a", "b", "c.d"), fc.string());
  fc.assert(
    fc.property(fc.array(piece), values, (pieces, given) => {
      const text = pieces.join("");
      const all = new Map(Object.entries(given));
      const wanted = pieces.map((one) => {
        const name = /^\{\{ ?(a|b|c\.d) ?\}\}$/.exec(one)?.[1];
        return name === undefined ? one : (all.get(name) ?? one);
      });
      expect(filledIn({ text }, all).text).toBe(wanted.join(""));
      expect(new Set(variablesOf({ text }))).toEqual(new Set(text.match(/(?<=\{\{ ?)(a|b|c\.d)(?= ?\}\})/g) ?? []));
    }),
  );
});
