import { type Fact, source } from "../../shared/facts/fact.ts";
import { creditPack } from "../credits/table.ts";
import { order } from "../orders/table.ts";
import { currency, day, department, id, money, oneOf, partner, share, text, where } from "../reported.ts";
import { monthsOf, PERIOD } from "./rules.ts";
import { MEASURES, TARGETS } from "./schema.ts";
import { fiscalCalendar, quota, signing, signingId } from "./table.ts";

const AMOUNT = "amountMinor";

/**
 * Plan against actual: what was asked of people, on the first day of its period; what was signed, and by whom, on its day;
 * and what cash has earned them, on its day.
 */
export const planFact: Fact = {
  name: "planActual",
  label: ["计划与实际", "Plan and actual"],
  permissions: ["quotas.read", "orders.read", "credits.read"],
  on: "on",
  dimensions: {
    on: day(["日期", "On"], "period", "signedAt", "earnedAt"),
    personId: id(["人员", "Person"], "user", "ownerId", "beneficiaryId"),
    departmentId: department,
    partnerId: partner,
    target: oneOf(["对象", "Target"], TARGETS),
    measure: oneOf(["指标", "Measure"], MEASURES),
    quotaPeriod: text(["计划期间", "Period"], "period"),
    currency,
  },
  measures: {
    planMinor: money(["计划金额", "Plan"], ["所有指标的计划", "What was asked for, of all measures"], AMOUNT),
    signedPlanMinor: money(["签约计划", "Signing plan"], ["签约指标的计划", "What was asked to be signed"], AMOUNT),
    creditPlanMinor: money(["业绩计划", "Credit plan"], ["业绩指标的计划", "What was asked to be earned"], AMOUNT),
    signedActualMinor: money(["签约实际", "Signed"], ["签约金额", "What was signed"], "totalMinor", "lines"),
    creditActualMinor: money(["业绩实际", "Credited"], ["主账本净业绩", "What cash has earned, net"], "entries"),
    signedAttainment: share(
      ["签约达成率", "Signing attained"],
      ["签约实际 ÷ 签约计划", "Signed of the plan"],
      "signedActualMinor",
      "signedPlanMinor",
    ),
    creditAttainment: share(
      ["业绩达成率", "Credits attained"],
      ["业绩实际 ÷ 业绩计划", "Credited of the plan"],
      "creditActualMinor",
      "creditPlanMinor",
    ),
  },
  sources: [
    source(quota, async (row, { find }) => {
      // As it stands, and not as a process remembers it: the file stays after the memory has gone.
      const { yearStartsInMonth } = fiscalCalendar.saidBy(await find(fiscalCalendar.entity, fiscalCalendar.rowId()));
      if (row.archived || !PERIOD.test(row.period)) return [];
      return [
        {
          ...{ on: `${monthsOf(row.period, yearStartsInMonth)[0]}-01`, personId: row.ownerId },
          ...{ departmentId: row.departmentId, partnerId: row.partnerId, target: row.target, measure: row.measure },
          ...{ quotaPeriod: row.period, currency: row.currency, planMinor: row.amountMinor },
          signedPlanMinor: where(row.measure === "signed", row.amountMinor),
          creditPlanMinor: where(row.measure === "credits", row.amountMinor),
        },
      ];
    }),
    source(order, async (row, { table, day }) => {
      if (row.status !== "signed" || row.archived) return [];
      const by = (await table.find(signing, signingId(row.id))) ?? row;
      return [
        {
          ...{ on: day(row.signedAt), personId: by.ownerId, departmentId: by.departmentId, partnerId: by.partnerId },
          ...{ currency: row.currency, signedActualMinor: row.totalMinor },
        },
      ];
    }),
    source(creditPack, (row, { day }) => {
      const isPartner = row.beneficiaryId?.startsWith("ptn_") === true;
      const counted = row.entries.filter(({ ledger }) => ledger === "primary");
      if (counted.length === 0) return [];
      return [
        {
          ...{ on: day(row.earnedAt), departmentId: row.departmentId, currency: row.currency },
          ...(isPartner ? { partnerId: row.beneficiaryId } : { personId: row.beneficiaryId }),
          creditActualMinor: counted.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        },
      ];
    }),
  ],
};
