import { inflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { eventsOf } from "../support/events.ts";
import { useStack } from "../support/stack.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { forward, sentForm, tokensOf, visit, world } = eventsOf(stack);
const HOUR_MS = 3_600_000;

describe("the door", () => {
  test("lets somebody in once by a signed code, by staff or by the page with the door code, and nobody else", async () => {
    const at = await world({ capacity: 2 });
    for (const n of [1, 2, 3]) await at.register(n);
    const [one, two, three] = await Promise.all([1, 2, 3].map((n) => tokensOf(at, n)));
    const scan = (token = "") => at.admin.post(`${at.path}/check-in`, { token });
    const url = `https://x.example/v1/public-events/${one?.door}/check-in`;
    const [first, again] = await Promise.all([scan(url), scan(one?.door)]);
    expect([first.status, again.status, first.body.checkedInAt]).toEqual([200, 200, again.body.checkedInAt]);
    expect((await scan(three?.door)).status).toBe(409);
    expect((await scan(one?.ticket)).body.errors[0].path).toBe("token");
    expect((await scan(`${one?.door}x`)).status).toBe(422);
    const other = await world();
    const foreign = await other.admin.post(`${other.path}/check-in`, { token: one?.door });
    expect(foreign.status).toBe(422);
    const page = `/v1/public-events/${two?.door}/check-in`;
    expect(await (await visit(page)).text()).toContain('name="code"');
    expect((await at.states())[at.mail(2)]).toBe("registered");
    expect((await sentForm(page, { code: "WRONG" })).status).toBe(403);
    const { code } = (await at.admin.get(`${at.path}/door-code`)).body;
    await at.admin.post(`${at.path}/renew-door-code`);
    expect((await sentForm(page, { code })).status).toBe(403);
    expect((await at.admin.get(at.path)).body.status).toBe("open");
    const renewed = (await at.admin.get(`${at.path}/door-code`)).body.code;
    expect((await sentForm(page, { code: renewed.toLowerCase() })).status).toBe(303);
    expect(await (await visit(page)).text()).toContain("已签到");
    await stack().settled();
    const members = (await at.admin.get(`/v1/campaigns/${at.campaign.id}/members?state=attended`)).body.items;
    expect(members).toHaveLength(2);
  });

  test("a cancelled ticket, and the ticket of an earlier registration, open nothing", async () => {
    const at = await world();
    await at.register(1);
    const before = await tokensOf(at, 1);
    expect((await sentForm(`/v1/public-events/${before.ticket}/cancellation`, {})).status).toBe(303);
    expect((await at.admin.post(`${at.path}/check-in`, { token: before.door })).status).toBe(409);
    await at.register(1);
    expect((await visit(`/v1/public-events/${before.ticket}/ticket`)).status).toBe(404);
    expect((await at.admin.post(`${at.path}/check-in`, { token: before.door })).status).toBe(409);
    const now = await tokensOf(at, 1);
    expect((await at.admin.post(`${at.path}/check-in`, { token: now.door })).status).toBe(200);
  });
});

describe("what an event's people are told", () => {
  test("one message for each change of place or time, a reminder, and how it ended", async () => {
    const at = await world({ capacity: 3 });
    for (const n of [1, 2]) await at.register(n);
    await stack().settled();
    await at.admin.patch(at.path, { summary: "议程见官网" });
    await at.admin.patch(at.path, { venue: "上海 5 号馆" });
    await stack().settled();
    await at.register(3);
    await stack().settled();
    expect(at.subjects(1).sort()).toEqual(["报名成功：客户峰会", "活动变更：客户峰会"].sort());
    expect(at.subjects(3)).toEqual(["报名成功：客户峰会"]);
    forward(25 * HOUR_MS);
    await at.run();
    await at.run();
    expect(at.subjects(1).filter((one) => one.startsWith("活动提醒"))).toHaveLength(1);
    const { door } = await tokensOf(at, 1);
    forward(24 * HOUR_MS);
    await at.admin.post(`${at.path}/check-in`, { token: door });
    forward(4 * HOUR_MS);
    await at.run();
    await at.run();
    const rows = await at.all();
    expect(rows.map(({ state }) => state).sort()).toEqual(["attended", "noShow", "noShow"]);
    expect(rows.find(({ state }) => state === "attended")?.minutes).toBeGreaterThanOrEqual(179);
    expect((await at.admin.get(at.path)).body.status).toBe("ended");
    expect((await at.register(9)).status).toBe(409);
  });

  test("a new place on its second day is told to whoever came on the first, once", async () => {
    const at = await world({ capacity: 1 });
    for (const n of [1, 2]) await at.register(n);
    await stack().settled();
    const { door } = await tokensOf(at, 1);
    expect((await at.admin.post(`${at.path}/check-in`, { token: door })).body.state).toBe("attended");
    for (const venue of ["5 号馆", "5 号馆"]) await at.admin.patch(at.path, { venue });
    await stack().settled();
    for (const n of [1, 2]) expect(at.subjects(n).filter((one) => one.startsWith("活动变更"))).toHaveLength(1);
  });

  test("a text message where the event says so, a mail to whoever has no number, and of one called off once", async () => {
    const at = await world({ changesBy: "sms" });
    await at.register(1, { phone: "13900000077" });
    await at.register(2);
    await stack().settled();
    await at.admin.post(`${at.path}/cancel`);
    await stack().settled();
    const messages = (await at.admin.get(`/v1/messages?relatedId=${at.event.id}&limit=50`)).body.items;
    const told = messages.map(({ channel, to, reason }: Record<string, unknown>) => [
      channel,
      to,
      (reason as { kind: string }).kind,
    ]);
    expect(told.filter(([channel]: string[]) => channel === "sms")).toEqual([["sms", "+8613900000077", "service"]]);
    const [text] = stack().outbox("+8613900000077");
    expect(text?.text).toMatch(/^【上海云帆软件有限公司】活动取消/);
    expect(at.subjects(2).filter((one) => one.startsWith("活动取消"))).toHaveLength(1);
    expect(at.subjects(1).filter((one) => one.startsWith("活动取消"))).toHaveLength(0);
  });
});

test("a QR code's picture has the modules of the code, read back by its own bytes", async () => {
  const { qrPng } = await import("../../functions/gatherings/qr.ts");
  const { encode } = await import("uqr");
  const text = "https://example.com/v1/public-events/ten_abc.def/check-in";
  const png = await qrPng(text);
  const side = png.readUInt32BE(16);
  const from = png.indexOf("IDAT") + 4;
  const bits = inflateSync(png.subarray(from, from + png.readUInt32BE(from - 8)));
  const { data } = encode(text, { ecc: "M", border: 4 });
  const scale = side / data.length;
  const bytes = 1 + Math.ceil(side / 8);
  const dark = (x: number, y: number): boolean => ((bits[y * bytes + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0;
  expect(data.map((row, y) => row.map((_, x) => dark(x * scale, y * scale)))).toEqual(data);
});
