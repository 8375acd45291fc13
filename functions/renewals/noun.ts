import * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { order } from "../orders/table.ts";
import { department, user } from "../users/table.ts";
import { standingOf } from "./rules.ts";
import { RENEWAL_STATES, Renewal } from "./schema.ts";
import { renewal } from "./table.ts";

const others = (state: string): string[] => RENEWAL_STATES.filter((other) => other !== state);

/** What is due for renewal, as everything that handles records by their declaration knows it. Orders tell it, nobody writes it. */
export const renewalNoun: Noun = noun({
  entity: renewal,
  module: "renewals",
  path: "/v1/renewals",
  input: z.object({}),
  view: Renewal,
  readOnly: true,
  listed: true,
  lacks: {
    custom: "orders tell it, nobody writes it",
    referable: "it follows from orders, which can be referred to",
    search: "it is found by the contract that it is of",
  },
  labels: {
    noun: ["续约", "Renewal"],
    fields: {
      dueOn: ["到期日", "Due on"],
      dueMinor: ["应续金额", "Due"],
      renewedMinor: ["已续金额", "Renewed"],
      startMinor: ["期初金额", "At the start"],
      addedMinor: ["增购金额", "Added"],
      parts: ["续约订单", "Renewed by"],
      renewals: ["已续次数", "Renewals before"],
      firstYear: ["首签年份", "First year"],
      lapsesOn: ["流失判定日", "Lapses on"],
      startsOn: ["开始日期", "Starts on"],
      terminatedOn: ["终止日期", "Terminated on"],
      churnCause: ["流失方式", "Churned by"],
      churnedOn: ["流失日期", "Churned on"],
      churnReason: ["流失原因", "Churned because"],
      autoRenewMonths: ["自动续约月数", "Renews itself for months"],
      noticeBy: ["最晚通知日", "Notice by"],
      noticeOn: ["通知日期", "Notice given on"],
      noticeReason: ["不续原因", "Notice because"],
      quoteId: ["续约报价", "Renewal quote"],
      renewalOrderId: ["自动续约订单", "Order of itself"],
      steps: ["已办步骤", "Steps done"],
    },
    options: {
      due: ["应续", "Due"],
      renewed: ["已续", "Renewed"],
      partly: ["部分续约", "Partly"],
      churned: ["流失", "Churned"],
      told: ["客户告知", "Told"],
      ended: ["合同终止", "Ended"],
      lapsed: ["逾期未续", "Lapsed"],
    },
  },
  title: ({ contractNo, orderId, dueOn }) => `${contractNo ?? orderId} ${dueOn}`,
  filters: [
    ...(["orderId", "accountId", "ownerId", "departmentId", "state", "productType"] as const),
    ...(["currency", "tier", "firstYear", "renewals", "churnCause"] as const),
  ],
  ranges: ["dueOn", "dueMinor", "renewedMinor", "noticeBy"],
  references: { orderId: order, accountId: account, ownerId: user, departmentId: department },
  kept: [
    ...(["dueOn", "accountId", "orderId", "contractNo", "productType", "ownerId", "tier", "state"] as const),
    ...(["startMinor", "addedMinor", "dueMinor", "renewedMinor", "currency", "renewals", "firstYear"] as const),
  ],
  told: { by: "ownerId", byDay: true, detail: ["dueOn", "dueMinor", "renewedMinor", "currency", "state"] },
  section: {
    group: "business",
    amounts: {
      dueMinor: { of: ["dueMinor", "state", "currency"], sum: (row) => (row.state === "due" ? row.dueMinor : 0) },
    },
  },
  states: {
    field: "state",
    next: Object.fromEntries(RENEWAL_STATES.map((state) => [state, others(state)])),
    instead: {
      churn: "only what is due can be given up",
      reopen: "only what somebody has given up can be due again",
      "give-notice": "notice is given of what is due",
    },
  },
  derive: ({ now, tenant }, row) => standingOf(row, civilDate(new Date(now), tenant.timeZone)),
  example: {},
});
