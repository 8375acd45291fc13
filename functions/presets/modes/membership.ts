import { fieldsOn, type Mode, valueModelOf, viewOf } from "../mode.ts";

const LEVELS = ["S", "A", "B"] as const;

/** Many customers who buy again and again: they are valued by how they buy, and cared for by date and behaviour. */
export const membership: Mode = {
  mode: "membership",
  label: ["会员制", "Membership"],
  summary: [
    "按频次、品类、支付方式、信用、忠诚度与影响力衡量客户，按日期与行为关怀",
    "Value by frequency, category, payment, credit, loyalty and influence; care by date and behaviour",
  ],
  reports: ["customerCosts", "costByCategory"],
  parts: (say) => [
    ...fieldsOn("account", [
      { key: "memberSince", label: say("入会日期", "Member since"), type: "date" },
      { key: "anniversary", label: say("下次纪念日", "Next anniversary"), type: "date" },
      {
        ...{ key: "paysBy", label: say("支付方式", "Pays by"), type: "enum" },
        options: [say("预付", "Prepaid"), say("月结", "Monthly"), say("货到付款", "On delivery")],
      },
      { key: "referrals", label: say("转介绍数", "Referrals"), type: "integer" },
    ]),
    valueModelOf(
      say("会员价值", "Value of members"),
      [
        ["frequency", say("购买频次", "Frequency"), "existing", "ordersLastYear", 12, 25],
        ["amount", say("近一年订货额", "Ordered in a year"), "existing", "orderedLastYearMinor", 5_000_000, 20],
        ["category", say("品类数", "Categories"), "existing", "productTypes", 5, 10],
        [
          ...(["payment", say("支付方式", "Payment"), "existing"] as const),
          ...([`if(custom.paysBy == "${say("预付", "Prepaid")}", 1, 0)`, 1, 10] as const),
        ],
        ["credit", say("信用", "Credit"), "existing", "if(openMinor > 0, 0, 1)", 1, 10],
        ["loyalty", say("忠诚度", "Loyalty"), "potential", "customerDays", 1_095, 15],
        ["influence", say("影响力", "Influence"), "model", "custom.referrals", 10, 10],
      ],
      4_000,
    ),
    ...LEVELS.map((tier, n) => ({
      ...{ key: `care${tier}`, path: "/v1/tier-rules" },
      body: {
        ...{ name: say(`会员 ${tier} 级关怀`, `Care of ${tier} members`), priority: 500 + n, tier },
        when: { field: "receivedLastYearMinor", op: "gte", value: [2_000_000, 500_000, 1][n] },
        callEveryDays: [14, 30, 90][n],
      },
    })),
    {
      ...{ key: "careFalling", path: "/v1/playbooks" },
      body: {
        ...{ name: say("会员活跃下降关怀", "Care of members who use less"), trigger: "healthDropped" },
        steps: [
          { subject: say("电话关怀", "Call the member"), afterDays: 1 },
          { subject: say("赠送优惠", "Offer something"), afterDays: 7 },
        ],
      },
    },
    viewOf("anniversaries", {
      ...{ name: say("两周内纪念日", "Anniversaries within two weeks"), noun: "account" },
      filter: { field: "custom.anniversary", op: "eq", value: { next: 14, unit: "day" } },
    }),
  ],
};
