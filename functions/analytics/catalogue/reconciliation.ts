import { both, lately, type Report, reportsOn, that, year } from "./report.ts";

const quality = reportsOn("reconciliation", "reconciliation");

export const reconciliationReports: readonly Report[] = [
  quality(
    "automaticShare",
    ["自动核销率", "Automatic share"],
    ["引擎自动核销的占比", "What the engine applies by itself"],
    "automaticRate byEngine byPeople",
    "bookedOn.month",
    "line",
    year,
  ),
  quality(
    "undecidedLines",
    ["未决流水", "Undecided lines"],
    ["仍未核销的入账及原因", "What came in and is not explained, and why"],
    "undecided lineMinor",
    "why",
    "bar",
    {
      filter: both(
        that("direction", "eq", "credit"),
        that("decidedBy", "eq", "nobody"),
        that("state", "ne", "excluded"),
      ),
    },
  ),
  quality(
    "evidence",
    ["判定依据", "By which evidence"],
    ["引擎依据什么核销", "What the engine's bookings rest on"],
    "byEngine lineMinor",
    "step",
    "bar",
    { ...year, filter: that("decidedBy", "eq", "engine") },
  ),
  quality(
    "excludedLines",
    ["排除的流水", "Excluded lines"],
    ["不属于客户款项的流水", "Lines that are no customer's payment"],
    "excluded lineMinor",
    "exclusion",
    "pie",
    { ...year, filter: that("state", "eq", "excluded") },
  ),
  quality(
    "mistakes",
    ["核销差错", "Undone lines"],
    ["核销后又撤销的流水", "Lines that were applied and undone"],
    "undone undoneRate",
    "bookedOn.month",
    "line",
    year,
  ),
  quality(
    "explainedShare",
    ["解释率", "Explained share"],
    ["入账中已解释的占比", "How much of what came in is explained"],
    "applicable explained explainedRate",
    "connectionId",
    "bar",
    year,
  ),
  quality(
    "feedDelay",
    ["流水到达时效", "How late banks tell"],
    ["入账后多久收到通知", "How long after booking banks tell of a line"],
    "bankLines averageDaysToTell",
    "connectionId",
    "bar",
    lately,
  ),
  quality(
    "outgoing",
    ["出账流水", "Outgoing lines"],
    ["从账户出去的款项", "Money that went out"],
    "bankLines lineMinor",
    "exclusion",
    "bar",
    { ...year, filter: that("direction", "eq", "debit") },
  ),
];
