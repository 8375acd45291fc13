import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { civilDate } from "../../shared/clock.ts";
import { shopOf } from "../support/shop.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, TIME_ZONE, unlike } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const shop = shopOf(stack);

describe("events", () => {
  test("count once by visitor and insert id, late, unordered, doubled and at the same time", async () => {
    const { send, event, contact, looked, profile, eventsOf, ago } = await shop();
    const { id: personId } = await contact("李娜");
    const batch = Array.from({ length: 60 }, (_, n) => event({ personId, at: ago(n * 10), name: n % 2 ? "a" : "b" }));
    const replies = await Promise.all([send(...batch), send(...[...batch].reverse()), send(...batch, batch[0])]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    const sum = (field: string) => replies.reduce((total, { body }) => total + body[field], 0);
    expect([sum("stored"), sum("duplicates")]).toEqual([60, 121]);
    // The same told with another time is the same.
    expect((await send({ ...batch[0], at: ago(2) })).body).toMatchObject({ stored: 0, duplicates: 1 });
    await looked();
    const told = await profile(personId);
    expect([told.eventCount, Object.keys(told.days).sort()]).toEqual([60, ["a", "b"]]);
    const listed = await eventsOf(`personId=${personId}&limit=200`);
    expect(listed.map(({ at }: { at: string }) => at)).toEqual(batch.map(({ at }) => at));
  });

  test("that are wrong are rejected by their places, and the others are stored", async () => {
    const { send, event, contact } = await shop();
    const other = await (await shop()).contact("别家");
    const { id: personId } = await contact("李娜");
    const { status, body } = await send(
      event({ personId }),
      event({}),
      event({ personId: other.id }),
      event({ personId: unlike(personId) }),
      event({ personId, at: "2020-01-01T00:00:00.000Z" }),
      "nonsense",
      event({ personId, name: "two words" }),
      event({ personId, colour: "red" }),
      event({ personId, properties: { deep: { er: 1 } } }),
      event({ phone: "abc" }),
    );
    expect([status, body.stored, body.duplicates]).toEqual([202, 1, 0]);
    type Told = { index: number; problem: { path: string; message: string } };
    expect(body.rejected.map(({ index, problem }: Told) => [index, problem.path])).toEqual([
      ...[
        [1, "anonymousId"],
        [2, "personId"],
        [3, "personId"],
        [4, "at"],
        [5, ""],
        [6, "name"],
        [7, "colour"],
      ],
      ...[
        [8, "properties.deep"],
        [9, "phone"],
      ],
    ]);
    expect((await send()).status).toBe(422);
    expect((await send(...Array.from({ length: 501 }, () => event({ personId })))).status).toBe(422);
  });

  test("of a person are seen by whoever sees the person, and by nobody else", async () => {
    const { send, event, contact, person, admin } = await shop();
    const { api, id: ownerId } = await person({ roles: ["sales"] });
    const [mine, others] = [await contact("我的", { ownerId }), await contact("别人的")];
    await send(event({ personId: mine.id }), event({ personId: others.id }));
    await stack().settled();
    const seen = async (of: string) => (await api.get(`/v1/events?personId=${of}`)).status;
    expect([await seen(mine.id), await seen(others.id)]).toEqual([200, 422]);
    expect((await api.get(`/v1/events/profile?personId=${others.id}`)).status).toBe(422);
    const { items } = (await admin.get("/v1/visitors")).body;
    const read = await Promise.all(items.map(({ id }: { id: string }) => api.get(`/v1/visitors/${id}`)));
    expect(read.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await api.post("/v1/events", { events: [event({ personId: mine.id })] })).status).toBe(403);
  });
});

