import { describe, expect, test } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Campaigns go on by themselves and not by the clock; the sender runs where the test runs it. */
const stack = useStack({ lambdas: lambdas.filter(({ kind, name }) => kind !== "schedule" && name !== "sender") });

/** More than one page of a segment. */
const PAGES_PEOPLE = 103;
let numbers = 0;
const EVIDENCE = { textVersion: "sms/1", source: "展会", at: "2026-11-01T08:00:00Z" };

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const person = async (more: object = {}) => {
    numbers += 1;
    const phone = `+86137${String(10_000_000 + numbers)}`;
    const { id } = await made(admin, "/v1/contacts", {
      name: `联系人${numbers}`,
      accountId: account.id,
      phone,
      ...more,
    });
    return { id, phone };
  };
  const say = (contactId: string, state = "given", at = EVIDENCE.at) =>
    made(admin, "/v1/consents", {
      ...{ contactId, channel: "sms", purpose: "marketing", state },
      evidence: { ...EVIDENCE, at },
    });
  const campaign = (recipients: object, more: object = {}) =>
    made(admin, "/v1/sms-campaigns", { name: "双十一", purpose: "marketing", text: "全场九折", recipients, ...more });
  const send = (id: string) => admin.post(`/v1/sms-campaigns/${id}/send`);
  const read = async (id: string) => (await admin.get(`/v1/sms-campaigns/${id}`)).body;
  const deliveries = async (id: string) => (await admin.get(`/v1/sms-campaigns/${id}/deliveries`)).body.items;
  const messagesOf = async (id: string) => (await admin.get(`/v1/messages?relatedId=${id}&limit=200`)).body.items;
  /** Sends what is queued, each as often as the queue may bring it. */
  const deliver = async (id: string) => {
    const { handler } = await import("../../functions/messages/sender.ts");
    const Records = (await messagesOf(id)).map(({ id: messageId }: { id: string }) => ({
      ...{ messageId, body: JSON.stringify({ tenantId: tenant.id, messageId }) },
    }));
    await Promise.all([handler({ Records } as SQSEvent), handler({ Records } as SQSEvent)]);
  };
  return {
    ...tenant,
    hire: tenant.person,
    account,
    person,
    say,
    campaign,
    send,
    read,
    deliveries,
    messagesOf,
    deliver,
  };
}

