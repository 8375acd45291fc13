import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { BroadcastRow } from "../../functions/broadcasts/audience.ts";
import { handles } from "../../functions/broadcasts/events.ts";
import { mailCampaign, smsCampaign } from "../../functions/broadcasts/table.ts";
import { lambdas } from "../../functions/modules.ts";
import { later } from "../../shared/duration.ts";
import { crowd } from "../support/crowd.ts";
import { mortal } from "../support/mortal.ts";
import { dataFolder, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { workOf } from "../support/work.ts";

const { death, interceptor } = mortal();
/** Calls alone: what the stream would bring is brought by the tests, as often and as late as they choose. */
const folder = dataFolder();
const stack = useStack({
  ...{ dataDir: folder.path, interceptor },
  lambdas: lambdas.filter(({ kind }) => kind === "api" || kind === "authorizer"),
});
afterAll(() => folder.remove());

/** One call looks at 2,000 people, a turn at 1,000: two turns are left to the stream. */
const PEOPLE = 3_150;
const AT_ONCE = 2_000;
/** Every so many of them are of a small group that is spread over all pages. */
const GROUP_EVERY = 50;
const GROUP = Math.ceil(PEOPLE / GROUP_EVERY);
/** The last of them, who have not agreed to anything. */
const UNWILLING = 3;
const isLate = (n: number): boolean => n >= PEOPLE - UNWILLING;

let tenant: TestTenant;
let template: string;
const segments: Record<string, string> = {};

beforeAll(async () => {
  tenant = await openTenant(stack());
  const { admin, id: tenantId } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  crowd(folder.path, tenantId, account.id, PEOPLE, (n) => ({
    role: isLate(n) ? "迟" : n % GROUP_EVERY === 0 ? "组" : "众",
    agreed: !isLate(n),
  }));
  const rules = { group: [{ field: "role", op: "eq", value: "组" }], all: [] };
  for (const [name, all] of Object.entries(rules)) {
    const segment = await made(admin, "/v1/segments", { name, of: "contact", kind: "rule", filter: { all } });
    segments[name] = segment.id;
  }
  const text = { name: "信", channel: "email", purpose: "service", subject: "{{name}}" };
  template = (await made(admin, "/v1/templates", { ...text, blocks: [{ kind: "paragraph", text: "请看" }] })).id;
});

const smsTo = (segment: string, more: object = {}) =>
  made(tenant.admin, "/v1/sms-campaigns", {
    ...{ name: "改期", purpose: "service", text: "改到 5 号馆", recipients: { segmentId: segments[segment] } },
    ...more,
  });
const pathOf = (id: string): string => (id.startsWith("smc") ? "/v1/sms-campaigns" : "/v1/mail-campaigns");
const send = (id: string, body?: object) => tenant.admin.post(`${pathOf(id)}/${id}/send`, body);
const read = async (id: string) => (await tenant.admin.get(`${pathOf(id)}/${id}`)).body;
const messagesOf = async (id: string, query = "") =>
  (await tenant.admin.get(`/v1/messages?relatedId=${id}&limit=200${query}`)).body.items;

/** The row of a campaign as the stream shows it. */
async function rowOf(id: string): Promise<BroadcastRow> {
  const { table } = await workOf(tenant.id, stack().clock.now());
  return id.startsWith("smc") ? table.get(smsCampaign, id) : table.get(mailCampaign, id);
}

/** Brings one change of a campaign, as the stream does; rejects where whoever handles it dies. */
async function bring(row: BroadcastRow, diesAfter = Number.POSITIVE_INFINITY): Promise<void> {
  const event = row.id.startsWith("smc") ? "smsCampaign.turned" : "mailCampaign.turned";
  const handler = handles.find((one) => one.event === event);
  const work = await workOf(tenant.id, stack().clock.now());
  Object.assign(death, { after: diesAfter, writes: 0 });
  const change = { after: row, tenantId: tenant.id, at: work.now } as never;
  await handler?.run(change, work).finally(() => Object.assign(death, { after: Number.POSITIVE_INFINITY }));
}

const moves = ({ status }: BroadcastRow): boolean => status === "counting" || status === "sending";

/** Brings its changes one after the other, until it moves no more; the rows that were brought. */
async function driven(id: string, goesOn = moves): Promise<BroadcastRow[]> {
  const brought: BroadcastRow[] = [];
  for (let row = await rowOf(id); goesOn(row); row = await rowOf(id)) {
    await bring(row);
    brought.push(row);
  }
  return brought;
}
const isCounting = ({ status }: BroadcastRow): boolean => status === "counting";

describe("a campaign to more people than a call counts", () => {
  test("is counted behind the call, told so far, at rest meanwhile, and then goes to each of them", async () => {
    const { id } = await smsTo("all");
    const reply = await send(id);
    expect([reply.status, reply.body.status]).toEqual([200, "counting"]);
    expect(reply.body.counted).toMatchObject({ recipients: AT_ONCE, reached: AT_ONCE });
    expect(reply.body.recipientCount).toBeUndefined();
    for (const refused of [await send(id), await tenant.admin.patch(`/v1/sms-campaigns/${id}`, { text: "x" })]) {
      expect([refused.status, refused.body.code]).toEqual([409, "invalid_state"]);
    }
    await bring(await rowOf(id));
    expect((await read(id)).counted.recipients).toBe(AT_ONCE + 1_000);
    const counts = await driven(id, isCounting);
    expect(counts.map(({ turns }) => turns)).toEqual([1]);
    const counted = { recipients: PEOPLE, reached: PEOPLE, withheld: 0, unreachable: 0 };
    expect(await read(id)).toMatchObject({ status: "sending", recipientCount: PEOPLE, counted });
    await bring(await rowOf(id));
    // A turn of counting that is told late does nothing any more.
    for (const late of counts) await bring(late);
    expect(await read(id)).toMatchObject({ status: "sending", queued: 100 });
    expect((await tenant.admin.post(`/v1/sms-campaigns/${id}/stop`)).body.status).toBe("stopped");
    await bring(await rowOf(id));
    expect(await messagesOf(id)).toHaveLength(100);
  });

  test("counts and reaches each once, wherever a turn dies, told twice, late and by two at once", async () => {
    const { id } = await smsTo("group");
    expect((await send(id)).body.status).toBe("counting");
    const brought: BroadcastRow[] = [];
    let deaths = 0;
    for (let row = await rowOf(id); moves(row); row = await rowOf(id)) {
      for (const diesAfter of [0, 1]) {
        await bring(row, diesAfter).catch(() => {
          deaths += 1;
        });
      }
      await Promise.all([bring(row), bring(row)]);
      await bring(row);
      brought.push(row);
    }
    expect(deaths).toBeGreaterThanOrEqual(brought.length);
    for (const row of brought) await bring(row);
    const counted = { recipients: GROUP, reached: GROUP, withheld: 0, unreachable: 0, doubled: 0 };
    const whole = { status: "sent", recipientCount: GROUP, queued: GROUP, counted };
    expect(await read(id)).toMatchObject(whole);
    const people = (await messagesOf(id)).map(({ recipientId }: { recipientId: string }) => recipientId);
    expect([people.length, new Set(people).size]).toEqual([GROUP, GROUP]);
  });

  test("is a draft again where one of the last has not agreed: nothing is queued, and its sender is told once", async () => {
    const person = await tenant.person({ roles: ["marketing"] });
    await tenant.admin.patch(`/v1/users/${person.id}`, { roles: ["admin"] });
    const { id } = await smsTo("all", { purpose: "marketing" });
    const reply = await person.api.post(`/v1/sms-campaigns/${id}/send`);
    expect(reply.body).toMatchObject({ status: "counting" });
    const before = await driven(id);
    for (const row of before) await bring(row);
    const row = await read(id);
    expect(row).toMatchObject({ status: "draft", counted: { recipients: PEOPLE, withheld: UNWILLING } });
    expect(row.refusedBecause).toContain(`${PEOPLE} 位收件人中有 ${UNWILLING} 位没有同意`);
    expect([row.recipientCount, row.sentAt, row.sentBy]).toEqual([undefined, undefined, undefined]);
    const told = await messagesOf(id);
    expect(told).toMatchObject([{ template: "campaignRefused", recipientId: person.id }]);
    // Without them it is sent, and says no more of a refusal.
    const fits = { recipients: { segmentId: segments.group } };
    expect((await tenant.admin.patch(`/v1/sms-campaigns/${id}`, fits)).status).toBe(200);
    await person.api.post(`/v1/sms-campaigns/${id}/send`);
    await driven(id, isCounting);
    const sent = await read(id);
    expect([sent.status, sent.recipientCount, sent.refusedBecause]).toEqual(["sending", GROUP, undefined]);
    const unwilling = await made(tenant.admin, "/v1/segments", {
      ...{ name: "迟", of: "contact", kind: "rule", filter: { all: [{ field: "role", op: "eq", value: "迟" }] } },
    });
    const late = await smsTo("all", { purpose: "marketing", recipients: { segmentId: unwilling.id } });
    await send(late.id);
    await driven(late.id, isCounting);
    expect((await read(late.id)).refusedBecause).toContain(`${UNWILLING} 位收件人中有 ${UNWILLING} 位`);
  });

  test("is refused by the call itself where one of the first has not agreed", async () => {
    const { id } = await smsTo("all", { purpose: "marketing" });
    const [first] = (await tenant.admin.get(`/v1/segments/${segments.group}/members`)).body.items;
    const evidence = { textVersion: "1", source: "电话", at: stack().clock.now().toISOString() };
    const said = { contactId: first.id, channel: "sms", purpose: "marketing", evidence };
    await made(tenant.admin, "/v1/consents", { ...said, state: "withdrawn" });
    const refused = await send(id);
    expect([refused.status, refused.body.code]).toEqual([403, "consent_required"]);
    expect(refused.body.detail).toContain(`1 of the first ${AT_ONCE} recipients`);
    expect([(await read(id)).status, await messagesOf(id)]).toEqual(["draft", []]);
  });

  test("is stopped while it is counted, and nothing is queued", async () => {
    const { id } = await smsTo("all");
    await send(id);
    const row = await rowOf(id);
    expect((await tenant.admin.post(`/v1/sms-campaigns/${id}/stop`)).body.status).toBe("stopped");
    await bring(row);
    expect([(await read(id)).status, await messagesOf(id)]).toEqual(["stopped", []]);
  });

  test("asks those who must agree once all are counted, and does not ask again", async () => {
    const { admin } = tenant;
    const sender = await tenant.person({ roles: ["admin"] });
    const when = { field: "recipientCount", op: "gte", value: AT_ONCE + 1 };
    const rule = await made(admin, "/v1/approval-rules", {
      ...{ noun: "smsCampaign", when, steps: [{ by: "role:admin" }] },
    });
    const asked = await smsTo("all");
    const small = await smsTo("group");
    for (const { id } of [asked, small]) {
      expect((await sender.api.post(`/v1/sms-campaigns/${id}/send`)).body).toMatchObject({ status: "counting" });
      await driven(id, isCounting);
    }
    expect((await read(small.id)).status).toBe("sending");
    const waiting = await read(asked.id);
    expect(waiting).toMatchObject({ status: "draft", recipientCount: PEOPLE, approvalId: expect.any(String) });
    expect((await admin.post(`/v1/approvals/${waiting.approvalId}/approve`, {})).status).toBe(200);
    expect((await read(asked.id)).status).toBe("counting");
    await driven(asked.id, isCounting);
    const agreed = await read(asked.id);
    expect([agreed.status, agreed.approvalId]).toEqual(["sending", undefined]);
    await admin.post(`/v1/approval-rules/${rule.id}/archive`);
  });

  test("waits for its moment once it is counted, with the texts of its sending, and is a draft where its sender has left", async () => {
    const { admin } = tenant;
    const sender = await tenant.person({ roles: ["admin"] });
    const recipients = { segmentId: segments.group };
    const campaign = () => made(admin, "/v1/mail-campaigns", { name: "回顾", templateId: template, recipients });
    const [one, other] = [await campaign(), await campaign()];
    const at = later(stack().clock.now().toISOString(), 3_600_000);
    for (const { id } of [one, other]) {
      const reply = await sender.api.post(`/v1/mail-campaigns/${id}/send`, { at });
      expect(reply.body).toMatchObject({ status: "counting", sendAt: at });
    }
    await driven(one.id, isCounting);
    expect(await read(one.id)).toMatchObject({ status: "scheduled", sendAt: at, recipientCount: GROUP });
    expect((await admin.post(`/v1/users/${sender.id}/archive`)).status).toBe(200);
    await driven(other.id, isCounting);
    const left = await read(other.id);
    expect([left.status, left.sendAt, left.refusedBecause]).toEqual([...["draft", undefined], "发送人已离开。"]);
    expect(await messagesOf(other.id)).toEqual([]);
  });

  test("shows whom it reaches by calls that add up", async () => {
    const { id } = await smsTo("group");
    const counts: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor && `?cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await tenant.admin.get(`/v1/sms-campaigns/${id}/preview${query}`);
      expect([status, body.complete]).toEqual([200, body.nextCursor === null]);
      counts.push(body.recipients);
      cursor = body.nextCursor;
    }
    expect([counts.length, counts.reduce((sum, n) => sum + n, 0)]).toEqual([2, GROUP]);
    const forged = await tenant.admin.get(`/v1/sms-campaigns/${id}/preview?cursor=x.y`);
    expect([forged.status, forged.body.code]).toEqual([400, "invalid_cursor"]);
  });
});