describe("who somebody is", () => {
  test("follows from what was told, in any order and in pieces", async () => {
    const { send, event, contact, looked, profile, ago } = await shop();
    const people = [(await contact("甲")).id, (await contact("乙")).id];
    const devices = ["device-0001", "device-0002", "device-0003", "device-0004"];
    const told = fc.array(fc.record({ hour: fc.nat(60), device: fc.nat(3), who: fc.option(fc.nat(1), { freq: 3 }) }), {
      minLength: 30,
      maxLength: 40,
    });
    for (const [round, all] of fc.sample(told, scaled(1, 20)).entries()) {
      const name = `round${round}`;
      // The last two devices stay anonymous.
      const events = all.map(({ hour, device, who }) => ({
        ...{ hour, device, who: device < 2 && who !== null ? people[who] : undefined },
        event: event({
          ...{ name, at: ago(hour), anonymousId: `${devices[device]}-${round}` },
          ...(device < 2 && who !== null && { personId: people[who] }),
        }),
      }));
      const expected = (personId: string): number =>
        events.filter(({ hour, device }) => {
          // Of two at one moment the greater id is the later one.
          const known = events
            .filter((one) => one.device === device && one.who !== undefined)
            .sort((a, b) => b.hour - a.hour || ((a.who ?? "") < (b.who ?? "") ? -1 : 1));
          const found = known.filter((one) => one.hour >= hour).at(-1) ?? known[0];
          return found?.who === personId;
        }).length;
      const counts = async () => {
        const profiles = await Promise.all(people.map(profile));
        return profiles.map(({ days }) =>
          Object.values((days[name] ?? {}) as Record<string, number>).reduce((sum, n) => sum + n, 0),
        );
      };
      const shuffled = [...events].reverse().map((one) => one.event);
      await send(...shuffled.slice(0, 15));
      await looked();
      await send(...shuffled.slice(10));
      await looked();
      expect(await counts()).toEqual(people.map(expected));
    }
  });

  test("is never made one of two who are known as different people, nor in a circle", async () => {
    const { send, event, contact, admin } = await shop();
    const [a, b] = [await contact("甲"), await contact("乙")];
    await send(
      event({ anonymousId: "browser-a", personId: a.id }),
      event({ anonymousId: "browser-b", personId: b.id }),
      event({ anonymousId: "browser-c" }),
      event({ anonymousId: "browser-d" }),
    );
    const { items } = (await admin.get("/v1/visitors")).body;
    const views = (await Promise.all(items.map(({ id }: { id: string }) => admin.get(`/v1/visitors/${id}`)))).map(
      ({ body }) => body,
    );
    const known = views.find(({ personIds }) => personIds[0] === a.id);
    const [c, d] = views.filter(({ isKnown }) => !isKnown);
    const merge = async (into: { id: string }, body: object) =>
      (await admin.post(`/v1/visitors/${into.id}/merge`, body)).status;
    expect(await merge(known, { anonymousIds: ["browser-b"] })).toBe(409);
    expect(await merge(c, { visitorIds: [known.id] })).toBe(409);
    expect(await merge(c, { visitorIds: [c.id] })).toBe(409);
    expect(await merge(c, { visitorIds: [] })).toBe(422);
    expect(await merge(c, { anonymousIds: ["nobody-at-all"] })).toBe(422);
    const both = await Promise.all([merge(c, { visitorIds: [d.id] }), merge(d, { visitorIds: [c.id] })]);
    expect(both.filter((status) => status === 200)).toHaveLength(1);
    expect(await merge(known, { visitorIds: [c.id, d.id] })).toBe(409);
  });

  test("is found by an address, also when whoever has it comes later, becomes a contact, or is merged", async () => {
    const { send, event, contact, looked, profile, admin, account } = await shop();
    await send(
      event({ anonymousId: "browser-1", name: "before" }),
      event({ anonymousId: "browser-1", name: "form.submitted", email: "Wang@Some.cn" }),
      event({ email: "info@some.cn", name: "office" }),
    );
    await looked();
    const lead = await made(admin, "/v1/leads", { name: "王强", email: "wang@some.cn", company: "某某" });
    await looked();
    expect(Object.keys((await profile(lead.id)).days).sort()).toEqual(["before", "form.submitted"]);
    const { body } = await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: account.id });
    await looked();
    expect((await profile(body.contactId)).eventCount).toBe(2);
    const twin = await contact("王强", { email: "q.wang@some.cn" });
    await send(event({ email: "q.wang@some.cn", name: "twin" }));
    await looked();
    const merge = await admin.post(`/v1/contacts/${body.contactId}/merge`, { from: [twin.id] });
    expect(merge.status).toBeLessThan(300);
    await looked();
    expect(Object.keys((await profile(body.contactId)).days).sort()).toEqual(["before", "form.submitted", "twin"]);
    await admin.post(`/v1/contacts/${body.contactId}/unmerge`);
    await looked();
    expect((await profile(body.contactId)).eventCount).toBe(2);
    expect((await profile(twin.id)).eventCount).toBe(1);
  });

  test("is touched by the campaign whose link brought them, once, for the company of that day", async () => {
    const { send, event, contact, looked, profile, admin, account, ago } = await shop();
    const campaign = await made(admin, "/v1/campaigns", { name: "2026 秋" });
    const { id: personId } = await contact("李娜");
    const utm = { source: "search", campaign: "2026 秋" };
    await send(
      event({ anonymousId: "browser-1", at: ago(50), utm }),
      event({ anonymousId: "browser-1", at: ago(2), utm: { campaign: "nosuch" } }),
    );
    await looked();
    const members = async () => (await admin.get(`/v1/campaigns/${campaign.id}/members`)).body.items;
    expect(await members()).toEqual([]);
    await send(event({ anonymousId: "browser-1", at: ago(1), personId }));
    await looked();
    const [member, ...others] = await members();
    expect(others).toEqual([]);
    expect(member).toMatchObject({ personId, state: "responded", touchedAt: ago(50), accountId: account.id });
    await send(event({ anonymousId: "browser-1", at: ago(0), utm }));
    await looked();
    expect((await members())[0].version).toBe(member.version);
    const told = await profile(personId);
    expect([told.firstTouch.utm, told.lastTouch.utm]).toEqual([utm, utm]);
    const days = new Set([50, 2, 1, 0].map((hours) => civilDate(new Date(ago(hours)), TIME_ZONE)));
    expect(Object.keys(told.days["page.viewed"]).sort()).toEqual([...days].sort());
  });
});

