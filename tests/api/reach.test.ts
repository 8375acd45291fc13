import { describe, expect, test } from "@jest/globals";
import { TEMPLATES } from "../../functions/messages/render.ts";
import { lambdas } from "../../functions/modules.ts";
import { REACHING } from "../../functions/reach/schema.ts";
import { type Draft, messageId } from "../../shared/notify/outbox.ts";
import { reaching } from "../support/reached.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** The sender runs where the test runs it, and nothing by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ name, kind }) => name !== "sender" && kind !== "schedule") });

const DAY_MS = 86_400_000;
/** 22:30 in Shanghai. */
const NIGHT = new Date("2026-12-01T14:30:00Z");
const setClock = (at: Date) => stack().clock.set(at);
const SERVICE = { kind: "service" as const, purpose: "发货" };

describe("quiet hours", () => {
  test("keep marketing back until they end where the recipient is, and let a service through", async () => {
    setClock(NIGHT);
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    const quietHours = { from: "21:00", to: "08:00" };
    expect((await admin.put("/v1/reach-settings", { quietHours })).status).toBe(200);
    const here = await agreed();
    const abroad = await agreed(["sms"], { phone: "+4915112345678" });
    const named = await agreed(["sms"], { timeZone: "Europe/London" });
    const all: Draft[] = [
      draft(here, "night", { channel: "sms" }),
      draft({ ...abroad, phone: "+4915112345678" }, "night", { channel: "sms" }),
      draft(named, "night", { channel: "sms" }),
      draft(here, "mail"),
      draft(here, "service", { channel: "sms", reason: SERVICE }),
    ];
    await queue(all);
    await deliver(all.map(messageId));
    const states = async () =>
      Promise.all(
        all.map(async (one) => {
          const { state, nextAt } = await messageOf(one);
          return nextAt ? `${state} ${nextAt}` : state.replace("delivered", "sent");
        }),
      );
    expect(await states()).toEqual(["queued 2026-12-02T00:00:00.000Z", "sent", "sent", "sent", "sent"]);
    expect(
      stack()
        .outbox(here.phone)
        .map(({ text }) => text),
    ).toEqual(["service"]);
    setClock(new Date("2026-12-02T00:00:01Z"));
    await deliver(all.map(messageId));
    expect((await states())[0]).toBe("sent");
  });

  test("of somebody who has told no zone are those of their number's country, for mails too", async () => {
    setClock(NIGHT);
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    await admin.put("/v1/reach-settings", { quietHours: { from: "14:00", to: "18:00", channels: ["email"] } });
    const [here, berliner] = [await agreed(["email"]), await agreed(["email"], { phone: "+4915112345678" })];
    const mails = [draft(here, "mail"), draft(berliner, "mail")];
    await queue(mails);
    await deliver(mails.map(messageId));
    const [sent, waiting] = await Promise.all(mails.map(messageOf));
    expect(sent?.state.replace("delivered", "sent")).toBe("sent");
    // Half past three there.
    expect(waiting).toMatchObject({ state: "queued", nextAt: "2026-12-01T17:00:00.000Z" });
  });

  test("hold a service too where the tenant says so, and a wrong setting is refused by its field", async () => {
    setClock(NIGHT);
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    const put = (body: object) => admin.put("/v1/reach-settings", body);
    expect((await put({ quietHours: { from: "21:00", to: "21:00" } })).body.errors[0].path).toBe("quietHours.to");
    expect((await put({ quietHours: { from: "24:00", to: "08:00" } })).body.errors[0].path).toBe("quietHours.from");
    expect((await put({ caps: [{ messages: 0, days: 1 }] })).body.errors[0].path).toBe("caps.0.messages");
    await put({ quietHours: { from: "21:00", to: "08:00", channels: ["email"], service: true } });
    const person = await agreed();
    const mail = draft(person, "service", { reason: SERVICE });
    await queue([mail]);
    await deliver([messageId(mail)]);
    expect(await messageOf(mail)).toMatchObject({ state: "queued", nextAt: "2026-12-02T00:00:00.000Z" });
  });
});

