import { beforeAll, describe, expect, test } from "@jest/globals";
import { handler as remind } from "../../functions/activities/remind.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;

beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
});

const PATH = "/v1/activities";
const task = (fields: object): object => ({ kind: "task", subject: "回访", ...fields });
const idsOf = (reply: { body: { items: { id: string }[] } }): string[] => reply.body.items.map(({ id }) => id);
const at = (minutes: number): string => new Date(stack().clock.now().getTime() + minutes * 60_000).toISOString();

describe("an activity", () => {
  test("stands with every record that it is about, and with the accounts that these belong to", async () => {
    const account = await made(admin, "/v1/accounts", { name: "甲" });
    const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId: account.id });
    const lead = await made(admin, "/v1/leads", { name: "李娜" });
    const relatedTo = [
      { noun: "lead", id: lead.id },
      { noun: "contact", id: contact.id },
    ];
    const activity = await made(admin, PATH, task({ relatedTo }));
    for (const { id } of [lead, contact])
      expect(idsOf(await admin.get(`${PATH}?relatedTo=${id}`))).toEqual([activity.id]);
    expect(idsOf(await admin.get(`${PATH}?accountId=${account.id}`))).toEqual([activity.id]);
    expect((await admin.get(`${PATH}/count?relatedTo=${contact.id}`)).body.count).toBe(1);
    await admin.patch(`${PATH}/${activity.id}`, { relatedTo: [{ noun: "lead", id: lead.id }] });
    expect(idsOf(await admin.get(`${PATH}?relatedTo=${contact.id}`))).toEqual([]);
    expect(idsOf(await admin.get(`${PATH}?accountId=${account.id}`))).toEqual([]);
  });

  test("is about nothing that is not there or not seen, and every such field is named", async () => {
    const [rep, other] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
    const mine = await made(rep.api, "/v1/accounts", { name: "乙" });
    const theirs = await made(other.api, "/v1/accounts", { name: "丙" });
    const relatedTo = [mine, theirs, { id: "acc_0000000000NOWHERE0" }].map(({ id }) => ({ noun: "account", id }));
    const refused = await rep.api.post(PATH, task({ relatedTo }));
    expect(refused.body).toMatchObject({ status: 422, code: "unknown_reference" });
    expect(refused.body.errors.map((e: { path: string }) => e.path)).toEqual(["relatedTo.1.id", "relatedTo.2.id"]);
    const wrongNoun = await rep.api.post(PATH, task({ relatedTo: [{ noun: "contact", id: mine.id }] }));
    expect(wrongNoun.status).toBe(422);
  });

  test("is completed, opened again and cancelled; completing twice answers the same", async () => {
    const { id } = await made(admin, PATH, task({ dueAt: at(60) }));
    const done = await admin.post(`${PATH}/${id}/complete`, { outcome: "已确认" });
    expect(done.body).toMatchObject({ state: "done", outcome: "已确认", doneAt: expect.any(String) });
    expect((await admin.post(`${PATH}/${id}/complete`)).body).toEqual(done.body);
    expect((await admin.post(`${PATH}/${id}/cancel`)).body).toMatchObject({ status: 409, code: "invalid_state" });
    const open = (await admin.post(`${PATH}/${id}/reopen`)).body;
    expect([open.state, open.doneAt]).toEqual(["open", undefined]);
    expect((await admin.post(`${PATH}/${id}/cancel`)).body.state).toBe("cancelled");
    expect((await admin.post(`${PATH}/${id}/complete`)).status).toBe(409);
    const early = await made(admin, PATH, task({}));
    const future = await admin.post(`${PATH}/${early.id}/complete`, { at: at(5) });
    expect(future.body.errors[0].path).toBe("at");
  });

  test("a note is done as it is written, and what is open and too late is shown so", async () => {
    expect((await made(admin, PATH, { kind: "note", subject: "来电" })).state).toBe("done");
    const late = await made(admin, PATH, task({ dueAt: at(-5) }));
    expect(late.overdue).toBe(true);
    expect((await admin.post(`${PATH}/${late.id}/complete`)).body.overdue).toBeUndefined();
    const both = await admin.post(PATH, task({ dueAt: at(5), dueOn: "2026-12-01" }));
    expect(both.body.errors[0].path).toBe("dueOn");
  });

  test("a day that is due gives way to a time and the other way round", async () => {
    const { id } = await made(admin, PATH, task({ dueOn: "2026-12-01" }));
    const timed = (await admin.patch(`${PATH}/${id}`, { dueAt: "2026-12-02T03:00:00Z" })).body;
    expect([timed.dueOn, timed.dueAt]).toEqual([undefined, "2026-12-02T03:00:00Z"]);
    const day = (await admin.patch(`${PATH}/${id}`, { dueOn: "2026-12-03" })).body;
    expect(day.dueAt).toBe("2026-12-03T16:00:00.000Z");
    const none = (await admin.patch(`${PATH}/${id}`, { dueOn: null })).body;
    expect([none.dueOn, none.dueAt, none.deadlineAt]).toEqual([undefined, undefined, undefined]);
  });
});

