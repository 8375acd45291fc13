import * as z from "zod";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { partner } from "../partners/table.ts";
import { PartnerStatement, RebateRule, RebateRuleInput } from "./schema.ts";
import { partnerStatement, rebateRule } from "./table.ts";

/** What partners are given of received cash. Each change of its terms is a version of its own. */
export const rebateRuleNoun: Noun = noun({
  entity: rebateRule,
  module: "rebating",
  path: "/v1/rebate-rules",
  input: RebateRuleInput,
  view: RebateRule,
  filters: ["currency", "period"],
  references: { partnerIds: partner },
  writing: async () => (await import("./writing.ts")).writing,
  example: {
    body: {
      name: "2026 金牌返利",
      fromOn: "2099-01-01",
      currency: "CNY",
      period: "quarter",
      tiering: "retroactive",
      tiers: [
        { fromMinor: 0, basisPoints: 500 },
        { fromMinor: 10_000_000, basisPoints: 800 },
      ],
      asksAcknowledgement: true,
      text: "季度回款满十万元，全部回款按百分之八返利。",
    },
  },
  patchExample: { body: { toOn: "2099-12-31" } },
});

/** What a partner was credited in a month. Entries make it, the clock closes it. */
export const partnerStatementNoun: Noun = noun({
  entity: partnerStatement,
  module: "rebates",
  path: "/v1/partner-statements",
  input: z.object({}),
  view: PartnerStatement,
  readOnly: true,
  listed: true,
  labels: {
    noun: ["返利对账单", "Partner statement"],
    fields: {
      ownerId: ["渠道经理", "Partner manager"],
      month: ["月份", "Month"],
      entries: ["明细条数", "Entries"],
      closesAt: ["关账时间", "Closes at"],
      disputes: ["异议", "Disputes"],
      settledAt: ["确认时间", "Settled at"],
      paidOn: ["支付日期", "Paid on"],
    },
    options: {
      open: ["累计中", "Open"],
      closed: ["已关账", "Closed"],
      settled: ["已确认", "Settled"],
      paid: ["已支付", "Paid"],
    },
  },
  lacks: {
    search: "it is known by its month",
    custom: "entries make it",
    told: "it hangs on no account",
    referable: "it is found by its partner",
  },
  title: ({ month, currency }) => `${month} ${currency}`,
  filters: ["partnerId", "ownerId", "month", "currency", "state"],
  references: { partnerId: partner },
  states: {
    field: "state",
    next: { open: ["closed"], closed: ["settled"], settled: ["paid"] },
    instead: {
      dispute: "a closed statement is disputed, before it is settled",
      settle: "a statement is settled once it is closed, which the clock does at the end of its month",
      "mark-paid": "settle it first",
    },
  },
  example: { body: {} },
});
