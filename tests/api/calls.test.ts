import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Shown = { id: string; [field: string]: unknown };
const NUMBER = "+8613800000002";

/** A tenant with a contact centre that tells of its calls. */
async function centre(more: object = {}) {
  const tenant = await openTenant(stack());
  const agent = await tenant.person({ roles: ["sales"], name: "韩梅梅" });
  const connection = await made(tenant.admin, "/v1/call-connections", { name: "呼叫中心", ...more });
  const tell = async (events: object[], secret = String(connection.signingSecret)) => {
    const body = JSON.stringify({ events });
    const timestamp = String(Math.floor(stack().clock.now().getTime() / 1_000));
    const reply = await fetch(stack().baseUrl + connection.webhookPath, {
      method: "POST",
      body,
      headers: {
        ...{ "content-type": "application/json", "webhook-id": "w1", "webhook-timestamp": timestamp },
        "webhook-signature": signDelivery(secret, "w1", timestamp, body),
      },
    });
    const told = (await reply.json()) as { calls: { id: string; activityId: string }[]; optOuts: number };
    await stack().settled();
    return { status: reply.status, body: told };
  };
  const account = await made(tenant.admin, "/v1/accounts", { name: "云帆", ownerId: agent.id });
  const contact = async (phone: string, name = "周敏") =>
    made(agent.api, "/v1/contacts", { name, accountId: account.id, phone });
  const emailOf = async ({ id }: { id: string }) => (await tenant.admin.get(`/v1/users/${id}`)).body.email;
  return { ...tenant, agent, connection, tell, account, contact, emailOf };
}

const of = (callId: string, phone: string) => {
  const event = (n: number, type: string, more: object = {}) => ({
    ...{ id: `${callId}-${n}`, callId, type, at: `2026-11-22T02:0${n}:00.000Z` },
    ...more,
  });
  return { event, started: event(0, "started", { phone, direction: "inbound" }) };
};

describe("a contact centre", () => {
  test("tells of a call late, twice and unordered: it is one activity of whom it is with", async () => {
    const { admin, agent, tell, contact, account, emailOf } = await centre();
    const { id } = await contact(NUMBER);
    const { event, started } = of("c1", "138 0000 0002");
    const ended = event(3, "ended", { result: "answered", recordingUrl: "https://centre.example/r/1" });
    const answered = event(1, "answered", { agentEmail: await emailOf(agent) });
    expect((await tell([started], "whsec_d3Jvbmc=")).status).toBe(401);
    const replies = await Promise.all([tell([ended, started]), tell([answered]), tell([started])]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    const calls = (await admin.get("/v1/calls")).body.items;
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      ...{ state: "ended", result: "answered", durationSeconds: 120, phone: NUMBER, ownerId: agent.id },
      ...{ relatedTo: { noun: "contact", id }, recordingUrl: "https://centre.example/r/1" },
    });
    const told = (await admin.get(`/v1/accounts/${account.id}/timeline?kinds=activity`)).body.items;
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ by: agent.id, detail: { kind: "call", state: "done", outcome: "answered" } });
    // What somebody has written of it stays, whatever is told later of something else.
    const path = `/v1/activities/${calls[0].activityId}`;
    expect((await agent.api.patch(path, { subject: "谈续约" })).status).toBe(200);
    await tell([event(5, "noted", { note: "下周回电" })]);
    expect((await admin.get(path)).body).toMatchObject({ subject: "谈续约", outcome: "下周回电", state: "done" });
  });

  test("brings a lead of a number that nobody has, once, where the setting says so; a shared number is nobody's", async () => {
    const { admin, tell, contact, connection } = await centre({ unknownNumber: "lead" });
    const events = ["c1", "c2"].flatMap((callId) => {
      const { event, started } = of(callId, "13900000009");
      return [started, event(2, "ended", { result: "missed" })];
    });
    await Promise.all([tell(events), tell(events)]);
    const [lead, ...others] = (await admin.get("/v1/leads")).body.items;
    expect(others).toEqual([]);
    expect(lead).toMatchObject({ phone: "+8613900000009", source: "callCentre", channel: "呼叫中心" });
    const touches = (await admin.get(`/v1/leads/${lead.id}/touches`)).body.items;
    expect(touches.map(({ kind, note }: Shown) => [kind, note])).toEqual([
      ["call", "missed"],
      ["call", "missed"],
    ]);
    await contact(NUMBER);
    await contact(NUMBER, "李想");
    await tell([of("c3", NUMBER).started, of("c4", "anonymous").started]);
    const calls = (await admin.get("/v1/calls")).body.items;
    expect(calls.filter(({ relatedTo }: Shown) => !relatedTo)).toHaveLength(2);
    expect((await admin.get("/v1/leads")).body.items).toHaveLength(1);
    await admin.patch(`/v1/call-connections/${connection.id}`, { active: false });
    expect((await tell(events)).status).toBe(401);
  });

  test("tells of a chat and of a reply that opts out; a screen finds who calls, within rights", async () => {
    const { admin, agent, person, tell, contact, account } = await centre();
    const { id } = await contact(NUMBER);
    const { event } = of("t1", NUMBER);
    const said = [
      event(1, "said", { text: "在吗", author: "customer", phone: NUMBER }),
      event(2, "said", { text: "在的", author: "agent" }),
    ];
    await tell([...said].reverse());
    const [chat] = (await admin.get("/v1/calls")).body.items;
    expect(chat).toMatchObject({ kind: "chat", thread: [{ text: "在吗" }, { text: "在的" }] });
    const evidence = { textVersion: "v1", source: "form", at: "2026-11-01T00:00:00.000Z" };
    await made(agent.api, "/v1/consents", {
      contactId: id,
      channel: "sms",
      purpose: "marketing",
      state: "given",
      evidence,
    });
    expect((await tell([{ type: "smsReply", phone: NUMBER, text: "TD" }])).body.optOuts).toBe(1);
    const found = await agent.api.get("/v1/calls/lookup?phone=138-0000-0002");
    expect(found.body).toMatchObject({
      phone: NUMBER,
      matches: [{ noun: "contact", id, accountId: account.id, accountName: "云帆" }],
    });
    const stranger = await person({ roles: ["sales"] });
    expect((await stranger.api.get("/v1/calls/lookup?phone=13800000002")).body.matches).toEqual([]);
    const bad = await agent.api.get("/v1/calls/lookup?phone=nobody");
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, "phone"]);
    const wrong = await tell([event(3, "said", { recordingUrl: "http://centre.example" })]);
    expect(wrong.status).toBe(422);
  });
});

