import { type Mode, pipelineOf, valueModelOf, viewOf } from "../mode.ts";

/** One person owns the sale of a product with a price, from the first contact to the order. */
export const standard: Mode = {
  mode: "standard",
  label: ["标准产品销售", "Standard product"],
  summary: ["一名销售独立负责一单", "One salesperson owns the sale"],
  reports: ["costOfWonDeals", "signingPlan", "rivals"],
  parts: (say) => [
    pipelineOf("standard", say("标准产品销售", "Standard product"), [
      ["contact", say("接触", "Contact"), 10, "pipeline", { maxDays: 14 }],
      ["need", say("确认需求", "Need confirmed"), 30, "pipeline", { maxDays: 21 }],
      ["offer", say("报价", "Offer"), 60, "best", { maxDays: 21, requiredFields: ["amountMinor", "expectedOn"] }],
      ["order", say("待下单", "Order expected"), 90, "commit", { maxDays: 14 }],
      ["won", say("赢单", "Won"), 100, "closedWon"],
      ["lost", say("输单", "Lost"), 0, "closedLost"],
    ]),
    valueModelOf(say("标准产品客户价值", "Value of product customers"), [
      ["received", say("近一年回款", "Received in a year"), "existing", "receivedLastYearMinor", 100_000_000, 50],
      ["orders", say("近一年订单数", "Orders in a year"), "existing", "ordersLastYear", 6, 20],
      ["sales", say("在谈商机", "Open sales"), "potential", "openSalesMinor", 50_000_000, 20],
      ["size", say("规模", "Size"), "model", "size", 500, 10],
    ]),
    viewOf("closingSoon", {
      ...{ name: say("三十天内成交", "Closing within thirty days"), noun: "opportunity", sort: "expectedOn" },
      filter: {
        all: [
          { field: "status", op: "eq", value: "open" },
          { field: "expectedOn", op: "eq", value: { next: 30, unit: "day" } },
        ],
      },
    }),
    viewOf("withoutAmount", {
      ...{ name: say("未填金额的商机", "Open without an amount"), noun: "opportunity" },
      filter: {
        all: [
          { field: "status", op: "eq", value: "open" },
          { field: "amountMinor", op: "empty", value: true },
        ],
      },
    }),
  ],
};
