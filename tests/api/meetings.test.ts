import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { lambdas } from "../../functions/modules.ts";
import { eventsOf } from "../support/events.ts";
import { TestMeetings } from "../support/meetings.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { forward, world } = eventsOf(stack);
const provider = new TestMeetings();
let baseUrl = "";
const MINUTE_MS = 60_000;

beforeAll(async () => {
  baseUrl = await provider.start();
});
afterAll(() => provider.stop());

type Admin = Awaited<ReturnType<typeof openTenant>>["admin"];

async function linked(admin: Admin) {
  const connection = await made(admin, "/v1/meeting-connections", { name: "会议", baseUrl, token: provider.token });
  const run = async () => {
    const { handler } = await import("../../functions/meetings/due.ts");
    await handler();
    await stack().settled();
  };
  const sign = new Webhook(String(connection.signingSecret));
  const tell = async (body: object, signer = sign) => {
    const text = JSON.stringify(body);
    const now = stack().clock.now();
    const id = `msg_${now.getTime()}`;
    const headers = {
      "content-type": "application/json",
      ...{ "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)) },
      "webhook-signature": signer.sign(id, now, text),
    };
    const reply = await fetch(`${stack().baseUrl}${connection.webhookPath}`, { method: "POST", body: text, headers });
    await stack().settled();
    return reply.status;
  };
  return { connection, run, tell };
}

describe("a meeting of an activity", () => {
  test("gets one join link, whatever fails on the way, and who was there is a touch", async () => {
    const { admin } = await openTenant(stack());
    const { connection, run, tell } = await linked(admin);
    expect([connection.token, connection.secrets]).toEqual([undefined, undefined]);
    const at = stack().clock.now().toISOString();
    const task = await made(admin, "/v1/activities", { kind: "task", subject: "写报价" });
    const wrong = await admin.post("/v1/meetings", { activityId: task.id });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "activityId"]);
    const lead = await made(admin, "/v1/leads", { name: "李娜", email: "li.na@meets.example" });
    const body = { kind: "meeting", subject: "演示", startAt: at, durationMinutes: 60 };
    const activity = await made(admin, "/v1/activities", { ...body, relatedTo: [{ noun: "lead", id: lead.id }] });
    const [one, two] = await Promise.all([1, 2].map(() => admin.post("/v1/meetings", { activityId: activity.id })));
    expect([one?.status, two?.status, one?.body.id]).toEqual([201, 201, two?.body.id]);
    const id = one?.body.id;
    const before = provider.made.size;
    for (const fault of ["down", "lost", undefined] as const) {
      provider.fault = fault;
      await run();
      const { failures, joinUrl } = (await admin.get(`/v1/meetings/${id}`)).body;
      expect([failures > 0, joinUrl === undefined]).toEqual(fault ? [true, true] : [false, false]);
      forward(30 * MINUTE_MS);
    }
    expect(provider.made.size).toBe(before + 1);
    const { joinUrl, externalId } = (await admin.get(`/v1/meetings/${id}`)).body;
    expect((await admin.get(`/v1/activities/${activity.id}`)).body.joinUrl).toBe(joinUrl);
    const minute = (n: number): string => new Date(Date.parse(at) + n * MINUTE_MS).toISOString();
    const email = "li.na@meets.example";
    const moves = [
      { id: "1", type: "joined", at: minute(0), email, session: "laptop", name: "李娜" },
      { id: "2", type: "joined", at: minute(5), email: "Li.Na@meets.example", session: "phone" },
      { id: "3", type: "left", at: minute(20), email, session: "laptop" },
      { id: "4", type: "left", at: minute(30), email, session: "phone" },
    ];
    expect(await tell({ meetingId: externalId, moves: moves.slice(2) })).toBe(202);
    for (const some of [moves, moves.slice(0, 2), moves])
      expect(await tell({ meetingId: externalId, moves: some })).toBe(202);
    const items = (await admin.get(`/v1/meetings/${id}/attendance`)).body.items;
    expect(items).toMatchObject([{ email, name: "李娜", minutes: 30, firstAt: minute(0) }]);
    expect((await admin.get(`/v1/leads/${lead.id}`)).body.touchCount).toBe(1);
    expect(await tell({ meetingId: "another", moves })).toBe(202);
    const stranger = new Webhook(`whsec_${Buffer.from("another secret of a stranger").toString("base64")}`);
    expect(await tell({ meetingId: externalId, moves }, stranger)).toBe(401);
    expect(await tell({ meetingId: externalId, moves: [{ ...moves[0], at: "soon" }] })).toBe(422);
  });

  test("needs a provider, and one of its own tenant", async () => {
    const { admin } = await openTenant(stack());
    const activity = await made(admin, "/v1/activities", { kind: "meeting", subject: "演示" });
    expect((await admin.post("/v1/meetings", { activityId: activity.id })).status).toBe(409);
    const other = await openTenant(stack());
    const { connection } = await linked(other.admin);
    const foreign = await admin.post("/v1/meetings", { activityId: activity.id, connectionId: connection.id });
    expect(foreign.status).not.toBe(201);
    expect((await other.admin.post("/v1/meetings", { activityId: activity.id })).status).toBe(422);
    expect((await admin.post("/v1/meetings", {})).body.errors[0].path).toBe("activityId");
  });
});

