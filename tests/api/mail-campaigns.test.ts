import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { reaching } from "../support/reached.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Campaigns go on by themselves; the sender and what is done by the clock run where the test runs them. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" && name !== "sender") });

const TEMPLATE = {
  ...{ name: "新品", channel: "email", purpose: "marketing", subject: "{{name}}，您好" },
  blocks: [
    { kind: "paragraph", text: "{{role}}请看" },
    { kind: "button", label: "查看", url: "https://example.com/new?p=1" },
  ],
  variables: [{ name: "role", fallback: "伙伴" }],
};

async function world() {
  const at = await reaching(stack());
  const { admin } = at;
  const template = (more: object = {}) => made(admin, "/v1/templates", { ...TEMPLATE, ...more });
  const campaign = async (people: readonly { id: string }[], more: object = {}) =>
    made(admin, "/v1/mail-campaigns", {
      ...{ name: "新品发布", recipients: { contactIds: people.map(({ id }) => id) } },
      templateId: (more as { templateId?: string }).templateId ?? (await template()).id,
      ...more,
    });
  const send = (id: string, body: object = {}) => admin.post(`/v1/mail-campaigns/${id}/send`, body);
  const read = async (id: string) => (await admin.get(`/v1/mail-campaigns/${id}`)).body;
  const deliveries = async (id: string) => (await admin.get(`/v1/mail-campaigns/${id}/deliveries`)).body.items;
  const figures = async (id: string) => (await admin.get(`/v1/mail-campaigns/${id}/figures`)).body;
  const messageIds = async (id: string): Promise<string[]> =>
    (await admin.get(`/v1/messages?relatedId=${id}&limit=200`)).body.items.map((one: { id: string }) => one.id);
  const bring = async (id: string, senders = 2) => {
    await stack().settled();
    await at.deliver(await messageIds(id), senders);
    await stack().settled();
  };
  return { ...at, template, campaign, send, read, deliveries, figures, messageIds, bring };
}

const linksIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="([^"]*mail-links[^"]*)"/g)].map(([, url = ""]) => url.replaceAll("&amp;", "&"));