describe("what somebody has to do", () => {
  test("is listed by deadline, page by page, and leaves the list when it is done", async () => {
    const rep = await tenant.person({ roles: ["sales"] });
    const made5 = [];
    for (const minutes of [50, 10, 40, 20, 30]) made5.push(await made(rep.api, PATH, task({ dueAt: at(minutes) })));
    const inOrder = [...made5]
      .sort((a, b) => (String(a.deadlineAt) < String(b.deadlineAt) ? -1 : 1))
      .map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await rep.api.get(`${PATH}/due?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...idsOf(page));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(inOrder);
    await rep.api.post(`${PATH}/${inOrder[0]}/complete`);
    await rep.api.patch(`${PATH}/${inOrder[1]}`, { dueAt: at(90) });
    const [, moved, ...rest] = inOrder;
    expect(idsOf(await rep.api.get(`${PATH}/due`))).toEqual([...rest, moved]);
    expect(idsOf(await rep.api.get(`${PATH}/due?plan=closed`))).toEqual([inOrder[0]]);
    const stranger = await tenant.person({ roles: ["sales"] });
    expect(idsOf(await stranger.api.get(`${PATH}/due?ownerId=${rep.id}`))).toEqual([]);
    expect(idsOf(await admin.get(`${PATH}/due?ownerId=${rep.id}`))).toHaveLength(4);
  });
});

describe("a repeated activity", () => {
  const repeat = { every: "week", interval: 1, times: 3 };
  const open = async (owner: Api) => (await owner.get(`${PATH}/due`)).body.items as { id: string; dueOn: string }[];

  test("has exactly one next occurrence, however many complete it at once, and ends after its last", async () => {
    const rep = await tenant.person({ roles: ["sales"] });
    const first = await made(rep.api, PATH, task({ dueOn: "2026-12-01", repeat }));
    const replies = await Promise.all(Array.from({ length: 6 }, () => rep.api.post(`${PATH}/${first.id}/complete`)));
    expect(replies.some((r) => r.status === 200)).toBe(true);
    expect(replies.every((r) => [200, 409].includes(r.status))).toBe(true);
    const [second, ...more] = await open(rep.api);
    expect([second?.dueOn, more.length]).toEqual(["2026-12-08", 0]);
    await rep.api.post(`${PATH}/${first.id}/reopen`);
    await rep.api.post(`${PATH}/${first.id}/complete`);
    expect((await open(rep.api)).map(({ id }) => id)).toEqual([second?.id]);
    await rep.api.post(`${PATH}/${second?.id}/complete`);
    const [third] = await open(rep.api);
    expect(third?.dueOn).toBe("2026-12-15");
    await rep.api.post(`${PATH}/${third?.id}/complete`);
    expect(await open(rep.api)).toEqual([]);
  });

  test("makes its next by whatever path it is done", async () => {
    const rep = await tenant.person({ roles: ["sales"] });
    const first = await made(rep.api, PATH, task({ dueOn: "2026-12-01", repeat }));
    await rep.api.patch(`${PATH}/${first.id}`, { state: "done" });
    expect((await open(rep.api)).map(({ dueOn }) => dueOn)).toEqual(["2026-12-08"]);
  });
});

describe("reminders", () => {
  const mailsTo = (email: string) => stack().outbox(email);

  test("reach the owner once, though two runs meet, move with the time, and not when it is done", async () => {
    const email = "remind@example.com";
    const rep = await tenant.person({ roles: ["sales"], email });
    const soon = await made(rep.api, PATH, task({ subject: "打电话", startAt: at(40), remindMinutesBefore: 30 }));
    const moved = await made(rep.api, PATH, task({ subject: "改期", startAt: at(40), remindMinutesBefore: 30 }));
    const done = await made(rep.api, PATH, task({ subject: "已做", startAt: at(40), remindMinutesBefore: 30 }));
    await rep.api.patch(`${PATH}/${moved.id}`, { startAt: at(120) });
    await rep.api.post(`${PATH}/${done.id}/complete`);
    await stack().advance(9 * 60);
    expect(mailsTo(email)).toEqual([]);
    stack().clock.set(new Date(stack().clock.now().getTime() + 2 * 60_000));
    await Promise.all([remind(), remind()]);
    await remind();
    await stack().settled();
    expect(mailsTo(email).map((m) => m.subject)).toEqual(["提醒：打电话"]);
    expect((await rep.api.get(`${PATH}/${soon.id}`)).body.remindAt).toBeUndefined();
    await stack().advance(90 * 60);
    expect(mailsTo(email).map((m) => m.subject)).toEqual(["提醒：打电话", "提醒：改期"]);
  });
});

describe("who is mentioned", () => {
  test("may read it, is told once, and not of mentioning themselves", async () => {
    const author = await tenant.person({ roles: ["sales"], name: "陈晨", email: "author@example.com" });
    const reader = await tenant.person({ roles: ["sales"], email: "reader@example.com" });
    const stranger = await tenant.person({ roles: ["sales"] });
    const mentions = [reader.id, author.id];
    const { id } = await made(author.api, PATH, task({ subject: "请看", mentions }));
    await stack().settled();
    expect((await reader.api.get(`${PATH}/${id}`)).status).toBe(200);
    expect(idsOf(await reader.api.get(PATH))).toEqual([id]);
    expect((await stranger.api.get(`${PATH}/${id}`)).status).toBe(404);
    expect(
      stack()
        .outbox("reader@example.com")
        .map((m) => m.subject),
    ).toEqual(["陈晨提到了您：请看"]);
    await author.api.patch(`${PATH}/${id}`, { mentions: [] });
    await author.api.patch(`${PATH}/${id}`, { mentions });
    await stack().settled();
    expect(stack().outbox("reader@example.com")).toHaveLength(1);
    expect(stack().outbox("author@example.com")).toEqual([]);
    const nobody = await author.api.post(PATH, task({ mentions: ["usr_0000000000NOBODY00"] }));
    expect(nobody.body.errors[0].path).toBe("mentions.0");
  });
});

describe("a lead", () => {
  test("learns when it was last worked on, and an earlier deed does not take that back", async () => {
    const lead = await made(admin, "/v1/leads", { name: "李娜" });
    const relatedTo = [{ noun: "lead", id: lead.id }];
    const call = await made(admin, PATH, { kind: "call", subject: "回电", state: "done", relatedTo });
    await stack().settled();
    expect((await admin.get(`/v1/leads/${lead.id}`)).body.lastActivityAt).toBe(call.doneAt);
    const planned = await made(admin, PATH, task({ relatedTo }));
    await admin.post(`${PATH}/${planned.id}/complete`, { at: "2026-01-01T00:00:00.000Z" });
    await stack().settled();
    expect((await admin.get(`/v1/leads/${lead.id}`)).body.lastActivityAt).toBe(call.doneAt);
  });
});
