import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { handler as tell } from "../../functions/hooks/due.ts";
import { lambdas } from "../../functions/modules.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { is, journeyWorld, passing, task, wait } from "../support/journeys.ts";
import { Listener } from "../support/listener.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const listener = new Listener();
const DAY_MS = 86_400_000;
let address = "";
beforeAll(async () => {
  address = await listener.start();
});
afterAll(() => listener.stop());
beforeEach(() => {
  listener.heard.length = 0;
  listener.answers = [204];
  listener.retryAfter = undefined;
});

/** A tenant with a webhook, and a journey of leads that tells it. */
async function world(steps?: (webhookId: string) => object[]) {
  const base = await journeyWorld(stack());
  const { admin, published } = base;
  const hook = await made(admin, "/v1/outgoing-webhooks", { name: "数据平台", url: `${address}/in` });
  const definition = {
    ...{ name: "外部通知", of: "lead", trigger: { kind: "manual" } },
    exits: [{ key: "worked", when: [is("status", "working")] }],
    steps: steps?.(hook.id) ?? [{ key: "tell", kind: "webhook", webhookId: hook.id, fields: ["name", "company"] }],
  };
  const id = await published(definition);
  const lead = () => made(admin, "/v1/leads", { name: "李娜", company: "云帆", phone: "+8613900000001" });
  const begins = async () => {
    const one = await lead();
    const enrolled = await made(admin, `/v1/journeys/${id}/enrolments`, { personId: one.id });
    return { lead: one, enrolled };
  };
  const deliveries = async () => (await admin.get(`/v1/outgoing-webhooks/${hook.id}/deliveries`)).body.items;
  /** Moves the clock on, and has several instances look at once what is due. */
  const minutes = async (n: number) => {
    stack().clock.set(new Date(stack().clock.now().getTime() + n * 60_000));
    await Promise.all([tell(), tell(), tell()]);
  };
  return { ...base, hook, id, begins, deliveries, minutes };
}