describe("a call list", () => {
  /** Ten people who have agreed to calls, one who has not and one without a number, and three who call. */
  async function listed(more: object = {}) {
    const tenant = await centre();
    const { admin, person, agent, account } = tenant;
    const agents = [agent, await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
    const evidence = { textVersion: "v1", source: "form", at: "2026-11-01T00:00:00.000Z" };
    const people = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const phone = n === 11 ? {} : { phone: `+86138000001${String(n).padStart(2, "0")}` };
        const contact = await made(admin, "/v1/contacts", { name: `客户${n}`, accountId: account.id, ...phone });
        const consent = { contactId: contact.id, channel: "call", purpose: "marketing", state: "given", evidence };
        if (n !== 10) await made(admin, "/v1/consents", consent);
        return contact.id;
      }),
    );
    await stack().settled();
    const list = await made(admin, "/v1/call-lists", {
      ...{ name: "回访", people: { contactIds: people }, agentIds: agents.map(({ id }) => id) },
      ...{ hours: { from: "00:00", until: "23:59" }, ...more },
    });
    const claim = async (api: Api) =>
      (await api.post(`/v1/call-lists/${list.id}/claim`)).body.entry as Shown | undefined;
    const tells = (api: Api, entry: Shown, result: object) =>
      api.post(`/v1/call-lists/${list.id}/entries/${entry.id}/result`, result);
    return { ...tenant, agents, people, list, claim, tells, evidence };
  }
  const later = (minutes: number): void =>
    stack().clock.set(new Date(stack().clock.now().getTime() + minutes * 60_000));

  test("gives nobody to two, and only those who still agree", async () => {
    const { admin, agents, people, list, claim, evidence } = await listed();
    expect(list).toMatchObject({ size: 10, withheld: 1, unreachable: 1, status: "open" });
    const withdrawn = { contactId: people[3], channel: "call", purpose: "all", state: "withdrawn" };
    await made(admin, "/v1/consents", { ...withdrawn, evidence: { ...evidence, at: "2026-11-02T00:00:00.000Z" } });
    await stack().settled();
    const taken: Shown[] = [];
    const work = async (api: Api): Promise<void> => {
      for (let entry = await claim(api); entry; entry = await claim(api)) taken.push(entry);
    };
    await Promise.all(agents.map(({ api }) => work(api)));
    const expected = people.filter((_, n) => n < 10 && n !== 3);
    expect(taken.map(({ personId }) => personId).sort()).toEqual(expected.sort());
    expect(taken.every(({ phone }) => typeof phone === "string")).toBe(true);
    const entries = (await admin.get(`/v1/call-lists/${list.id}/entries?state=withheld`)).body.items;
    expect(entries.map(({ personId }: Shown) => personId)).toEqual([people[3]]);
    // Whoever was taken and never told of goes back.
    later(31);
    expect(await claim((agents[0] as { api: Api }).api)).toMatchObject({ state: "claimed" });
    const stranger = await (await centre()).person({ roles: ["sales"] });
    expect((await stranger.api.post(`/v1/call-lists/${list.id}/claim`)).status).toBe(404);
  });

  test("brings back who was not reached and who asked for it, and calls nobody again who refused", async () => {
    const { admin, agents, list, claim, tells, people } = await listed({ attemptsMax: 2, retryMinutes: 60 });
    const [one, two] = agents.map(({ api }) => api) as [Api, Api];
    const first = (await claim(one)) as Shown;
    expect((await tells(two, first, { result: "reached" })).status).toBe(409);
    const odd = await tells(one, first, { result: "callBack" });
    expect([odd.status, odd.body.errors[0].path]).toEqual([422, "callBackAt"]);
    expect((await tells(one, first, { result: "noAnswer" })).body).toMatchObject({ state: "waiting", attempts: 1 });
    expect((await tells(one, first, { result: "noAnswer" })).status).toBe(409);
    const refusal = (await claim(one)) as Shown;
    expect((await tells(one, refusal, { result: "refused", note: "别再打了" })).body.state).toBe("done");
    const promised = (await claim(one)) as Shown;
    const callBackAt = new Date(stack().clock.now().getTime() + 30 * 60_000).toISOString();
    await tells(one, promised, { result: "callBack", callBackAt });
    for (let entry = await claim(one); entry; entry = await claim(one)) await tells(one, entry, { result: "reached" });
    later(31);
    // Who has promised to call back does; nobody else is given them.
    expect(await claim(two)).toBeUndefined();
    expect((await claim(one))?.personId).toBe(promised.personId);
    later(30);
    const again = (await claim(two)) as Shown;
    expect(again.personId).toBe(first.personId);
    expect((await tells(two, again, { result: "busy" })).body.state).toBe("gaveUp");
    await stack().settled();
    const told = (await admin.get(`/v1/contacts/${refusal.personId}/timeline?kinds=activity`)).body.items;
    expect(told).toMatchObject([{ title: "电话 回访", detail: { outcome: "别再打了" } }]);
    const next = { name: "再访", people: { contactIds: people }, agentIds: [agents[0]?.id] };
    expect(await made(admin, "/v1/call-lists", next)).toMatchObject({ size: 9, withheld: 2 });
    await admin.post(`/v1/call-lists/${list.id}/close`);
    expect((await one.post(`/v1/call-lists/${list.id}/claim`)).status).toBe(409);
  });

  test("calls nobody outside its hours, and says what is wrong with it", async () => {
    const { admin, agent, people } = await listed();
    const now = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "Asia/Shanghai",
    });
    const time = now.format(stack().clock.now());
    const hours = time < "12:00" ? { from: "12:00", until: "13:00" } : { from: "01:00", until: "02:00" };
    const body = { name: "夜访", people: { contactIds: people }, agentIds: [agent.id], hours };
    const night = await made(admin, "/v1/call-lists", body);
    expect((await agent.api.post(`/v1/call-lists/${night.id}/claim`)).body).toEqual({ nobody: "outsideHours" });
    const refused = async (more: object) => {
      const reply = await admin.post("/v1/call-lists", { ...body, ...more });
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await refused({ hours: { from: "20:00", until: "09:00" } })).toEqual([422, "hours.until"]);
    expect(await refused({ people: { segmentId: "seg_NOBODY00" } })).toEqual([422, "people.segmentId"]);
    expect(await refused({ people: { contactIds: ["con_NOBODY00"] } })).toEqual([422, "people.contactIds.0"]);
    expect(await refused({ agentIds: ["usr_NOBODY00"] })).toEqual([422, "agentIds.0"]);
    expect((await admin.patch(`/v1/call-lists/${night.id}`, { purpose: "other" })).status).toBe(422);
  });

  test("wakes nobody at night where they are, and calls nobody as somebody else who refused", async () => {
    const { admin, agent, account, evidence } = await listed();
    const agreed = async (name: string, number: string) => {
      const { id } = await made(admin, "/v1/contacts", { name, accountId: account.id, phone: number });
      const said = { contactId: id, channel: "call", purpose: "marketing", state: "given", evidence };
      await made(admin, "/v1/consents", said);
      return id;
    };
    const phone = "+8613700000901";
    const [first, twin] = [await agreed("周敏", phone), await agreed("周敏敏", phone)];
    const abroad = await agreed("Ann", "+442071838750");
    const opened = async (...contactIds: string[]) => {
      const hours = { from: "09:00", until: "20:00" };
      const body = { name: "回访", people: { contactIds }, agentIds: [agent.id], hours };
      const { id } = await made(admin, "/v1/call-lists", body);
      return {
        claim: async () => (await agent.api.post(`/v1/call-lists/${id}/claim`)).body,
        tells: (entryId: string, result: object) =>
          agent.api.post(`/v1/call-lists/${id}/entries/${entryId}/result`, result),
      };
    };
    // 10:00 in Shanghai, and 2:00 in London.
    stack().clock.set(new Date("2027-02-01T02:00:00Z"));
    const contacts = await opened(first, abroad);
    const twins = await opened(twin);
    const { entry } = await contacts.claim();
    expect(entry.personId).toBe(first);
    expect(await contacts.claim()).toEqual({ nobody: "nobodyDue" });
    expect((await contacts.tells(entry.id, { result: "refused" })).status).toBe(200);
    expect(await twins.claim()).toEqual({ nobody: "nobodyDue" });
    // 17:30 in Shanghai, and 9:30 in London.
    stack().clock.set(new Date("2027-02-01T09:30:00Z"));
    expect((await contacts.claim()).entry.personId).toBe(abroad);
  });
});