describe("a write key", () => {
  test("takes events of its own sites as a beacon sends them, names nobody by an id, and ends when it is closed", async () => {
    const { admin, event, contact, eventsOf, looked } = await shop();
    const { id: personId } = await contact("李娜", { email: "li.na@some.cn" });
    const origin = { origin: "https://www.example.com", "content-type": "text/plain" };
    const key = await made(admin, "/v1/write-keys", { name: "官网", allowedOrigins: [origin.origin] });
    const send = (events: object[], headers: Record<string, string> = origin) =>
      stack().api().post(String(key.eventsPath), JSON.stringify({ events }), headers);
    const reply = await send([
      event({ anonymousId: "browser-1", email: "li.na@some.cn", name: "seen" }),
      event({ anonymousId: "browser-1", personId }),
    ]);
    expect([reply.status, reply.body.stored, reply.body.rejected[0].problem.path]).toEqual([202, 1, "personId"]);
    expect(reply.headers.get("access-control-allow-origin")).toBe(origin.origin);
    await looked();
    expect((await eventsOf(`personId=${personId}`)).map(({ name }: { name: string }) => name)).toEqual(["seen"]);
    const one = [event({ anonymousId: "browser-1" })];
    expect((await send(one, { ...origin, origin: "https://evil.example" })).status).toBe(403);
    expect((await send(one, { "content-type": "text/plain" })).status).toBe(403);
    expect(
      (await admin.post("/v1/events", JSON.stringify({ events: one }), { "content-type": "text/plain" })).status,
    ).toBe(415);
    expect((await send([])).status).toBe(422);
    const script = await stack().api().get(String(key.scriptPath));
    expect([script.status, script.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
    expect(
      (
        await stack()
          .api()
          .get(`/v1/write-keys/${unlike(key.id)}/script`)
      ).status,
    ).toBe(404);
    await admin.patch(`/v1/write-keys/${key.id}`, { active: false });
    expect((await send(one)).status).toBe(404);
    const open = await admin.post("/v1/write-keys", { name: "x", allowedOrigins: [] });
    expect([open.status, open.body.errors[0].path]).toEqual([422, "allowedOrigins"]);
  });
});
