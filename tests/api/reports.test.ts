import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
let n = 0;

/** Two departments with a bank line each, a manager of one of them, finance, and a subscription's defaults. */
async function world() {
  n += 1;
  const tenant = await openTenant(stack(), `青禾云科技 ${n}`);
  const { admin } = tenant;
  const mail = (name: string): string => `${name}.report${n}@example.com`;
  const east = await made(admin, "/v1/departments", { name: "华东大区" });
  const south = await made(admin, "/v1/departments", { name: "华南大区" });
  const manager = await tenant.person({ roles: ["manager"], departmentId: east.id, email: mail("manager") });
  const finance = await tenant.person({ roles: ["finance"], email: mail("finance") });
  const marketing = await tenant.person({ roles: ["marketing"], email: mail("marketing") });
  const banks = {
    east: await linkBank(stack(), tenant, { departmentId: east.id }),
    south: await linkBank(stack(), tenant, { departmentId: south.id, accountNo: "622200001111" }),
  };
  let told = 0;
  return {
    ...{ tenant, admin, mail, manager, finance, marketing },
    subscribe: (more: object = {}) =>
      made(admin, "/v1/report-subscriptions", {
        report: "dailyReceipts",
        recipients: [manager.id, finance.id, marketing.id],
        at: "08:00",
        timeZone: "Asia/Shanghai",
        days: "daily",
        ...more,
      }),
    receive: async (at: keyof typeof banks, bookedOn: string, amountMinor: number) => {
      const payer = { name: `客户 ${++told}` };
      const line = { bankReference: `R${told}`, bookedOn, direction: "credit", amountMinor, currency: "CNY", payer };
      expect((await banks[at].tell([line])).status).toBe(202);
      await stack().settled();
    },
    reports: (name: string) =>
      stack()
        .outbox(mail(name))
        .filter((m) => m.attachments.length > 0 || /到款日报|没有到款|无到款/.test(m.subject)),
  };
}

const at = (instant: string) => stack().moveClock(new Date(instant));

describe("the eight o'clock mail", () => {
  test("tells each recipient yesterday's receipts under the recipient's own rights, once", async () => {
    await at("2026-11-23T10:00:00+08:00");
    const w = await world();
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
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]);
    const sent = (await w.admin.get(`/v1/messages?relatedId=${id}`)).body.items;
    expect(sent.map((m: { state: string }) => m.state)).toEqual(["delivered", "delivered"]);
  });

  test("is sent once though runs double, the clock is set back, and the job is called again", async () => {
    await at("2026-11-24T20:00:00+08:00");
    const w = await world();
    await w.subscribe({ recipients: [w.finance.id] });
    await w.receive("east", "2026-11-24", 5_00);
    await at("2026-11-25T08:02:00+08:00");
    expect(w.reports("finance")).toHaveLength(1);
    const { handler } = await import("../../functions/reports/job.ts");
    const context = { getRemainingTimeInMillis: () => 900_000 };
    await Promise.all([handler({}, context), handler({}, context)]);
    await at("2026-11-25T07:58:00+08:00");
    await at("2026-11-25T08:03:00+08:00");
    expect(w.reports("finance")).toHaveLength(1);
    await at("2026-11-26T08:00:30+08:00");
    expect(w.reports("finance")).toHaveLength(2);
  });

  test("comes on workdays only if that is wanted, and not once it is archived", async () => {
    await at("2026-11-27T20:00:00+08:00");
    const w = await world();
    const { id } = await w.subscribe({ recipients: [w.finance.id], days: "workdays", at: "20:05" });
    await at("2026-11-28T20:06:00+08:00");
    expect(w.reports("finance").map((m) => m.at.slice(0, 10))).toEqual(["2026-11-27"]);
    expect((await w.admin.post(`/v1/report-subscriptions/${id}/archive`)).status).toBe(200);
    await stack().settled();
  });

  test("is made up for after an interruption, the latest days only", async () => {
    await at("2026-12-01T07:00:00+08:00");
    const w = await world();
    await w.subscribe({ recipients: [w.finance.id] });
    await stack().settled();
    stack().clock.set(new Date("2026-12-08T09:00:00+08:00"));
    const { handler } = await import("../../functions/reports/job.ts");
    await handler({}, { getRemainingTimeInMillis: () => 900_000 });
    await stack().settled();
    const days = w.reports("finance").map((m) => m.subject);
    expect(days).toHaveLength(3);
    expect(days.join()).toMatch(/12月5日.*12月6日.*12月7日/);
  });
});

describe("a subscription", () => {
  test("names users of the tenant, a real time and a real zone", async () => {
    const w = await world();
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
