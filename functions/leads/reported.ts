import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  archived,
  average,
  count,
  createdOn,
  day,
  days,
  daysFrom,
  department,
  id,
  oneOf,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { hasReached } from "./rules.ts";
import { OPEN_STATUSES, SOURCES, STATUSES } from "./schema.ts";
import { lead } from "./table.ts";

/** The leads: where they came from, and how far they have come. */
export const leadFact: Fact = {
  name: "leads",
  label: ["线索", "Leads"],
  permissions: ["leads.read"],
  on: "createdOn",
  of: "lead",
  dimensions: {
    createdOn,
    convertedOn: day(["转化日期", "Converted on"], "convertedAt"),
    claimedOn: day(["领取日期", "Claimed on"], "claimedAt"),
    mqlOn: day(["成为 MQL 日期", "MQL on"], "mqlAt"),
    sqlOn: day(["成为 SQL 日期", "SQL on"], "sqlAt"),
    wonOn: day(["赢单日期", "Won on"], "wonAt"),
    source: oneOf(["来源", "Source"], SOURCES),
    channel: text(["渠道", "Channel"]),
    campaign: text(["活动", "Campaign"]),
    status: oneOf(["状态", "Status"], STATUSES),
    grade: text(["等级", "Grade"]),
    region: text(["区域", "Region"]),
    industry: text(["行业", "Industry"]),
    disqualifiedReason: text(["无效原因", "Why disqualified"]),
    poolId: id(["线索池", "Lead pool"], "leadPool"),
    ownerId: owner,
    departmentId: department,
    archived,
  },
  measures: {
    leads: count(["线索数", "Leads"], ["所有线索", "All leads"]),
    openLeads: count(["在跟线索", "Open leads"], ["仍可跟进的线索", "Leads that may still be worked on"], "status"),
    mql: count(
      ["MQL 及以上", "MQL and beyond"],
      ["曾达到市场认可的线索，无论后来如何", "Leads that ever came as far as mql"],
      ...["status", "mqlAt"],
    ),
    sql: count(
      ["SQL 及以上", "SQL and beyond"],
      ["曾达到销售认可的线索，无论后来如何", "Leads that ever came as far as sql"],
      ...["status", "sqlAt"],
    ),
    won: count(["已赢单", "Won"], ["其商机已赢单的线索", "Leads whose sale was won"], "wonAt"),
    converted: count(["已转化", "Converted"], ["已转为客户的线索", "Leads that became customers"], "status"),
    disqualified: count(["无效线索", "Disqualified"], ["判为无效的线索", "Leads of which nothing comes"], "status"),
    unclaimed: count(
      ["无人跟进", "Unclaimed"],
      ["没有负责人的在跟线索", "Open leads that nobody owns"],
      "ownerId",
      "status",
    ),
    score: count(["总评分", "Total score"], ["评分之和", "The scores together"], "score", "scoreParts"),
    touches: count(["触达次数", "Touches"], ["触达次数之和", "The touches together"], "touchCount"),
    daysToConvert: days(
      ["转化总天数", "Days to convert"],
      ["从创建到转化的天数之和", "Days from creation to conversion together"],
      "convertedAt",
    ),
    daysToWin: days(
      ["赢单总天数", "Days to win"],
      ["从创建到赢单的天数之和", "Days from creation to the won sale together"],
      "wonAt",
    ),
    mqlRate: share(["MQL 率", "MQL rate"], ["MQL 及以上 ÷ 线索数", "Leads as far as mql in all"], "mql", "leads"),
    sqlRate: share(["SQL 率", "SQL rate"], ["SQL 及以上 ÷ MQL 及以上", "Leads as far as sql of mql"], "sql", "mql"),
    wonRate: share(["赢单率", "Won rate"], ["已赢单 ÷ SQL 及以上", "Won leads of those as far as sql"], "won", "sql"),
    conversionRate: share(
      ["转化率", "Conversion rate"],
      ["已转化 ÷ 线索数", "Converted leads in all"],
      "converted",
      "leads",
    ),
    disqualifiedRate: share(
      ["无效率", "Disqualified rate"],
      ["无效线索 ÷ 线索数", "Disqualified leads in all"],
      "disqualified",
      "leads",
    ),
    averageScore: average(
      ["平均评分", "Average score"],
      ["总评分 ÷ 线索数", "Score of each lead"],
      "count",
      "score",
      "leads",
    ),
    averageDaysToConvert: average(
      ["平均转化天数", "Average days to convert"],
      ["转化总天数 ÷ 已转化", "Days of each converted lead"],
      "days",
      "daysToConvert",
      "converted",
    ),
    averageDaysToWin: average(
      ["平均赢单天数", "Average days to win"],
      ["赢单总天数 ÷ 已赢单", "Days of each won lead"],
      "days",
      "daysToWin",
      "won",
    ),
  },
  sources: [
    source(lead, (row, { day }) => {
      const isOpen = OPEN_STATUSES.includes(row.status) && !row.archived;
      const isConverted = row.status === "converted";
      return [
        {
          ...{ leads: 1, openLeads: where(isOpen) },
          ...{ mql: where(hasReached(row, "mqlAt")), sql: where(hasReached(row, "sqlAt")) },
          ...{ won: where(row.wonAt !== undefined), daysToWin: daysFrom(day(row.createdAt), day(row.wonAt)) },
          ...{ converted: where(isConverted), disqualified: where(row.status === "disqualified") },
          ...{ unclaimed: where(isOpen && row.ownerId === undefined), score: row.score, touches: row.touchCount ?? 0 },
          daysToConvert: where(isConverted, daysFrom(day(row.createdAt), day(row.convertedAt))),
        },
      ];
    }),
  ],
};
