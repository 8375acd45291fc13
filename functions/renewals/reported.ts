import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  count,
  currency,
  day,
  department,
  different,
  id,
  money,
  oneOf,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { CHURN_CAUSES, RENEWAL_STATES } from "./schema.ts";
import { renewal } from "./table.ts";

const AMOUNTS = ["dueMinor", "renewedMinor", "state"];

/** What was due for renewal, and what became of it by now, whenever that was: `renewal-bridge` tells the bases apart. */
export const renewalFact: Fact = {
  name: "renewals",
  label: ["续约", "Renewals"],
  permissions: ["renewals.read"],
  on: "dueOn",
  of: "renewal",
  dimensions: {
    dueOn: day(["到期日期", "Due on"]),
    startsOn: day(["合同开始", "Starts on"]),
    accountId: account,
    orderId: id(["原订单", "Order"], "order"),
    ownerId: owner,
    departmentId: department,
    productType: text(["产品类型", "Product type"]),
    tier: text(["客户层级", "Tier"]),
    state: oneOf(["状态", "State"], RENEWAL_STATES),
    churnCause: oneOf(["流失原因", "Churned since"], CHURN_CAUSES),
    firstYear: text(["首签年份", "First year"]),
    renewals: { label: ["已续次数", "Renewed before"], kind: "number" },
    currency,
  },
  measures: {
    dues: count(["应续笔数", "Dues"], ["到期应续的合同", "What was due"]),
    renewedDues: count(["续约笔数", "Renewed dues"], ["全额续约的合同", "What was renewed in full"], "state"),
    churnedDues: count(["流失笔数", "Churned dues"], ["流失的合同", "What nobody renewed"], "state"),
    dueMinor: money(["应续金额", "Due"], ["到期应续金额", "What was due"], "dueMinor"),
    renewedMinor: money(["已续金额", "Renewed"], ["已续约金额", "What was renewed of it"], "renewedMinor"),
    openMinor: money(["待续金额", "Still due"], ["尚待续约", "What may still be renewed"], ...AMOUNTS),
    upgradedMinor: money(["升级金额", "Upgraded"], ["超出应续的部分", "What was renewed beyond it"], ...AMOUNTS),
    downgradedMinor: money(
      ["降级金额", "Downgraded"],
      ["部分续约的差额", "What a renewal in part left out"],
      ...AMOUNTS,
    ),
    churnedMinor: money(["流失金额", "Churned"], ["流失的应续金额", "What was lost"], ...AMOUNTS),
    startMinor: money(
      ["期初金额", "At the start"],
      ["合同本身的金额", "What contracts came to before anything was added"],
      "startMinor",
    ),
    keptMinor: money(
      ["留存金额", "Kept"],
      ["已续且不超过期初", "What was renewed of what there was at the start"],
      "startMinor",
      "renewedMinor",
    ),
    renewalRate: share(
      ["续约率", "Renewal rate"],
      ["已续金额 ÷ 应续金额", "Renewed of due"],
      "renewedMinor",
      "dueMinor",
    ),
    countRate: share(
      ["续约笔数率", "Renewal rate by count"],
      ["续约笔数 ÷ 应续笔数", "Renewed dues of dues"],
      "renewedDues",
      "dues",
    ),
    grossRetention: share(
      ["毛留存", "Gross retention"],
      ["留存金额 ÷ 期初金额", "Kept of the start"],
      "keptMinor",
      "startMinor",
    ),
    netRetention: share(
      ["净留存", "Net retention"],
      ["已续金额 ÷ 期初金额", "Renewed of the start"],
      "renewedMinor",
      "startMinor",
    ),
    customers: different(["客户数", "Accounts"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(renewal, (row) => {
      if (row.archived) return [];
      const { state, dueMinor, renewedMinor, startMinor } = row;
      const is = (one: typeof state): boolean => state === one;
      return [
        {
          ...{ dues: 1, renewedDues: where(is("renewed")), churnedDues: where(is("churned")), dueMinor, renewedMinor },
          ...{ openMinor: where(is("due"), dueMinor), churnedMinor: where(is("churned"), dueMinor) },
          upgradedMinor: Math.max(0, renewedMinor - dueMinor),
          downgradedMinor: where(is("partly"), dueMinor - renewedMinor),
          ...{ startMinor, keptMinor: Math.min(renewedMinor, startMinor) },
        },
      ];
    }),
  ],
};
