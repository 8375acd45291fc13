import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler } from "../../functions/reports/job.ts";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });
const PATH = "/v1/report-subscriptions";

/** Lets the reports run at a moment. */
async function runAt(instant: string): Promise<void> {
  stack().clock.set(new Date(instant));
  await handler();
  await stack().settled();
}

const worldAt = async (instant: string) => {
  stack().clock.set(new Date(instant));
  return reportWorld(stack());
};

describe("recipients", () => {
  test("are people, everybody of a role, and outside addresses that an admin has allowed", async () => {
    const w = await worldAt("2027-02-01T10:00:00+08:00");
    const chair = "Chair@holding.example";
    const post = (recipients: string[], more: object = {}) =>
      w.admin.post(PATH, { report: "dailyReceipts", recipients, at: "08:00", days: "daily", ...more });
    const refused = await post(["role:pilot", chair, w.finance.id]);
    expect([
      refused.status,
      refused.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]),
    ]).toEqual([
      422,
      [
        ["recipients.0", "unknown_reference"],
        ["recipients.1", "not_allowed"],
      ],
    ]);
    expect((await w.finance.api.put("/v1/outside-recipients", { addresses: [chair] })).status).toBe(403);
    expect((await w.admin.put("/v1/outside-recipients", { addresses: [chair] })).status).toBe(200);
    expect((await post([chair], { channel: "sms" })).body.errors[0].path).toBe("recipients.0");
    const boss = await w.tenant.person({ roles: ["admin"], email: w.mail("boss") });
    const own = await boss.api.post(PATH, {
      ...{ report: "dailyReceipts", recipients: ["role:finance", w.finance.id, chair], at: "08:00", days: "daily" },
    });
    expect(own.body).toMatchObject({ recipients: ["role:finance", w.finance.id, chair] });
    expect(own.body.nextAt).toBe("2027-02-02T00:00:00.000Z");
    await w.receive("south", "2027-02-01", 7_00);
    await runAt("2027-02-02T08:00:00+08:00");
    expect(w.reports("finance")).toHaveLength(1);
    expect(stack().outbox(chair)).toHaveLength(1);
    await w.admin.put("/v1/outside-recipients", {});
    await runAt("2027-02-03T08:00:00+08:00");
    expect(stack().outbox(chair)).toHaveLength(1);
    const told = stack().outbox(w.mail("boss"));
    expect(told.map(({ subject }) => subject)).toEqual(["部分收件人未收到到款日报"]);
    expect(told[0]?.text).toContain("Chair@holding.example");
  });

  test("without the right get nothing, and their owner is told once", async () => {
    const w = await worldAt("2027-02-03T10:00:00+08:00");
    const boss = await w.tenant.person({ roles: ["admin"], email: w.mail("boss") });
    const input = { report: "dailyReceipts", recipients: [w.finance.id, w.marketing.id], at: "08:00", days: "daily" };
    expect((await boss.api.post(PATH, input)).status).toBe(201);
    await runAt("2027-02-04T08:00:00+08:00");
    await runAt("2027-02-05T08:00:00+08:00");
    expect(w.reports("marketing")).toEqual([]);
    expect(w.reports("finance")).toHaveLength(2);
    const told = stack().outbox(w.mail("boss"));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("无权查看该报告");
  });

  test("who are in two subscriptions of one report at one minute get one mail", async () => {
    const w = await worldAt("2027-02-05T10:00:00+08:00");
    await w.subscribe({ recipients: [w.finance.id] });
    await w.subscribe({ recipients: ["role:finance"], timeZone: "Asia/Singapore" });
    await w.subscribe({ recipients: [w.finance.id], at: "09:00" });
    stack().clock.set(new Date("2027-02-06T08:00:00+08:00"));
    await Promise.all([handler(), handler(), handler()]);
    await stack().settled();
    expect(w.reports("finance")).toHaveLength(1);
    await runAt("2027-02-06T09:00:00+08:00");
    expect(w.reports("finance")).toHaveLength(2);
  });
});

