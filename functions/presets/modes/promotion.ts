import { fieldsOn, type Mode, pipelineOf, valueModelOf, viewOf } from "../mode.ts";

/** Goods are sold by retailers: they are visited, their shelves are looked at, and what promotion costs is booked on each. */
export const promotion: Mode = {
  mode: "promotion",
  label: ["促销推广", "Promotion"],
  summary: [
    "零售商拜访计划、门店检查、竞品动销与每店推广费用",
    "Visits to retailers, store audits, competitors' sell-through and promotion spend of each",
  ],
  reports: ["customerCosts", "campaignCosts", "rivals"],
  parts: (say) => [
    ...fieldsOn("account", [
      {
        ...{ key: "storeType", label: say("门店类型", "Kind of store"), type: "enum" },
        options: [
          say("连锁", "Chain"),
          say("商超", "Supermarket"),
          say("便利店", "Convenience"),
          say("独立店", "Single"),
        ],
      },
      { key: "shelfMetres", label: say("陈列米数", "Metres of shelf"), type: "decimal" },
    ]),
    ...fieldsOn("activity", [
      { key: "auditFacings", label: say("排面数", "Facings"), type: "integer" },
      { key: "auditOutOfStock", label: say("缺货品数", "Out of stock"), type: "integer" },
      { key: "auditPromotionSeen", label: say("促销执行", "Promotion seen"), type: "boolean" },
      { key: "rivalUnitsSold", label: say("竞品动销件数", "Units that rivals sold"), type: "integer" },
      { key: "rivalPriceSeen", label: say("竞品售价", "Rivals' price"), type: "money" },
    ]),
    pipelineOf("promotion", say("进店", "Listing"), [
      ["approach", say("接洽", "Approach"), 20, "pipeline", { maxDays: 30 }],
      [
        "terms",
        say("谈条件", "Terms"),
        50,
        "best",
        { maxDays: 30, requiredTasks: [{ key: "audit", name: say("门店检查", "Store audit") }] },
      ],
      ["listed", say("进店", "Listed"), 100, "closedWon"],
      ["refused", say("未进店", "Not listed"), 0, "closedLost"],
    ]),
    valueModelOf(say("零售商价值", "Value of retailers"), [
      ["ordered", say("近一年订货", "Ordered in a year"), "existing", "orderedLastYearMinor", 20_000_000, 50],
      [
        "return",
        say("费用后贡献", "Less promotion"),
        "existing",
        "orderedLastYearMinor - expensesMinor",
        20_000_000,
        30,
      ],
      ["shelf", say("陈列", "Shelf"), "potential", "custom.shelfMetres", 10, 20],
    ]),
    ...["A", "B"].map((tier, n) => ({
      ...{ key: `visits${tier}`, path: "/v1/tier-rules" },
      body: {
        ...{ name: say(`${tier} 类门店拜访计划`, `Visits to ${tier} stores`), priority: 600 + n, tier },
        when: { field: "custom.shelfMetres", op: "gte", value: [8, 2][n] },
        visitEveryDays: [7, 30][n],
      },
    })),
    viewOf("visitsDue", {
      ...{ name: say("本周拜访", "Visits of the week"), noun: "activity" },
      filter: {
        all: [
          { field: "kind", op: "eq", value: "visit" },
          { field: "state", op: "eq", value: "open" },
        ],
      },
    }),
    viewOf("outOfStock", {
      ...{ name: say("缺货门店", "Stores out of stock"), noun: "activity" },
      filter: { field: "custom.auditOutOfStock", op: "gte", value: 1 },
    }),
  ],
};