describe("a text message to many", () => {
  test("without everybody's consent is refused with how many, and nothing is queued", async () => {
    const { person, say, campaign, send, read, deliveries } = await world();
    const people = await Promise.all([person(), person(), person()]);
    await say(people[0]!.id);
    const { id } = await campaign({ contactIds: people.map((one) => one.id) });
    const refused = await send(id);
    expect([refused.status, refused.body.code]).toEqual([403, "consent_required"]);
    expect(refused.body.detail).toContain("2 of 3");
    await stack().settled();
    expect([(await read(id)).status, await deliveries(id)]).toEqual(["draft", []]);
    for (const { phone } of people) expect(stack().outbox(phone)).toEqual([]);
  });

  test("reaches each once with signature and opt-out words, and says what became of it", async () => {
    const { admin, person, say, campaign, send, read, deliveries, deliver } = await world();
    await admin.put("/v1/reach-policy", { smsSignature: "云帆", smsPartPriceMinor: 7 });
    const people = await Promise.all([person(), person()]);
    for (const { id } of people) await say(id);
    const nobody = await person({ phone: undefined });
    const { id } = await campaign({ contactIds: [...people, nobody].map((one) => one.id) });
    const shown = (await admin.get(`/v1/sms-campaigns/${id}/preview`)).body;
    const message = "【云帆】全场九折 拒收请回复TD";
    expect(shown).toMatchObject({ message, encoding: "UCS-2", parts: 1, recipients: 3, reachable: 2, costMinor: 14 });
    const replies = await Promise.all([1, 2, 3, 4].map(() => send(id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    await stack().settled();
    await deliver(id);
    for (const { phone } of people)
      expect(
        stack()
          .outbox(phone)
          .map((one) => one.text),
      ).toEqual([message]);
    expect(await read(id)).toMatchObject({ status: "sent", queued: 2, unreachable: 1, withheld: 0, recipientCount: 3 });
    expect((await deliveries(id)).map(({ to, state }: Record<string, string>) => [to, state]).sort()).toEqual(
      people.map(({ phone }) => [phone, "sent"]).sort(),
    );
    expect((await admin.patch(`/v1/sms-campaigns/${id}`, { text: "x" })).status).toBe(409);
  });

  test("of a service needs no consent and notes its purpose", async () => {
    const { admin, person, campaign, send, deliver } = await world();
    const { id: contactId, phone } = await person();
    const { id } = await campaign(
      { contactIds: [contactId] },
      { purpose: "service", name: "展会改期", text: "改到 5 号馆" },
    );
    expect((await send(id)).status).toBe(200);
    await stack().settled();
    await deliver(id);
    expect(stack().outbox(phone)).toHaveLength(1);
    const { items } = (await admin.get(`/v1/messages?relatedId=${id}`)).body;
    expect(items).toMatchObject([{ reason: { kind: "service", purpose: "展会改期" } }]);
  });

  test("stops at an opt-out in its midst, and whoever has left sends nothing more", async () => {
    const { admin, person, say, campaign, send, read, deliver, deliveries } = await world();
    const [first, second] = [await person(), await person()];
    for (const { id } of [first, second]) await say(id);
    const { id } = await campaign({ contactIds: [first.id, second.id] });
    expect((await send(id)).status).toBe(200);
    await stack().settled();
    expect((await read(id)).status).toBe("sent");
    expect((await admin.post("/v1/sms-replies", { from: second.phone, text: "TD" })).body.withdrawn).toBe(1);
    await deliver(id);
    expect([stack().outbox(first.phone).length, stack().outbox(second.phone).length]).toEqual([1, 0]);
    const states = (await deliveries(id)).map(({ to, state }: Record<string, string>) => [to, state]);
    expect(states.sort()).toEqual(
      [
        [first.phone, "sent"],
        [second.phone, "suppressed"],
      ].sort(),
    );
    expect((await admin.post(`/v1/sms-campaigns/${id}/stop`)).body.status).toBe("sent");
  });

  test("is held back by an approval rule above a size, and sent once it is agreed to", async () => {
    const { admin, campaign, read, person, deliveries, hire } = await world();
    const { api: sender } = await hire({ roles: ["admin"] });
    const when = { field: "recipientCount", op: "gte", value: 2 };
    await made(admin, "/v1/approval-rules", { noun: "smsCampaign", when, steps: [{ by: "role:admin" }] });
    const people = [await person(), await person()];
    const service = { purpose: "service" };
    const small = await campaign({ contactIds: [people[0]!.id] }, service);
    const large = await campaign({ contactIds: people.map(({ id }) => id) }, service);
    expect((await sender.post(`/v1/sms-campaigns/${small.id}/send`)).body.status).toBe("sending");
    const asked = await sender.post(`/v1/sms-campaigns/${large.id}/send`);
    expect([asked.body.status, asked.body.approvalId]).toEqual(["draft", expect.stringMatching(/^apv_/)]);
    expect((await admin.post(`/v1/approvals/${asked.body.approvalId}/approve`, {})).status).toBe(200);
    await stack().settled();
    expect([(await read(large.id)).status, (await deliveries(large.id)).length]).toEqual(["sent", 2]);
  });

  test("to a segment of several pages is queued once each, though turns are told twice, at once and late", async () => {
    const { admin, id: tenantId, account, campaign, send, read, messagesOf } = await world();
    const PEOPLE = 150;
    const rows = Array.from({ length: PEOPLE }, (_, n) => `批量${n},${account.id},+86136${20_000_000 + n},群发`);
    const csv = ["name,accountId,phone,role", ...rows].join("\n");
    const content = Buffer.from(csv).toString("base64");
    await admin.post("/v1/imports", { noun: "contact", format: "csv", content });
    await stack().settled();
    const filter = { all: [{ field: "role", op: "eq", value: "群发" }] };
    const segment = await made(admin, "/v1/segments", { name: "群发", of: "contact", kind: "rule", filter });
    const { id } = await campaign({ segmentId: segment.id }, { purpose: "service" });
    expect((await send(id)).status).toBe(200);
    const { turn } = await import("../../functions/broadcasts/turn.ts");
    const { bySms } = await import("../../functions/broadcasts/sms.ts");
    const { workOf } = await import("../support/work.ts");
    const work = await workOf(tenantId, stack().clock.now());
    const told = await read(id);
    for (const turns of [0, 0, 1, 0, 2]) {
      const again = { ...told, turns };
      await Promise.all([turn(bySms, again, work), turn(bySms, again, work)]);
    }
    await stack().settled();
    await turn(bySms, { ...told, turns: 1 }, work);
    expect(await read(id)).toMatchObject({ status: "sent", queued: PEOPLE, recipientCount: PEOPLE });
    expect(await messagesOf(id)).toHaveLength(PEOPLE);
  });

  test("leaves once for a number, however many of its people have it, on one page of them or on several", async () => {
    const { admin, person, say, campaign, send, read, deliver, messagesOf } = await world();
    const first = await person();
    const twin = await person({ phone: first.phone });
    const other = await person();
    for (const { id } of [first, twin, other]) await say(id);
    const recipients = { contactIds: [first, twin, other].map(({ id }) => id) };
    const { id } = await campaign(recipients);
    const preview = (await admin.get(`/v1/sms-campaigns/${id}/preview`)).body;
    expect(preview).toMatchObject({ recipients: 3, reachable: 2, costMinor: 10 });
    expect((await send(id)).status).toBe(200);
    await stack().settled();
    expect(await read(id)).toMatchObject({ status: "sent", recipientCount: 3, queued: 2, doubled: 1 });
    await deliver(id);
    expect([stack().outbox(first.phone).length, stack().outbox(other.phone).length]).toEqual([1, 1]);
    const made = async (n: number) => {
      const phone = `+86138${String(20_000_000 + (n === PAGES_PEOPLE - 1 ? 0 : n))}`;
      return (await admin.post("/v1/leads", { name: `线索${n}`, phone })).body.id as string;
    };
    const leadIds: string[] = [];
    for (let n = 0; n < PAGES_PEOPLE; n++) leadIds.push(await made(n));
    const segment = await admin.post("/v1/segments", { name: "全部", of: "lead", kind: "rule", filter: { all: [] } });
    const many = await campaign({ segmentId: segment.body.id }, { purpose: "service", name: "改期" });
    expect((await send(many.id)).status).toBe(200);
    await stack().settled();
    const counts = { status: "sent", recipientCount: PAGES_PEOPLE, queued: PAGES_PEOPLE - 1, doubled: 1 };
    expect(await read(many.id)).toMatchObject(counts);
    const numbers = (await messagesOf(many.id)).map(({ to }: { to: string }) => to);
    expect([numbers.length, new Set(numbers).size]).toEqual([PAGES_PEOPLE - 1, PAGES_PEOPLE - 1]);
  });
});