describe("a step of a journey that tells a system outside", () => {
  test("does so once, signed, with what it names of the person and no more, whoever looks", async () => {
    const { hook, id, begins, deliveries, minutes } = await world();
    expect(hook.signingSecret).toMatch(/^whsec_/);
    const { lead, enrolled } = await begins();
    await minutes(1);
    await minutes(1);
    const [first, ...others] = listener.heard;
    expect(others).toEqual([]);
    const { type, data } = JSON.parse(first?.body ?? "");
    expect([type, data]).toEqual([
      "journey.step",
      {
        ...{ journeyId: id, journey: "外部通知", version: 1, enrolmentId: enrolled.id, step: "tell" },
        person: { noun: "lead", id: lead.id, name: "李娜", company: "云帆" },
      },
    ]);
    const { id: told = "", timestamp = "", signature } = first ?? {};
    expect(signature).toBe(signDelivery(String(hook.signingSecret), told, timestamp, first?.body ?? ""));
    expect(await deliveries()).toEqual([
      expect.objectContaining({ id: told, state: "delivered", attempts: 1, answered: 204, personId: lead.id }),
    ]);
  });

  test("is not done where its condition is undone in time, and once where it is not", async () => {
    const { admin, begins, deliveries, minutes } = await world((webhookId) => [
      wait("wait", 1, "tell"),
      { key: "tell", kind: "webhook", webhookId, next: "after" },
      task("after"),
    ]);
    const [undone, kept] = [await begins(), await begins()];
    await admin.patch(`/v1/leads/${undone.lead.id}`, { status: "working" });
    await passing(stack(), { days: 1, minutes: 1 });
    await minutes(1);
    expect((await deliveries()).map(({ personId }: { personId: string }) => personId)).toEqual([kept.lead.id]);
    expect(listener.heard).toHaveLength(1);
  });

  test("is told again later and later under one id and with the same bytes, until it is taken", async () => {
    const { begins, deliveries, minutes, admin, hook } = await world();
    listener.answers = [500, 302, 0, 204];
    const { lead } = await begins();
    for (const n of [1, 1, 5, 30]) {
      await minutes(n);
      await admin.patch(`/v1/leads/${lead.id}`, { company: `改名${n}` });
    }
    await minutes(600);
    expect([listener.heard.length, new Set(listener.heard.map(({ id, body }) => `${id} ${body}`)).size]).toEqual([
      4, 1,
    ]);
    expect((await deliveries())[0]).toMatchObject({ state: "delivered", attempts: 4 });
    // An exchanged secret: for its grace both sign, afterwards the new one alone.
    const { signingSecret } = (await admin.post(`/v1/outgoing-webhooks/${hook.id}/rotate-secret`, { graceHours: 1 }))
      .body;
    await begins();
    await minutes(1);
    await begins();
    await minutes(90);
    const [both, one] = listener.heard.slice(-2);
    const signed = (secret: unknown, heard = both) =>
      signDelivery(String(secret), heard?.id ?? "", heard?.timestamp ?? "", heard?.body ?? "");
    expect(both?.signature).toBe([signed(signingSecret), signed(hook.signingSecret)].join(" "));
    expect(one?.signature).toBe(signed(signingSecret, one));
  });

  test("gives up on an address that is gone, and leaves one alone that answers nothing until somebody says so", async () => {
    const { begins, deliveries, minutes, admin, hook } = await world();
    listener.answers = [410];
    await begins();
    await minutes(1);
    expect((await deliveries())[0]).toMatchObject({ state: "failed", answered: 410, attempts: 1 });
    listener.answers = [503];
    for (let n = 0; n < 12; n++) await begins();
    await minutes(1);
    const calls = listener.heard.length;
    for (let n = 0; n < 5; n++) await minutes(1);
    // It rests twice as long each time, so few of sixty tries were made.
    expect(listener.heard.length - calls).toBeLessThan(30);
    listener.answers = [204];
    stack().clock.set(new Date(stack().clock.now().getTime() + 60_000));
    expect((await admin.post(`/v1/outgoing-webhooks/${hook.id}/retry`)).body).toEqual({ told: 12, more: false });
    await minutes(0);
    const states = Map.groupBy(await deliveries(), ({ state }: { state: string }) => state);
    expect([states.get("delivered")?.length, states.get("failed")?.length]).toEqual([12, 1]);
  });

  test("waits for as long as a busy address asks, with all else that it is to be told, and a day at most", async () => {
    const { begins, deliveries, minutes, admin, hook } = await world();
    listener.answers = [429];
    listener.retryAfter = "7200";
    await begins();
    await minutes(1);
    await begins();
    // Our own waits would have been over by now.
    for (const n of [5, 60, 30]) await minutes(n);
    expect(listener.heard).toHaveLength(1);
    listener.answers = [503];
    listener.retryAfter = new Date(stack().clock.now().getTime() + 30 * DAY_MS).toUTCString();
    await minutes(30);
    const calls = listener.heard.length;
    expect(calls).toBeGreaterThan(1);
    await minutes(23 * 60);
    expect(listener.heard).toHaveLength(calls);
    // What is no answer of somebody busy, or cannot be read, puts nothing off.
    listener.answers = [500];
    listener.retryAfter = "86400";
    await minutes(61);
    const later = listener.heard.length;
    expect(later).toBeGreaterThan(calls);
    listener.answers = [429, 204];
    listener.retryAfter = "soon";
    await minutes(1);
    expect((await admin.post(`/v1/outgoing-webhooks/${hook.id}/retry`)).status).toBe(200);
    await minutes(0);
    await minutes(24 * 60);
    expect((await deliveries()).map(({ state }: { state: string }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("is passed where its webhook is gone, and what waits is told no more", async () => {
    const { begins, deliveries, minutes, admin, hook, on, id } = await world();
    await begins();
    expect((await admin.post(`/v1/outgoing-webhooks/${hook.id}/archive`)).status).toBe(200);
    await minutes(1);
    expect([listener.heard, (await deliveries())[0]?.state]).toEqual([[], "failed"]);
    const { lead } = await begins();
    const [row] = await on(id, `?personId=${lead.id}`);
    expect(row?.taken).toEqual([expect.objectContaining({ step: "tell", did: "skipped" })]);
  });

  test("says at its path what is wrong with it, and shows its secret once", async () => {
    const { admin, person, hook } = await world();
    const wrong = async (url: string) =>
      (await admin.post("/v1/outgoing-webhooks", { name: "x", url })).body.errors?.[0]?.path;
    for (const url of ["ftp://x.example", "http://user@x.example/", "x", "http://x.example/#a"]) {
      expect([url, await wrong(url)]).toEqual([url, "url"]);
    }
    expect((await admin.get(`/v1/outgoing-webhooks/${hook.id}`)).body.secrets).toBeUndefined();
    const steps = [{ key: "tell", kind: "webhook", webhookId: "whk_0000000000NOBODY00", fields: ["name", "shoes"] }];
    const body = { name: "x", of: "lead", trigger: { kind: "manual" }, steps };
    const { id } = await made(admin, "/v1/journeys", body);
    const { body: refused } = await admin.post(`/v1/journeys/${id}/publish`);
    const paths = refused.errors.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(["steps.0.fields.1", "steps.0.webhookId"]);
    const seller = await person({ roles: ["sales"] });
    expect((await seller.api.get("/v1/outgoing-webhooks")).status).toBe(403);
    const pinged = await admin.post(`/v1/outgoing-webhooks/${hook.id}/ping`);
    expect([pinged.status, pinged.body.type]).toEqual([201, "ping"]);
  });
});
