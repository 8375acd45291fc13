import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { eventsOf } from "../support/events.ts";
import { icalTime, readCalendar } from "../support/ical.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { forward, linkOf, sentForm, urlsIn, visit, world } = eventsOf(stack);
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

describe("the places of an event", () => {
  test("are given to as many as there are, whoever comes at once; who leaves makes room for who waited first, once", async () => {
    const at = await world({ capacity: 7, waitingMax: 8 });
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => at.register(n)));
    const told = (state: string) => replies.filter(({ body }) => body.state === state).length;
    expect([told("registered"), told("waiting"), replies.filter(({ status }) => status === 409).length]).toEqual([
      7, 8, 5,
    ]);
    await stack().settled();
    const waiting = (await at.all()).filter(({ state }) => state === "waiting");
    const placed = (await at.all()).filter(({ state }) => state === "registered");
    const { eventSeats } = await import("../../functions/gatherings/table.ts");
    const { tenantTable } = await import("../../shared/table/table.ts");
    const table = await tenantTable(at.id, { actor: "test", from: "", requestId: "" });
    const seats = () => table.get(eventSeats, { id: at.event.id.replace("mev_", "evs_"), eventId: at.event.id });
    const [first, second] = (await seats()).waiting;
    const gone = placed.slice(0, 2).map(({ email }) => at.admin.post(`${at.path}/cancel-registration`, { email }));
    const again = placed.slice(0, 2).map(({ email }) => at.admin.post(`${at.path}/cancel-registration`, { email }));
    expect((await Promise.all([...gone, ...again])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const after = await at.all();
    const stateOf = (id?: string) => after.find((one) => one.id === id)?.state;
    expect([stateOf(first), stateOf(second)]).toEqual(["registered", "registered"]);
    expect(after.filter(({ state }) => state === "registered")).toHaveLength(7);
    expect(after.filter(({ state }) => state === "waiting")).toHaveLength(6);
    expect(await seats()).toMatchObject({ taken: 7, waiting: expect.not.arrayContaining([first, second]) });
    await stack().settled();
    const promoted = waiting.find(({ id }) => id === first)?.email ?? "";
    expect(
      stack()
        .outbox(promoted)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(["已进入候补名单：客户峰会", "报名成功：客户峰会"].sort());
  });

  test("grow with the event, in the order in which people came, and never shrink below what is taken", async () => {
    const at = await world({ capacity: 1 });
    for (const n of [1, 2, 3, 4]) await at.register(n);
    await at.admin.patch(at.path, { capacity: 3 });
    await stack().settled();
    expect(await at.states()).toMatchObject({
      [at.mail(2)]: "registered",
      [at.mail(3)]: "registered",
      [at.mail(4)]: "waiting",
    });
    const less = await at.admin.patch(at.path, { capacity: 2 });
    expect([less.status, less.body.errors[0].path]).toEqual([422, "capacity"]);
    // Whoever cancels and comes again stands last.
    await at.cancel(1);
    await stack().settled();
    expect((await at.states())[at.mail(4)]).toBe("registered");
    expect((await at.register(1)).body.state).toBe("waiting");
  });

  test("random comings and goings come to what a plain queue says", async () => {
    const at = await world({ capacity: 2, waitingMax: 2 });
    const queue: number[] = [];
    const moves = Array.from({ length: 24 }, (_, n) => ({ who: (n * 7 + (n >> 2)) % 6, leaves: n % 3 === 2 }));
    for (const { who, leaves } of moves) {
      const reply = leaves ? await at.cancel(who) : await at.register(who);
      if (leaves && queue.includes(who)) queue.splice(queue.indexOf(who), 1);
      else if (!leaves && !queue.includes(who)) {
        expect(reply.status).toBe(queue.length < 4 ? 200 : 409);
        if (queue.length < 4) queue.push(who);
      }
      const states = await at.states();
      const standing = Object.entries(states).filter(([, state]) => state !== "cancelled");
      expect(Object.fromEntries(standing)).toEqual(
        Object.fromEntries(queue.map((one, n) => [at.mail(one), n < 2 ? "registered" : "waiting"])),
      );
    }
  });
});

describe("somebody who registers", () => {
  test("on the page becomes one person with a consent, a member and a touch, and gets ticket and calendar", async () => {
    const at = await world();
    const path = await linkOf(at);
    const page = await visit(path);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    const renderedAt = /name="renderedAt" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    forward(3_000);
    const fields = {
      name: "李娜",
      email: at.mail("a"),
      phone: "13800000012",
      company: "某某科技",
      consent: "true",
      fax: "",
      renderedAt,
    };
    const [one, two] = await Promise.all([1, 2].map(() => sentForm(`${path}/registrations`, fields)));
    expect([one?.status, two?.status]).toEqual([303, 303]);
    await stack().settled();
    const [row] = await at.all();
    expect(row).toMatchObject({ name: "李娜", state: "registered", personId: expect.stringMatching(/^led_/) });
    const leads = (await at.admin.get(`/v1/leads?email=${at.mail("a")}`)).body.items;
    expect(leads).toMatchObject([{ source: "event", company: "某某科技", touchCount: 1 }]);
    const members = (await at.admin.get(`/v1/campaigns/${at.campaign.id}/members`)).body.items;
    expect(members).toMatchObject([{ personId: row?.personId, state: "responded" }]);
    const consents = (await at.admin.get(`/v1/consents?leadId=${row?.personId}`)).body.items;
    expect(consents).toMatchObject([
      {
        channel: "email",
        purpose: "marketing",
        state: "given",
        evidence: { text: "我同意接收资讯", textVersion: `event/${at.event.id}` },
      },
    ]);
    expect(at.subjects("a")).toEqual(["报名成功：客户峰会"]);
    const [sent] = at.mails("a");
    const index = sent?.attachments.findIndex(({ contentType }) => contentType === "text/calendar");
    const file = await fetch(`${stack().baseUrl}/_local/outbox/${sent?.id}/attachments/${index}`);
    // What the local outbox shows of a text has bare line breaks.
    const calendar = readCalendar((await file.text()).replaceAll("\n", "\r\n"));
    expect(sent?.attachments.find(({ contentType }) => contentType === "image/png")?.contentId).toBeDefined();
    const [entry] = calendar.events;
    expect(icalTime(entry?.get("DTSTART")?.value ?? "")).toBe(
      Math.floor(Date.parse(at.event.startsAt as string) / 1_000) * 1_000,
    );
    expect(entry?.get("LOCATION")?.value).toBe("上海 3 楼");
  });

  test("who is a contact already stays that contact", async () => {
    const at = await world();
    const account = await made(at.admin, "/v1/accounts", { name: "云帆" });
    const contact = await made(at.admin, "/v1/contacts", { name: "周敏", accountId: account.id, email: at.mail("c") });
    await at.register("c");
    await stack().settled();
    expect((await at.all())[0]?.personId).toBe(contact.id);
    expect((await at.admin.get(`/v1/leads?email=${at.mail("c")}`)).body.items).toEqual([]);
  });

  test("by what is no person, or with hostile words, changes nothing and runs nothing", async () => {
    const at = await world({ title: HOSTILE, summary: HOSTILE, venue: HOSTILE });
    const path = await linkOf(at);
    const text = await (await visit(path)).text();
    expect(text).not.toContain("<script>");
    const renderedAt = /name="renderedAt" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const fields = { name: "机器", email: at.mail("x"), fax: "", renderedAt };
    // Sent within the instant, with the trap filled in, and with a forged token.
    for (const one of [fields, { ...fields, fax: "1" }, { ...fields, renderedAt: `${renderedAt}x` }]) {
      expect((await sentForm(`${path}/registrations`, one)).status).toBe(303);
    }
    expect(await at.all()).toEqual([]);
    const wrong = await sentForm(`${path}/registrations`, { ...fields, email: "no address" });
    expect(wrong.status).toBe(422);
    await at.register("y", { name: HOSTILE, company: HOSTILE });
    await stack().settled();
    const [ticket = ""] = urlsIn(at.mails("y")[0]?.text ?? "");
    const own = await (await visit(ticket)).text();
    expect(own).toContain("<svg");
    expect(own).not.toContain("<script>");
    await at.admin.post(`${at.path}/revoke-links`, {});
    expect((await visit(path)).status).toBe(404);
    expect((await sentForm(`${path}/registrations`, fields)).status).toBe(404);
  });
});
