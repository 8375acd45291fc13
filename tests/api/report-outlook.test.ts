import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { monthsOf } from "../../functions/quotas/rules.ts";
import type { AttainedItem } from "../../functions/quotas/schema.ts";
import { handler } from "../../functions/reports/job.ts";
import { plannedOf, quarterOf } from "../../functions/reports/outlook.ts";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

// Nothing runs by the clock here, so that the test itself decides when a run begins.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });

test("the eight o'clock mail tells the month against its plan, the forecast and the funnel, as the calls do", async () => {
  stack().clock.set(new Date("2027-02-10T10:00:00+08:00"));
  const w = await reportWorld(stack());
  await w.subscribe({ recipients: [w.finance.id, w.manager.id] });
  const quota = { period: "2027-02", measure: "signed", currency: "CNY" };
  const { departmentId } = (await w.admin.get(`/v1/users/${w.manager.id}`)).body;
  await made(w.admin, "/v1/quotas", { ...quota, departmentId, amountMinor: 20_000_00 });
  const account = await made(w.admin, "/v1/accounts", { name: "云帆", ownerId: w.manager.id });
  const product = await made(w.admin, "/v1/products", {
    ...{ code: "A", name: "A", productType: "订阅", listPriceMinor: 1, currency: "CNY" },
  });
  const order = await made(w.admin, "/v1/orders", {
    ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo: "HT-9", ownerId: w.manager.id },
    lines: [{ productId: product.id, quantity: 1, amountMinor: 5_000_00 }],
    instalments: [{ dueOn: "2027-06-30", amountMinor: 5_000_00 }],
  });
  await w.admin.post(`/v1/orders/${order.id}/sign`);
  for (const [name, amountMinor] of [
    ["甲", 7_000_00],
    ["乙", 1_234_56],
  ] as const) {
    await made(w.admin, "/v1/opportunities", {
      ...{ name, accountId: account.id, ownerId: w.manager.id, amountMinor, currency: "CNY", expectedOn: "2027-03-20" },
    });
  }
  // A pipeline of the tenant's own stands in the funnel beside the standard one.
  const stages = [
    { key: "s", name: "试用", probabilityBasisPoints: 5_000, category: "pipeline" },
    { key: "w", name: "成", probabilityBasisPoints: 10_000, category: "closedWon" },
    { key: "l", name: "败", probabilityBasisPoints: 0, category: "closedLost" },
  ];
  const own = await made(w.admin, "/v1/pipelines", { name: "渠道流程", stages });
  await made(w.admin, "/v1/opportunities", {
    ...{ name: "丙", accountId: account.id, ownerId: w.manager.id, amountMinor: 4_321_00, currency: "CNY" },
    ...{ pipelineId: own.id, stage: "s" },
  });
  await w.receive("east", "2027-02-10", 9_00);
  await stack().settled();
  stack().clock.set(new Date("2027-02-11T08:00:00+08:00"));
  await handler({}, { getRemainingTimeInMillis: () => 900_000 });
  await stack().settled();
  const text = w.reports("finance")[0]?.text ?? "";
  const attained = (await w.finance.api.get("/v1/attainment?period=2027-02&measure=signed")).body;
  expect(attained.totalMinor).toBe(5_000_00);
  for (const part of ["本月与计划", "计划 ¥20,000.00", "¥5,000.00", "25.0%"]) expect(text).toContain(part);
  const forecast = (await w.finance.api.get("/v1/forecast?period=2027-Q1")).body;
  const money = (minor: number) => `¥${(minor / 100).toLocaleString("en", { minimumFractionDigits: 2 })}`;
  expect(forecast.weightedMinor).toBeGreaterThan(0);
  for (const part of ["本季预测", money(forecast.weightedMinor)]) expect(text).toContain(part);
  const funnel = (await w.finance.api.get("/v1/funnel?from=2027-02&to=2027-02")).body;
  const [open] = funnel.stages.filter(({ count }: { count: number }) => count > 0);
  for (const part of [
    "销售漏斗",
    open.name,
    "2 个商机",
    money(8_234_56),
    "渠道流程 · 试用",
    money(4_321_00),
    "/forecast",
    "/receipts",
  ]) {
    expect(text).toContain(part);
  }
});

describe("a plan", () => {
  const department = (id: string, quotaMinor: number | undefined, attainedMinor: number) =>
    ({
      target: "department",
      departmentId: id,
      attainedMinor,
      ...(quotaMinor !== undefined && { quotaMinor }),
    }) as AttainedItem;

  test("is that of the departments at the top, each once, whichever have one", () => {
    const tree = fc.array(fc.record({ up: fc.nat(), quota: fc.option(fc.nat(1_000)), own: fc.nat(1_000) }), {
      ...{ minLength: 1, maxLength: 12 },
    });
    fc.assert(
      fc.property(tree, (all) => {
        // The parent of each is one before it, or none.
        const parents = new Map(all.map(({ up }, n) => [`d${n}`, n > 0 && up % 3 > 0 ? `d${up % n}` : undefined]));
        const above = (id: string): string[] => {
          const up = parents.get(id);
          return up ? [up, ...above(up)] : [];
        };
        const items = all.map(({ quota, own }, n) => department(`d${n}`, quota ?? undefined, own));
        const top = all.flatMap(({ quota, own }, n) => {
          const isCovered = above(`d${n}`).some((id) => all[Number(id.slice(1))]?.quota !== null);
          return quota !== null && !isCovered ? [{ quota, own }] : [];
        });
        const sum = (of: "quota" | "own") => top.reduce((total, one) => total + one[of], 0);
        expect(plannedOf(items, parents)).toEqual(
          top.length === 0 ? undefined : { quotaMinor: sum("quota"), attainedMinor: sum("own") },
        );
      }),
    );
  });

  test("is that of people where no department has one, of those who have", () => {
    const person = (ownerId: string, quotaMinor: number | undefined, attainedMinor: number) =>
      ({ target: "person", ownerId, attainedMinor, ...(quotaMinor !== undefined && { quotaMinor }) }) as AttainedItem;
    const items = [department("d0", undefined, 9), person("a", 10, 4), person("b", undefined, 7), person("c", 5, 5)];
    expect(plannedOf(items, new Map())).toEqual({ quotaMinor: 15, attainedMinor: 9 });
  });
});

test("a month lies in the quarter whose months have it, whenever years begin", () => {
  for (let starts = 1; starts <= 12; starts++) {
    for (let month = 1; month <= 12; month++) {
      const of = `2027-${String(month).padStart(2, "0")}`;
      expect(monthsOf(quarterOf(of, starts), starts)).toContain(of);
    }
  }
});
