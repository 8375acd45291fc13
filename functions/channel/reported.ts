import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  archived,
  average,
  count,
  createdOn,
  currency,
  day,
  days,
  daysFrom,
  department,
  different,
  id,
  money,
  oneOf,
  owner,
  partner,
  share,
  text,
  where,
} from "../reported.ts";
import { REGISTRATION_STATES } from "./schema.ts";
import { dealRegistration } from "./table.ts";

/** Those that have come to be decided for: protected, over, or a sale. */
const APPROVED: readonly string[] = ["approved", "expired", "converted"];

/** The deals that partners register. */
export const dealRegistrationFact: Fact = {
  name: "dealRegistrations",
  label: ["商机报备", "Deal registrations"],
  permissions: ["channel.read"],
  on: "createdOn",
  of: "dealRegistration",
  dimensions: {
    createdOn,
    submittedOn: day(["提交日期", "Submitted on"], "submittedAt"),
    decidedOn: day(["决定日期", "Decided on"], "decidedAt"),
    expectedOn: day(["预计日期", "Expected on"]),
    protectedUntil: day(["保护截止", "Protected until"]),
    partnerId: partner,
    customerName: text(["客户名称", "Customer"]),
    ownerId: owner,
    departmentId: department,
    opportunityId: id(["商机", "Opportunity"], "opportunity"),
    state: oneOf(["状态", "Status"], REGISTRATION_STATES),
    currency,
    archived,
  },
  measures: {
    registrations: count(["报备数", "Registrations"], ["所有报备", "All registrations"]),
    amountMinor: money(
      ["报备金额", "Amount"],
      ["报备商机的金额", "What the deals are expected to bring"],
      "amountMinor",
    ),
    submitted: count(["已提交", "Submitted"], ["提交过的报备", "Those that were submitted"], "submittedAt"),
    inConflict: count(["冲突中", "In conflict"], ["冲突队列中的报备", "Those in the conflict queue now"], "state"),
    approved: count(["批准", "Approved"], ["批准过的报备", "Those that were approved"], "state", "decidedAt"),
    approvedMinor: money(
      ["批准金额", "Approved amount"],
      ["批准过的报备的金额", "What those were expected to bring"],
      "amountMinor",
      "state",
      "decidedAt",
    ),
    rejected: count(["驳回", "Rejected"], ["驳回的报备", "Those that were refused"], "state"),
    expired: count(["过期", "Expired"], ["保护期满的报备", "Those whose protection has ended"], "state"),
    converted: count(["转商机", "Converted"], ["转为商机的报备", "Those that became sales"], "state"),
    decided: count(["已决定", "Decided"], ["批准或驳回的报备", "Approved or refused"], "decidedAt"),
    decisionDays: days(
      ["决定天数合计", "Days to decide in all"],
      ["从提交到决定的天数", "From being submitted to being decided"],
      "submittedAt",
      "decidedAt",
    ),
    approvalRate: share(["批准率", "Approval rate"], ["批准 ÷ 已决定", "Approved in decided"], "approved", "decided"),
    conversionRate: share(
      ["转化率", "Conversion rate"],
      ["转商机 ÷ 批准", "Converted in approved"],
      "converted",
      "approved",
    ),
    daysToDecide: average(
      ["平均决定天数", "Days to decide"],
      ["决定天数合计 ÷ 已决定", "Days for each that was decided"],
      "days",
      "decisionDays",
      "decided",
    ),
    partners: different(["报备伙伴数", "Partners"], ["不同的伙伴", "Different partners"], "partnerId"),
  },
  sources: [
    source(dealRegistration, (row, { day: on }) => {
      const { state, amountMinor = 0, submittedAt, decidedAt } = row;
      // One that is withdrawn after it was approved was approved.
      const isApproved = APPROVED.includes(state) || (state === "withdrawn" && decidedAt !== undefined);
      return [
        {
          ...{ registrations: 1, amountMinor, submitted: where(submittedAt !== undefined) },
          inConflict: where(state === "conflict"),
          ...{ approved: where(isApproved), approvedMinor: where(isApproved, amountMinor) },
          rejected: where(state === "rejected"),
          expired: where(state === "expired"),
          converted: where(state === "converted"),
          decided: where(decidedAt !== undefined),
          decisionDays: decidedAt ? daysFrom(on(submittedAt), on(decidedAt)) : 0,
        },
      ];
    }),
  ],
};
