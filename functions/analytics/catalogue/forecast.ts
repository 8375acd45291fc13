import { both, type Report, reportsOn, that, year } from "./report.ts";

const forecast = reportsOn("forecast", "opportunities");

const OPEN = that("status", "eq", "open");

export const forecastReports: readonly Report[] = [
  forecast(
    "expectedByMonth",
    ["预计成交", "What is expected"],
    ["各月预计成交金额", "What is expected to be decided, by month"],
    "openMinor open",
    "expectedOn.month",
    "bar",
    { on: "expectedOn", filter: both(OPEN, that("expectedOn", "gte", "today")) },
  ),
  forecast(
    "overdueDeals",
    ["逾期商机", "Deals past their day"],
    ["已过预计日期仍未决的商机", "What should have been decided and is not"],
    "open openMinor",
    "ownerId",
    "bar",
    { filter: both(OPEN, that("expectedOn", "lt", "today")) },
  ),
  forecast(
    "undatedDeals",
    ["无日期商机", "Deals without a day"],
    ["没有预计成交日期的商机", "Open opportunities without an expected day"],
    "open openMinor",
    "ownerId",
    "bar",
    { filter: both(OPEN, that("expectedOn", "empty", true)) },
  ),
  forecast(
    "wonAgainstOpen",
    ["已赢与在跟", "Won and still open"],
    ["预计月份的赢单与在跟金额", "What was won and what is open, by the month in which it was expected"],
    "wonMinor openMinor lostMinor",
    "expectedOn.month",
    "stackedBar",
    { ...year, on: "expectedOn" },
  ),
  forecast(
    "nextStepDays",
    ["下一步安排", "Next steps"],
    ["即将到来的下一步", "When something is to be done for what is open"],
    "open openMinor",
    "nextStepOn.week",
    "bar",
    { on: "nextStepOn", filter: both(OPEN, that("nextStepOn", "gte", "today")) },
  ),
  forecast(
    "largestDeals",
    ["大单分布", "Where the value lies"],
    ["未决金额集中在哪些客户", "Which accounts what is open is with"],
    "openMinor soldAccounts",
    "accountId",
    "bar",
    { filter: OPEN, limit: 20 },
  ),
];