describe("a message", () => {
  test("that leaves late says as of when its figures are, and one in time does not", async () => {
    const w = await worldAt("2027-02-08T10:00:00+08:00");
    await w.subscribe({ recipients: [w.finance.id] });
    await runAt("2027-02-09T08:04:00+08:00");
    await runAt("2027-02-10T10:12:00+08:00");
    const [inTime, late] = w.reports("finance");
    expect(inTime?.text).not.toContain("数据截至");
    expect(late?.text).toContain("本报告应于 2月10日 08:00 发出；数据截至 2月10日 10:12。");
  });

  test("speaks the subscription's language, or the recipient's own", async () => {
    const w = await worldAt("2027-02-10T10:00:00+08:00");
    await w.admin.patch(`/v1/users/${w.manager.id}`, { locale: "en" });
    await w.subscribe({ recipients: [w.finance.id, w.manager.id] });
    await w.subscribe({ recipients: [w.finance.id, w.manager.id], at: "08:30", locale: "en" });
    await runAt("2027-02-11T08:00:00+08:00");
    await runAt("2027-02-11T08:30:00+08:00");
    expect(w.reports("finance").map(({ subject }) => subject)).toEqual([
      "2月10日到款日报：当日无到款",
      "Receipts of 10 Feb: none",
    ]);
    expect(new Set(w.reports("manager").map(({ subject }) => subject))).toEqual(new Set(["Receipts of 10 Feb: none"]));
  });

  test("leaves only when figures have changed, or pass a bound", async () => {
    const w = await worldAt("2027-02-11T10:00:00+08:00");
    await w.subscribe({ recipients: [w.finance.id], only: "changed" });
    const bound = { measure: "receivedMinor", op: "gte", value: 5_00 };
    await w.subscribe({ recipients: [w.manager.id], only: bound });
    await runAt("2027-02-12T08:00:00+08:00");
    await runAt("2027-02-13T08:00:00+08:00");
    await w.receive("east", "2027-02-13", 4_99);
    await runAt("2027-02-14T08:00:00+08:00");
    await w.receive("east", "2027-02-14", 5_00);
    await runAt("2027-02-15T08:00:00+08:00");
    const days = (name: string) => w.reports(name).map(({ subject }) => /2月\d+日/.exec(subject)?.[0]);
    expect(days("finance")).toEqual(["2月11日", "2月13日", "2月14日"]);
    expect(days("manager")).toEqual(["2月14日"]);
  });

  test("may be a text with the figures in a sentence", async () => {
    const w = await worldAt("2027-02-15T10:00:00+08:00");
    await w.admin.patch(`/v1/users/${w.finance.id}`, { phone: "+8613800138000" });
    await w.subscribe({ recipients: [w.finance.id, w.manager.id], channel: "sms" });
    await w.receive("east", "2027-02-15", 5_00);
    await runAt("2027-02-16T08:00:00+08:00");
    const texts = stack().outbox("+8613800138000");
    expect(texts.map(({ channel, text }) => [channel, text])).toEqual([
      ["sms", "2月15日到款日报：¥5.00，共 1 笔；有 1 笔到款待认领"],
    ]);
    expect(w.reports("manager")).toEqual([]);
  });
});

describe("a schedule", () => {
  test("goes by the tenant's calendar as it is on the day", async () => {
    const w = await worldAt("2027-02-18T10:00:00+08:00");
    const { id } = await w.subscribe({ recipients: [w.finance.id], days: "workdays" });
    expect((await w.admin.get(`${PATH}/${id}`)).body.nextAt).toBe("2027-02-19T00:00:00.000Z");
    const calendar = { holidays: [{ on: "2027-02-19" }], workdays: [{ on: "2027-02-20", name: "调休" }] };
    expect((await w.admin.put("/v1/working-calendar", calendar)).status).toBe(200);
    expect((await w.admin.get(`${PATH}/${id}`)).body.nextAt).toBe("2027-02-20T00:00:00.000Z");
    await runAt("2027-02-19T08:00:00+08:00");
    expect(w.reports("finance")).toEqual([]);
    await runAt("2027-02-20T08:00:00+08:00");
    expect(w.reports("finance").map(({ subject }) => subject)).toEqual(["2月18日至2月19日到款日报：当日无到款"]);
    expect((await w.admin.put("/v1/working-calendar", { weekly: [] })).status).toBe(422);
    expect((await w.finance.api.put("/v1/working-calendar", {})).status).toBe(403);
  });

  test("is said in one of two ways, and comes at all", async () => {
    const w = await worldAt("2027-02-22T10:00:00+08:00");
    const input = { report: "dailyReceipts", recipients: [w.finance.id], days: "daily" };
    const post = async (more: object) => {
      const { status, body } = await w.admin.post(PATH, { ...input, ...more });
      return [status, body.errors?.[0]?.path];
    };
    expect(await post({})).toEqual([422, "at"]);
    expect(await post({ at: "08:00", cron: "0 9 * * MON" })).toEqual([422, "cron"]);
    expect(await post({ cron: "0 8 31 4 *" })).toEqual([422, "cron"]);
    expect(await post({ cron: "* * * * *" })).toEqual([422, "cron"]);
    expect(await post({ at: "08:00", only: { measure: "weather", op: "gt", value: 1 } })).toEqual([422, "only"]);
    const made = await w.admin.post(PATH, { ...input, cron: "0 9 * * MON" });
    expect(made.body.nextAt).toBe("2027-03-01T01:00:00.000Z");
    const both = await w.admin.patch(`${PATH}/${made.body.id}`, { at: "08:30" });
    expect([both.status, both.body.errors[0].path]).toEqual([422, "cron"]);
    const changed = await w.admin.patch(`${PATH}/${made.body.id}`, { at: "08:30", cron: null });
    expect(changed.body).toMatchObject({ at: "08:30", nextAt: "2027-02-23T00:30:00.000Z" });
    expect(changed.body.cron).toBeUndefined();
  });
});
