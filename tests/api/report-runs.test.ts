import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler } from "../../functions/reports/job.ts";
import { tell } from "../../functions/reports/run.ts";
import { reportSubscription } from "../../functions/reports/table.ts";
import { tenantContext } from "../../functions/users/context.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

const at = (instant: string): void => stack().clock.set(new Date(instant));

/** As many runs at once as are asked for. */
async function run(times = 1): Promise<void> {
  const context = { getRemainingTimeInMillis: () => 900_000 };
  await Promise.all(Array.from({ length: times }, () => handler({}, context)));
  await stack().settled();
}

const daysOf = (mails: { subject: string }[]): string[] =>
  mails.map((m) => /\d+月\d+日/.exec(m.subject)?.[0] ?? m.subject);

describe("runs of the reports job", () => {
  test("at once, repeated, or after the clock was set back send one mail a day", async () => {
    at("2026-11-24T20:00:00+08:00");
    const w = await reportWorld(stack());
    await w.subscribe({ recipients: [w.finance.id] });
    await w.receive("east", "2026-11-24", 5_00);
    at("2026-11-25T08:00:10+08:00");
    await run(3);
    expect(daysOf(w.reports("finance"))).toEqual(["11月24日"]);
    at("2026-11-25T07:00:00+08:00");
    await run();
    at("2026-11-25T08:00:20+08:00");
    await run(2);
    expect(w.reports("finance")).toHaveLength(1);
    at("2026-11-26T08:00:30+08:00");
    await run(2);
    expect(daysOf(w.reports("finance"))).toEqual(["11月24日", "11月25日"]);
  });

  test("that hold the same occurrence at once, moments apart, send one mail of it", async () => {
    at("2026-11-24T20:00:00+08:00");
    const w = await reportWorld(stack());
    const { id } = await w.subscribe({ recipients: [w.finance.id, w.manager.id] });
    await w.receive("east", "2026-11-24", 5_00);
    const table = await tenantTable(w.tenant.id, { actor: "system:test", from: "", requestId: "" });
    const subscription = await table.get(reportSubscription, id);
    const tenant = await tenantContext(w.tenant.id, table);
    const due = new Date("2026-11-25T08:00:00+08:00");
    // Each believes that it alone has the occurrence, as where the hold of one has run out.
    const moments = [10, 10, 11].map((second) => new Date(due.getTime() + second * 1_000));
    await Promise.all(moments.map((now) => tell({ table, tenant, subscription, due, days: ["2026-11-24"], now })));
    await stack().settled();
    for (const name of ["finance", "manager"]) expect([name, ...daysOf(w.reports(name))]).toEqual([name, "11月24日"]);
  });

  test("after an interruption make up for the latest days only", async () => {
    at("2026-12-01T07:00:00+08:00");
    const w = await reportWorld(stack());
    await w.subscribe({ recipients: [w.finance.id] });
    await stack().settled();
    at("2026-12-08T09:00:00+08:00");
    await run();
    expect(daysOf(w.reports("finance")).sort()).toEqual(["12月5日", "12月6日", "12月7日"]);
    await run();
    expect(w.reports("finance")).toHaveLength(3);
  });

  test("rest on the weekend where workdays are wanted, tell of it in one mail afterwards, and end once archived", async () => {
    at("2026-12-11T09:00:00+08:00");
    const w = await reportWorld(stack());
    const { id } = await w.subscribe({ recipients: [w.finance.id], days: "workdays" });
    await w.receive("east", "2026-12-11", 5_00);
    await stack().settled();
    for (const day of ["12", "13", "14"]) {
      at(`2026-12-${day}T08:01:00+08:00`);
      await run();
    }
    const [mail, ...others] = w.reports("finance");
    expect([mail?.subject, others]).toEqual(["12月11日至12月13日到款日报：¥5.00，共 1 笔", []]);
    expect((await w.admin.post(`/v1/report-subscriptions/${id}/archive`)).status).toBe(200);
    await stack().settled();
    at("2026-12-15T08:01:00+08:00");
    await run();
    expect(w.reports("finance")).toHaveLength(1);
  });

  test("send the mail that was due before a subscription was changed", async () => {
    at("2026-12-15T09:00:00+08:00");
    const w = await reportWorld(stack());
    const { id } = await w.subscribe({ recipients: [w.finance.id] });
    await stack().settled();
    at("2026-12-16T08:00:05+08:00");
    expect((await w.admin.patch(`/v1/report-subscriptions/${id}`, { at: "07:30" })).status).toBe(200);
    await stack().settled();
    await run();
    expect(daysOf(w.reports("finance"))).toEqual(["12月15日"]);
    at("2026-12-17T07:31:00+08:00");
    await run();
    expect(daysOf(w.reports("finance"))).toEqual(["12月15日", "12月16日"]);
  });

  test("send nothing to those who left or may not read receipts any more", async () => {
    at("2026-12-17T09:00:00+08:00");
    const w = await reportWorld(stack());
    await w.subscribe();
    await w.admin.post(`/v1/users/${w.manager.id}/archive`);
    await w.admin.patch(`/v1/users/${w.finance.id}`, { roles: ["marketing"] });
    await stack().settled();
    at("2026-12-18T08:01:00+08:00");
    await run();
    for (const name of ["manager", "finance", "marketing"]) expect(w.reports(name)).toEqual([]);
  });
});