describe("an event that takes place online", () => {
  test("gets its join link, tells its people, follows its time, and knows who was there for how long", async () => {
    const at = await world({ capacity: 5 });
    const { run, tell } = await linked(at.admin);
    for (const n of [1, 2]) await at.register(n);
    await stack().settled();
    const meeting = await made(at.admin, "/v1/meetings", { eventId: at.event.id });
    await run();
    const { joinUrl, externalId } = (await at.admin.get(`/v1/meetings/${meeting.id}`)).body;
    expect((await at.admin.get(at.path)).body.onlineUrl).toBe(joinUrl);
    expect(at.subjects(1).filter((one) => one.startsWith("活动变更"))).toHaveLength(1);
    expect(at.mails(1).some(({ text }) => text.includes(joinUrl))).toBe(true);
    await at.admin.patch(at.path, { startsAt: at.at(47) });
    await stack().settled();
    await run();
    expect(provider.made.get(meeting.id)?.startsAt).toBe((await at.admin.get(at.path)).body.startsAt);
    const { startsAt, endsAt } = (await at.admin.get(at.path)).body;
    const minute = (n: number): string => new Date(Date.parse(startsAt) + n * MINUTE_MS).toISOString();
    const moves = [
      { id: "a", type: "joined", at: minute(10), email: at.mail(1) },
      { id: "b", type: "left", at: minute(70), email: at.mail(1) },
      { id: "c", type: "joined", at: minute(0), email: "nobody@example.com" },
    ];
    stack().clock.set(new Date(Date.parse(endsAt) + MINUTE_MS));
    expect(await tell({ meetingId: externalId, moves })).toBe(202);
    await at.run();
    const rows = await at.all();
    const of = (n: number) => rows.find(({ email }) => email === at.mail(n));
    expect(of(1)).toMatchObject({ state: "attended", minutes: 60 });
    expect(of(2)?.state).toBe("noShow");
    expect(
      await tell({
        meetingId: externalId,
        moves: [
          { id: "d", type: "joined", at: minute(80), email: at.mail(2) },
          { id: "e", type: "left", at: minute(95), email: at.mail(2) },
        ],
      }),
    ).toBe(202);
    expect((await at.all()).find(({ email }) => email === at.mail(2))).toMatchObject({
      state: "attended",
      minutes: 15,
    });
    const members = (await at.admin.get(`/v1/campaigns/${at.campaign.id}/members?state=attended`)).body.items;
    expect(members).toHaveLength(2);
  });
});
