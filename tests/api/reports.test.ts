import { describe, expect, test } from "@jest/globals";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();
const at = (instant: string) => stack().moveClock(new Date(instant));

describe("the eight o'clock mail", () => {
  test("tells each recipient yesterday's receipts under the recipient's own rights, once", async () => {
    await at("2026-11-23T10:00:00+08:00");
    const w = await reportWorld(stack());
    const { id } = await w.subscribe();
    await w.receive("east", "2026-11-23", 100_00);
    await w.receive("south", "2026-11-23", 250_00);
    await w.receive("south", "2026-11-22", 900_00);
    await at("2026-11-24T07:59:00+08:00");
    expect(w.reports("manager")).toEqual([]);
    await at("2026-11-24T08:01:00+08:00");
    const [manager] = w.reports("manager");
    const [finance] = w.reports("finance");
    expect(w.reports("manager")).toHaveLength(1);
    expect(w.reports("finance")).toHaveLength(1);
    expect(w.reports("marketing")).toHaveLength(0);
    expect(manager?.subject).toContain("100.00");
    expect(manager?.text).not.toContain("350.00");
    expect(finance?.subject).toContain("350.00");
    expect(finance?.text).toContain("华南大区");
    expect(finance?.attachments.map((a) => a.contentType)).toEqual([
      "image/png",
      "image/png",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]);
    const sent = (await w.admin.get(`/v1/messages?relatedId=${id}`)).body.items;
    expect(sent.map((m: { state: string }) => m.state)).toEqual(["delivered", "delivered"]);
  });
});

describe("a subscription", () => {
  test("names users of the tenant, a real time and a real zone", async () => {
    const w = await reportWorld(stack());
    const input = { report: "dailyReceipts", recipients: [w.manager.id], at: "08:00", days: "daily" };
    const created = await w.admin.post("/v1/report-subscriptions", input);
    expect(created.body).toMatchObject({ timeZone: "Asia/Shanghai", at: "08:00", recipients: [w.manager.id] });
    const stranger = (await (await openTenant(stack())).person({ roles: ["finance"] })).id;
    const wrong = await w.admin.post("/v1/report-subscriptions", { ...input, recipients: [w.manager.id, stranger] });
    expect([wrong.status, wrong.body.code, wrong.body.errors[0].path]).toEqual([
      422,
      "unknown_reference",
      "recipients.1",
    ]);
    for (const bad of [
      { at: "8:00" },
      { at: "24:00" },
      { timeZone: "Mars/Base" },
      { days: "weekly" },
      { recipients: [] },
    ]) {
      expect((await w.admin.post("/v1/report-subscriptions", { ...input, ...bad })).status).toBe(422);
    }
    const marketing = await w.marketing.api.post("/v1/report-subscriptions", input);
    expect(marketing.status).toBe(403);
  });
});