describe("a mail campaign", () => {
  test("without everybody's consent is refused with how many, and nothing is queued", async () => {
    const { agreed, campaign, send, read, deliveries } = await world();
    const { id } = await campaign([await agreed(), await agreed(["sms"])]);
    const refused = await send(id);
    expect([refused.status, refused.body.code]).toEqual([403, "consent_required"]);
    expect(refused.body.detail).toContain("1 of 2");
    await stack().settled();
    expect([(await read(id)).status, await deliveries(id)]).toEqual(["draft", []]);
  });

  test("reaches each once, keeps its text, and leads on by its own addresses alone", async () => {
    const { admin, agreed, template, campaign, send, read, deliveries, figures, bring } = await world();
    const cam = await made(admin, "/v1/campaigns", { name: "新品季" });
    const people = [await agreed(["email"], { role: "采购" }), await agreed(["email"])];
    const { id: templateId } = await template();
    const { id } = await campaign(people, { templateId, campaignId: cam.id });
    expect((await admin.get(`/v1/mail-campaigns/${id}/preview`)).body).toMatchObject({ reachable: 2, withheld: 0 });
    const replies = await Promise.all([1, 2, 3].map(() => send(id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await admin.patch(`/v1/templates/${templateId}`, { subject: "别的" });
    await bring(id);
    const [first, second] = people.map(({ email }) => stack().outbox(email));
    expect([first?.length, second?.length, first?.[0]?.subject]).toEqual([1, 1, `${people[0]?.name}，您好`]);
    expect([first?.[0]?.text.includes("采购请看"), second?.[0]?.text.includes("伙伴请看")]).toEqual([true, true]);
    expect(first?.[0]?.unsubscribe?.post).toBe("List-Unsubscribe=One-Click");
    expect(await read(id)).toMatchObject({ status: "sent", queued: 2, unreachable: 0, withheld: 0, lacking: 0 });
    const members = async () =>
      (await admin.get(`/v1/campaigns/${cam.id}/members`)).body.items.map((one: { state: string }) => one.state).sort();
    expect(await members()).toEqual(["reached", "reached"]);

    const [button = "", pixel = ""] = linksIn(first?.[0]?.html ?? "");
    const shown = await fetch(pixel, { redirect: "manual" });
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/gif"]);
    expect(
      Buffer.from(await shown.arrayBuffer())
        .subarray(0, 3)
        .toString(),
    ).toBe("GIF");
    const followed = await fetch(button, { redirect: "manual" });
    expect([followed.status, followed.headers.get("location")]).toEqual([302, "https://example.com/new?p=1"]);
    await stack().settled();
    expect(await members()).toEqual(["reached", "responded"]);
    expect((await figures(id)).all).toMatchObject({
      queued: 2,
      sent: 2,
      delivered: 2,
      openedUnreliable: 1,
      clicked: 1,
    });
    const [opened, other] = [people[0]?.id, people[1]?.id].map(async (personId) =>
      (await deliveries(id)).find((one: { personId: string }) => one.personId === personId),
    );
    expect(await opened).toMatchObject({ state: "delivered", variant: templateId, clickedAt: expect.any(String) });
    expect((await other).openedAt).toBeUndefined();

    // Another target, another mail, another tenant's key, or a revoked address: nothing is there.
    const token = button.split("/").at(-1) ?? "";
    const [tenantId = "", body = "", signature = ""] = token.split(".");
    const link = JSON.parse(Buffer.from(body, "base64url").toString());
    const forged = [{ ...link, to: "https://evil.example.com/" }, { messageId: link.messageId }].map((one) =>
      [tenantId, Buffer.from(JSON.stringify(one)).toString("base64url"), signature].join("."),
    );
    const strange = (await world()).id;
    const tokens = [...forged, `${strange}.${body}.${signature}`, `${body}.${signature}`, `${tenantId}.${body}`, "x"];
    for (const one of tokens) {
      const reply = await fetch(button.replace(token, one), { redirect: "manual" });
      expect([one, reply.status, reply.headers.get("location")]).toEqual([one, 404, null]);
    }
    const linksFrom = new Date(stack().clock.now().getTime() + 1_000).toISOString();
    await admin.put("/v1/reach-policy", { linksFrom });
    expect((await fetch(button, { redirect: "manual" })).status).toBe(404);
  });

  test("stops at an opt-out in its midst, and stopped keeps back what waits", async () => {
    const { admin, agreed, campaign, send, read, deliveries, deliver, messageIds, figures, say } = await world();
    const people = [await agreed(["email"]), await agreed(["email"]), await agreed(["email"])];
    const { id } = await campaign(people);
    expect((await send(id)).status).toBe(200);
    await stack().settled();
    const byPerson = async () => {
      const all = await deliveries(id);
      return people.map((one) => all.find(({ personId }: { personId: string }) => personId === one.id)?.state);
    };
    const idOf = async (n: number): Promise<string> => {
      const found = (await admin.get(`/v1/messages?recipientId=${people[n]?.id}&limit=20`)).body.items;
      return found.find((one: { relatedId: string }) => one.relatedId === id).id;
    };
    await deliver([await idOf(0)]);
    const [mail] = stack().outbox(people[0]?.email);
    const unsubscribe = new URL(mail?.unsubscribe?.address ?? "");
    const clicked = await fetch(unsubscribe, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(clicked.status).toBe(200);
    await say(people[1]?.id ?? "", "email", "withdrawn", stack().clock.now().toISOString());
    await deliver([await idOf(1)]);
    expect((await read(id)).status).toBe("sent");
    expect((await admin.post(`/v1/mail-campaigns/${id}/stop`)).body.status).toBe("stopped");
    expect((await admin.post(`/v1/mail-campaigns/${id}/stop`)).body.status).toBe("stopped");
    await deliver(await messageIds(id));
    await stack().settled();
    expect(await byPerson()).toEqual(["delivered", "suppressed", "suppressed"]);
    expect(people.map(({ email }) => stack().outbox(email).length)).toEqual([1, 0, 0]);
    expect((await figures(id)).all).toMatchObject({ queued: 3, sent: 1, suppressed: 2, withdrawn: 1 });
  });

  test("compares texts on shares that follow from campaign and person, holds some out, and says who lacked a value", async () => {
    const { admin, agreed, template, campaign, send, read, deliveries, figures, bring } = await world();
    const people = await Promise.all(Array.from({ length: 24 }, () => agreed(["email"])));
    const { id: templateId } = await template();
    const other = await template({ subject: "{{role}}", variables: [] });
    const more = {
      templateId,
      variants: [{ templateId: other.id, shareBasisPoints: 4_000 }],
      holdOutBasisPoints: 3_000,
    };
    const { id } = await campaign(people, more);
    expect((await send(id)).status).toBe(200);
    await bring(id);
    const { drawnAt } = await import("../../functions/segments/rules.ts");
    const at = people.map((one) => drawnAt(id, one.id));
    const wanted = {
      heldOut: at.filter((n) => n < 3_000).length,
      lacking: at.filter((n) => n >= 3_000 && n < 7_000).length,
      queued: at.filter((n) => n >= 7_000).length,
    };
    expect(await read(id)).toMatchObject({ status: "sent", recipientCount: 24, withheld: 0, ...wanted });
    expect((await deliveries(id)).length).toBe(wanted.queued);
    const { all, variants } = await figures(id);
    expect([all.sent, variants.map((one: { sent: number }) => one.sent)]).toEqual([wanted.queued, [wanted.queued, 0]]);
    const wrong = async (body: object) => (await admin.post("/v1/mail-campaigns", body)).body.errors?.[0]?.path;
    const base = { name: "x", templateId, recipients: { contactIds: [people[0]?.id] } };
    const sms = await made(admin, "/v1/templates", { name: "x", channel: "sms", purpose: "service", text: "x" });
    expect(await wrong({ ...base, templateId: sms.id })).toBe("templateId");
    expect(await wrong({ ...base, variants: [{ templateId, shareBasisPoints: 1 }] })).toBe("variants.0.templateId");
    const service = await template({ purpose: "service" });
    expect(await wrong({ ...base, variants: [{ templateId: service.id, shareBasisPoints: 1 }] })).toBe(
      "variants.0.templateId",
    );
    const whole = [{ templateId: other.id, shareBasisPoints: 9_000 }];
    expect(await wrong({ ...base, variants: whole, holdOutBasisPoints: 2_000 })).toBe("variants");
  });

  test("begins at its moment, once, whoever looks", async () => {
    const { admin, agreed, campaign, send, read, bring } = await world();
    const person = await agreed(["email"]);
    const { id } = await campaign([person]);
    const in1h = (hours: number) => new Date(stack().clock.now().getTime() + hours * 3_600_000).toISOString();
    expect((await send(id, { at: in1h(-1) })).body.errors[0].path).toBe("at");
    expect((await send(id, { at: in1h(1) })).body).toMatchObject({ status: "scheduled" });
    const { handler } = await import("../../functions/broadcasts/begin.ts");
    await handler();
    await bring(id);
    expect((await read(id)).status).toBe("scheduled");
    stack().clock.set(new Date(stack().clock.now().getTime() + 3_601_000));
    await Promise.all([handler(), handler()]);
    await bring(id);
    expect([(await read(id)).status, stack().outbox(person.email).length]).toEqual(["sent", 1]);
    const later = await campaign([person]);
    await send(later.id, { at: in1h(1) });
    expect((await admin.post(`/v1/mail-campaigns/${later.id}/stop`)).body.status).toBe("stopped");
  });
});

test("marketing of one tenant is paced, and what else it sends is not", async () => {
  const { agreed, draft, queue, messageOf, tableOf } = await reaching(stack());
  const { turnsFor, MARKETING_PER_MINUTE } = await import("../../shared/notify/pace.ts");
  const person = await agreed();
  const now = stack().clock.now().toISOString();
  const given = await Promise.all([1, 2, 3].map(async () => turnsFor(await tableOf(), MARKETING_PER_MINUTE, now)));
  const waits = given
    .flat()
    .map((at) => (at === undefined ? 0 : Math.floor((Date.parse(at) - Date.parse(now)) / 60_000)));
  for (const minute of [0, 1, 2]) expect(waits.filter((n) => n === minute)).toHaveLength(MARKETING_PER_MINUTE);
  const [marketing, service] = [draft(person, "a"), draft(person, "b", { reason: { kind: "service", purpose: "x" } })];
  await queue([marketing, service]);
  expect(Date.parse((await messageOf(marketing)).nextAt ?? "") - Date.parse(now)).toBeGreaterThanOrEqual(180_000);
  expect((await messageOf(service)).nextAt).toBeUndefined();
});
