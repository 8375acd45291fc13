import { fieldsOn, type Mode, pipelineOf, valueModelOf, viewOf } from "../mode.ts";

/** A few customers who matter most: each has a plan, is covered by region, line and role, and is watched for a fall. */
export const keyAccount: Mode = {
  mode: "keyAccount",
  label: ["大客户", "Key account"],
  summary: [
    "客户规划、区域 × 产品线 × 角色覆盖、价值下降提醒",
    "An account plan, coverage by region, line and role, and an alert when value falls",
  ],
  reports: ["customerCosts", "costOfWonDeals", "creditPlan"],
  parts: (say) => [
    ...fieldsOn("account", [
      { key: "planGoal", label: say("规划目标", "Goal of the plan"), type: "longText" },
      { key: "planRisks", label: say("风险与对策", "Risks and answers"), type: "longText" },
      { key: "planTarget", label: say("年度目标", "Target of the year"), type: "money" },
      { key: "planReviewOn", label: say("下次规划回顾", "Next review of the plan"), type: "date" },
    ]),
    pipelineOf("keyAccount", say("大客户经营", "Key accounts"), [
      ["plan", say("规划", "Planned"), 10, "pipeline", { maxDays: 60 }],
      ["develop", say("培育", "Developed"), 40, "best", { maxDays: 90, requiredFields: ["stakeholders"] }],
      ["agree", say("达成意向", "Agreed"), 75, "commit", { maxDays: 45, requiredFields: ["amountMinor"] }],
      ["won", say("签约", "Signed"), 100, "closedWon"],
      ["lost", say("终止", "Ended"), 0, "closedLost"],
    ]),
    {
      ...{ key: "manager", path: "/v1/roles" },
      body: {
        name: say("大客户经理", "Key account manager"),
        permissions: [
          ...["accounts.*", "contacts.*", "opportunities.*", "activities.*", "orders.read", "receivables.read"],
          ...["values.read", "coverage.read", "expenses.read", "expenses.write", "files.*"],
        ],
        scopes: { "*": "team" },
      },
    },
    valueModelOf(
      say("大客户价值", "Value of key accounts"),
      [
        ["received", say("近一年回款", "Received in a year"), "existing", "receivedLastYearMinor", 1_000_000_000, 35],
        ["breadth", say("产品线宽度", "Lines bought"), "existing", "productTypes", 5, 15],
        ["sales", say("在谈商机", "Open sales"), "potential", "openSalesMinor", 500_000_000, 25],
        ["target", say("目标达成", "Target attained"), "potential", "orderedLastYearMinor / custom.planTarget", 1, 15],
        ["size", say("标杆", "Example"), "model", "size", 10_000, 10],
      ],
      2_000,
    ),
    {
      ...{ key: "coverage", path: "/v1/coverage-plans" },
      body: {
        name: say("大客户覆盖", "Coverage of key accounts"),
        when: { field: "tier", op: "eq", value: "KA" },
        regions: [say("华东", "East"), say("华北", "North"), say("华南", "South"), say("西部", "West")],
        productLines: [say("软件", "Software"), say("服务", "Services"), say("硬件", "Hardware")],
        roles: [say("客户经理", "Account manager"), say("解决方案", "Solutions"), say("交付", "Delivery")],
        ownerRole: say("客户经理", "Account manager"),
      },
    },
    {
      ...{ key: "visits", path: "/v1/tier-rules" },
      body: {
        ...{ name: say("大客户拜访", "Visits to key accounts"), priority: 700, tier: "KA" },
        when: { field: "receivedLastYearMinor", op: "gte", value: 100_000_000 },
        ...{ visitEveryDays: 30, callEveryDays: 14 },
      },
    },
    viewOf("plansDue", {
      ...{ name: say("一个月内回顾规划", "Plans to be reviewed within a month"), noun: "account" },
      filter: { field: "custom.planReviewOn", op: "eq", value: { next: 30, unit: "day" } },
    }),
    viewOf("uncovered", {
      ...{ name: say("无规划的大客户", "Key accounts without a plan"), noun: "account" },
      filter: {
        all: [
          { field: "tier", op: "eq", value: "KA" },
          { field: "custom.planGoal", op: "empty", value: true },
        ],
      },
    }),
  ],
};
