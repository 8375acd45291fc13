import { quarter, type Report, reportsOn, that, year } from "./report.ts";

const plan = reportsOn("plan", "planActual");

export const planReports: readonly Report[] = [
  plan(
    "signingPlan",
    ["签约达成", "Signing against plan"],
    ["各部门签约达成率", "What departments sign of what was asked"],
    "signedPlanMinor signedActualMinor signedAttainment",
    "departmentId",
    "bar",
    year,
  ),
  plan(
    "creditPlan",
    ["业绩达成", "Credits against plan"],
    ["个人业绩达成率", "What people earn of what was asked"],
    "creditPlanMinor creditActualMinor creditAttainment",
    "personId",
    "bar",
    quarter,
  ),
  plan(
    "planByPeriod",
    ["计划总览", "What was planned"],
    ["各期间各指标的计划", "What was asked, by period and measure"],
    "planMinor",
    "quotaPeriod measure",
    "stackedBar",
    { filter: that("quotaPeriod", "empty", false) },
  ),
  plan(
    "actualByMonth",
    ["每月实际", "What came about"],
    ["每月签约与业绩", "What was signed and earned each month"],
    "signedActualMinor creditActualMinor",
    "on.month",
    "line",
    year,
  ),
  plan(
    "partnerPlan",
    ["伙伴计划", "Partners against plan"],
    ["伙伴签约与计划", "What partners sign of what was asked"],
    "signedPlanMinor signedActualMinor",
    "partnerId",
    "bar",
    { ...year, filter: that("partnerId", "empty", false) },
  ),
];