test("whatever is sent, the gate is closed to it: at night, over the cap, and where its campaign was stopped", async () => {
  const { admin, agreed, queue, draft, messageOf, deliver, tableOf } = await reaching(stack());
  const person = await agreed();
  const all = TEMPLATES.flatMap((template) =>
    REACHING.map((channel) => draft(person, `gate ${template}`, { template, channel, under: `gate ${template}` })),
  );
  const states = async () =>
    Map.groupBy(await Promise.all(all.map(messageOf)), ({ state, nextAt }) =>
      `${state} ${nextAt ? "waits" : ""}`.trim(),
    );
  await admin.put("/v1/reach-settings", { quietHours: { from: "00:00", to: "23:59", channels: REACHING } });
  setClock(NIGHT);
  await queue(all);
  await deliver(all.map(messageId));
  expect([...(await states()).keys()]).toEqual(["queued waits"]);
  await admin.put("/v1/reach-settings", { caps: [{ messages: 1, days: 90 }], overCap: "wait" });
  setClock(new Date(NIGHT.getTime() + DAY_MS));
  await deliver(all.map(messageId), 2);
  const [left = [], ...others] = [...(await states())]
    .filter(([state]) => state !== "queued waits")
    .map(([, of]) => of);
  // One of them all leaves; which one it is, the senders decide between them.
  expect([left.length, others]).toEqual([1, []]);
  const { haltId, sendingHalt } = await import("../../shared/notify/outbox.ts");
  const table = await tableOf();
  const now = stack().clock.now().toISOString();
  for (const template of TEMPLATES) {
    const of = `gate ${template}`;
    await table.create(sendingHalt, { id: haltId(of), version: 1, createdAt: now, updatedAt: now, of });
  }
  setClock(new Date(NIGHT.getTime() + 95 * DAY_MS));
  await admin.put("/v1/reach-settings", {});
  await deliver(all.map(messageId));
  expect((await states()).get("suppressed")).toHaveLength(all.length - 1);
});

describe("caps", () => {
  test("count all channels and senders together; what is one too many is suppressed or waits, as the setting says", async () => {
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    const caps = [
      { messages: 3, days: 7 },
      { channel: "sms", messages: 1, days: 7 },
    ];
    await admin.put("/v1/reach-settings", { caps });
    const person = await agreed();
    const send = async (event: string, more: Partial<Draft> = {}) => {
      const one = draft(person, event, more);
      await queue([one]);
      await deliver([messageId(one)]);
      const { state, error = "", nextAt } = await messageOf(one);
      // The report of a delivery comes by itself.
      return { state: state === "delivered" ? "sent" : state, error, nextAt };
    };
    const first = stack().clock.now().getTime();
    expect((await send("1", { channel: "sms" })).state).toBe("sent");
    expect(await send("2", { channel: "sms" })).toMatchObject({
      state: "suppressed",
      error: expect.stringMatching(/as much marketing/),
    });
    expect((await send("3")).state).toBe("sent");
    expect((await send("4")).state).toBe("sent");
    expect((await send("5")).state).toBe("suppressed");
    expect((await send("6", { reason: SERVICE })).state).toBe("sent");
    await admin.put("/v1/reach-settings", { caps, overCap: "wait" });
    const waiting = await send("7");
    expect(waiting.state).toBe("queued");
    expect(Date.parse(waiting.nextAt ?? "")).toBeGreaterThanOrEqual(first + 7 * DAY_MS);
    setClock(new Date(waiting.nextAt ?? ""));
    await deliver([messageId(draft(person, "7"))]);
    expect((await messageOf(draft(person, "7"))).state).toMatch(/^(sent|delivered)$/);
  });

  test("count whom a lead became, and an address that several records have, as one", async () => {
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    await admin.put("/v1/reach-settings", { caps: [{ messages: 1, days: 30 }] });
    const sent = async (person: { id: string; email: string; phone: string }, event: string, more: object = {}) => {
      const one = draft(person, event, more);
      await queue([one]);
      await deliver([messageId(one)]);
      return (await messageOf(one)).state.replace("delivered", "sent");
    };
    const reach = { phone: "+8613988880001", email: "zhou.min@example.com" };
    const lead = await made(admin, "/v1/leads", { name: "周敏", company: "云上", ...reach });
    const evidence = { textVersion: "1", source: "展会", at: "2026-11-01T08:00:00Z" };
    for (const channel of ["sms", "email"]) {
      const said = { leadId: lead.id, channel, purpose: "marketing", state: "given", evidence };
      await made(admin, "/v1/consents", said);
    }
    expect(await sent({ ...reach, id: lead.id }, "lead", { channel: "sms" })).toBe("sent");
    const { contactId } = (await admin.post(`/v1/leads/${lead.id}/convert`, {})).body;
    await stack().settled();
    expect(await sent({ ...reach, id: contactId }, "contact")).toBe("suppressed");
    const [one, twin] = [await agreed(), await agreed()];
    const shared = { id: twin.id, email: one.email.toUpperCase(), phone: twin.phone };
    expect([await sent(one, "first"), await sent(shared, "second")]).toEqual(["sent", "suppressed"]);
    // Who shares one of two addresses is reached at the other as their own.
    expect(await sent(twin, "third", { channel: "sms" })).toBe("sent");
  });

  test("count a message once, though whoever had claimed it died before it left", async () => {
    const { admin, agreed, queue, draft, messageOf, deliver, tableOf } = await reaching(stack());
    await admin.put("/v1/reach-settings", { caps: [{ messages: 1, days: 30 }] });
    const one = draft(await agreed(), "one");
    await queue([one]);
    const { claimCounted } = await import("../../functions/messages/gate.ts");
    const { nextVersion } = await import("../../shared/table/entity.ts");
    const [row, now] = [await messageOf(one), stack().clock.now()];
    const at = now.toISOString();
    const claimed = nextVersion(row, at, { state: "sending", attempts: 1, claimedAt: at, claimedBy: "somebody" });
    expect(await claimCounted(await tableOf(), row, claimed, now)).toMatchObject({ state: "sending" });
    setClock(new Date(now.getTime() + 3_600_000));
    await deliver([messageId(one)]);
    expect((await messageOf(one)).state).toMatch(/^(sent|delivered)$/);
  });

  test("are not used up by what did not leave", async () => {
    const { admin, agreed, queue, draft, messageOf, deliver } = await reaching(stack());
    await admin.put("/v1/reach-settings", { caps: [{ messages: 1, days: 30 }] });
    const person = await agreed();
    const [lost, next] = [draft(person, "lost"), draft(person, "next")];
    await queue([lost, next]);
    stack().mail.fail("reject");
    await deliver([messageId(lost)]);
    stack().mail.fail(null);
    expect((await messageOf(lost)).state).toBe("failed");
    await deliver([messageId(next)]);
    expect((await messageOf(next)).state).toMatch(/^(sent|delivered)$/);
  });
});

test("marketing of a tenant whose mails come back is stopped, its services and other tenants go on", async () => {
  const { id, admin, person, agreed, queue, draft, messageOf, deliver, tableOf } = await reaching(stack());
  const { reputationFigure } = await import("../../functions/reach/reputation.ts");
  const { countInto } = await import("../../shared/records/counting.ts");
  const email = `admin-of-${id.toLowerCase()}@example.com`;
  await person({ roles: ["admin"], email });
  const sample = draft(await agreed(), "sample");
  await queue([sample]);
  await deliver([messageId(sample)]);
  const table = await tableOf();
  // 199 more that were sent in the same hour.
  for (let n = 0; n < 199; n++) {
    const row = {
      ...(await messageOf(sample)),
      id: `msg_counted${String(n).padStart(4, "0")}`,
      state: "sent" as const,
    };
    await countInto({ table, now: stack().clock.now().toISOString() }, reputationFigure, {
      id: row.id,
      version: 1,
      row,
    });
  }
  const reputation = async () => (await admin.get("/v1/sending-reputation")).body;
  await stack().settled();
  expect(await reputation()).toMatchObject({ state: "open", sent: 200, complained: 0 });
  const [mail] = stack().outbox(sample.to);
  expect(stack().mail.tell(mail?.id ?? "", "complaint")).toBe(true);
  await stack().settled();
  const stopped = await reputation();
  expect(stopped).toMatchObject({ state: "stopped", because: "complaints", complained: 1, complaintBasisPoints: 50 });
  const told = (await admin.get("/v1/messages?template=marketingStopped")).body.items;
  expect(told.map(({ to }: { to: string }) => to)).toEqual([email]);
  const other = await reaching(stack());
  const theirs = other.draft(await other.agreed(), "theirs");
  await other.queue([theirs]);
  await other.deliver([messageId(theirs)]);
  expect((await other.messageOf(theirs)).state).toMatch(/^(sent|delivered)$/);
  const reader = await agreed();
  const [next, service] = [draft(reader, "next"), draft(reader, "service", { reason: SERVICE })];
  await queue([next, service]);
  await deliver([next, service].map(messageId));
  expect((await messageOf(service)).state).toMatch(/^(sent|delivered)$/);
  const waiting = await messageOf(next);
  expect([waiting.state, waiting.nextAt !== undefined]).toEqual(["queued", true]);
  expect((await admin.post(`/v1/tenants/${id}/resume-marketing`)).status).toBe(403);
  const operator = stack().api(stack().operatorKey);
  expect((await operator.post(`/v1/tenants/${id}/resume-marketing`)).body).toMatchObject({ state: "open", sent: 0 });
  setClock(new Date(waiting.nextAt ?? ""));
  await deliver([messageId(next)]);
  expect((await messageOf(next)).state).toMatch(/^(sent|delivered)$/);
});
