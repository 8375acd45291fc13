import { type Fact, source } from "../../shared/facts/fact.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import {
  account,
  archived,
  average,
  balance,
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
  product,
  share,
  text,
  where,
  yes,
} from "../reported.ts";
import { STAGE } from "./rules.ts";
import { STATUSES } from "./schema.ts";
import { opportunity, stageMove } from "./table.ts";

const won = count(["赢单数", "Won"], ["赢单的商机", "Opportunities that were won"], "status");
const lost = count(["输单数", "Lost"], ["输单的商机", "Opportunities that were lost"], "status");
const decided = count(["已决商机", "Decided"], ["赢单或输单的商机", "Opportunities won or lost"], "status");
const winRate = share(["赢单率", "Win rate"], ["赢单数 ÷ 已决商机", "Won of decided"], "won", "decided");
const opportunities = count(["商机数", "Opportunities"], ["所有商机", "All opportunities"]);
const amountMinor = money(["商机金额", "Amount"], ["商机金额之和", "What they are worth together"], "amountMinor");
const wonMinor = money(["赢单金额", "Won amount"], ["赢单金额之和", "What was won"], "amountMinor", "status");
const lostMinor = money(["输单金额", "Lost amount"], ["输单金额之和", "What was lost"], "amountMinor", "status");

const dimensions = {
  createdOn,
  expectedOn: day(["预计成交日期", "Expected on"]),
  closedOn: day(["关闭日期", "Closed on"]),
  accountId: account,
  ownerId: owner,
  departmentId: department,
  pipelineId: id(["销售流程", "Pipeline"], "pipeline"),
  stage: { ...oneOf(["阶段", "Stage"]), of: STAGE },
  status: oneOf(["状态", "Status"], STATUSES),
  lostReason: text(["输单原因", "Why lost"]),
  currency,
};

/** How a sale ended, and what of its amount that was. */
function endOf({ status, amountMinor = 0 }: Pick<RowOf<typeof opportunity>, "status" | "amountMinor">) {
  const [isWon, isLost] = [status === "closedWon", status === "closedLost"];
  return {
    ...{ amountMinor, won: where(isWon), lost: where(isLost), decided: where(isWon || isLost) },
    ...{ wonMinor: where(isWon, amountMinor), lostMinor: where(isLost, amountMinor) },
  };
}

/** Sales that may come about, as they stand. */
export const opportunityFact: Fact = {
  name: "opportunities",
  label: ["商机", "Opportunities"],
  permissions: ["opportunities.read"],
  on: "createdOn",
  of: "opportunity",
  dimensions: {
    ...dimensions,
    nextStepOn: day(["下一步日期", "Next step on"]),
    stageOn: day(["进入阶段日期", "In its stage since"], "stageAt", "stage"),
    isFromLead: yes(["来自线索", "Came from a lead"], "leadId"),
    archived,
  },
  measures: {
    opportunities,
    ...{ amountMinor, won, lost, decided, wonMinor, lostMinor, winRate },
    open: count(["进行中商机", "Open"], ["未决的商机", "Opportunities not decided"], "status"),
    openMinor: balance(
      ["进行中金额", "Open amount"],
      ["未决商机金额", "What is not decided is worth"],
      "amountMinor",
      "status",
    ),
    decidedMinor: money(
      ["已决金额", "Decided amount"],
      ["赢单与输单金额", "What was won or lost"],
      "amountMinor",
      "status",
    ),
    daysToWin: days(
      ["赢单总天数", "Days to win"],
      ["赢单从创建到关闭的天数", "Days from creation to closing of what was won"],
      "closedOn",
      "status",
    ),
    withoutNextStep: count(
      ["无下一步", "Without next step"],
      ["进行中且没有下一步的商机", "Open opportunities that name no next step"],
      "nextStep",
      "status",
    ),
    competed: count(["有竞争", "Competed for"], ["有竞争对手的商机", "Opportunities with a competitor"], "competitors"),
    qualified: count(
      ["已资格评估", "Qualified"],
      ["有资格评分的商机", "Opportunities with a score"],
      "qualificationScore",
    ),
    qualification: count(
      ["资格总分", "Qualification"],
      ["资格评分之和", "Their scores together"],
      "qualificationScore",
    ),
    valueWinRate: share(
      ["金额赢单率", "Win rate by value"],
      ["赢单金额 ÷ 已决金额", "Won amount of decided"],
      "wonMinor",
      "decidedMinor",
    ),
    averageWonMinor: average(
      ["平均赢单金额", "Average deal"],
      ["赢单金额 ÷ 赢单数", "Amount of each won opportunity"],
      "money",
      "wonMinor",
      "won",
    ),
    averageDaysToWin: average(
      ["平均赢单周期", "Sales cycle"],
      ["赢单总天数 ÷ 赢单数", "Days of each won opportunity"],
      "days",
      "daysToWin",
      "won",
    ),
    averageQualification: average(
      ["平均资格分", "Average qualification"],
      ["资格总分 ÷ 已资格评估", "Score of each qualified opportunity"],
      "count",
      "qualification",
      "qualified",
    ),
    soldAccounts: different(["涉及客户数", "Accounts"], ["不同客户数", "Different accounts"], "accountId"),
  },
  sources: [
    source(opportunity, (row, { day }) => {
      const isOpen = row.status === "open";
      const ended = endOf(row);
      return [
        {
          ...ended,
          ...{ stageOn: day(row.stageAt ?? row.createdAt), opportunities: 1, open: where(isOpen) },
          ...{ decidedMinor: where(!isOpen, ended.amountMinor), openMinor: where(isOpen, ended.amountMinor) },
          daysToWin: where(row.status === "closedWon", daysFrom(day(row.createdAt), row.closedOn)),
          withoutNextStep: where(isOpen && row.nextStep === undefined),
          competed: where((row.competitors ?? []).length > 0),
          qualified: where(row.qualificationScore !== undefined),
          qualification: row.qualificationScore ?? 0,
        },
      ];
    }),
  ],
};

/** Who else was in the race: a row for each competitor of each opportunity. */
export const competitionFact: Fact = {
  name: "competition",
  label: ["竞争", "Competition"],
  permissions: ["opportunities.read", "competitors.read"],
  on: "createdOn",
  dimensions: { ...dimensions, competitorId: id(["竞争对手", "Competitor"], "competitor", "competitors") },
  measures: {
    ...{ encounters: count(["交锋次数", "Encounters"], ["与竞争对手同场的商机", "Opportunities with a competitor"]) },
    ...{ amountMinor, won, lost, decided, wonMinor, lostMinor, winRate },
    rivals: different(["竞争对手数", "Competitors"], ["不同竞争对手", "Different competitors"], "competitorId"),
    contested: different(["涉及客户数", "Accounts"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(opportunity, (row) =>
      (row.competitors ?? []).map((competitorId) => ({ ...endOf(row), competitorId, encounters: 1 })),
    ),
  ],
};

/** What customers may buy: a row for each product of each opportunity. */
export const wantedFact: Fact = {
  name: "opportunityProducts",
  label: ["商机产品", "Products wanted"],
  permissions: ["opportunities.read"],
  on: "createdOn",
  dimensions: {
    ...dimensions,
    productId: { ...product, fields: ["products"] },
    productType: oneOf(["产品类型", "Product type"], undefined, "products"),
  },
  measures: {
    wanted: count(["需求次数", "Times wanted"], ["提到产品的商机", "Opportunities that name a product"]),
    quantity: count(["需求数量", "Quantity"], ["数量之和", "How many of them"], "products"),
    productMinor: money(
      ["产品金额", "Product amount"],
      ["产品预计金额", "What the products are expected to bring"],
      "products",
    ),
    ...{ won, lost, decided, winRate },
  },
  sources: [
    source(opportunity, (row) => {
      const { won, lost, decided } = endOf(row);
      return (row.products ?? []).map(({ productId, productType, quantity, amountMinor }) => ({
        ...{ productId, productType, wanted: 1, quantity: quantity ?? 1 },
        ...{ productMinor: amountMinor ?? 0, won, lost, decided },
      }));
    }),
  ],
};

const SECONDS_A_DAY = 86_400;

/** How opportunities went through their stages: whose each was then, and what it was worth. Whoever sees the sale now sees its moves. */
export const stageMoveFact: Fact = {
  name: "stageMoves",
  label: ["阶段变更", "Stage moves"],
  permissions: ["opportunities.read"],
  on: "movedOn",
  dimensions: {
    movedOn: day(["变更日期", "Moved on"], "stageAt"),
    opportunityId: id(["商机", "Opportunity"], "opportunity", "name"),
    pipelineId: id(["销售流程", "Pipeline"], "pipeline"),
    from: { ...oneOf(["原阶段", "From"], undefined, "stage"), of: STAGE },
    to: { ...oneOf(["新阶段", "To"], undefined, "stage"), of: STAGE },
    movedBy: id(["操作人", "Moved by"], "user", "stage"),
    ownerId: owner,
    departmentId: department,
    currency,
  },
  measures: {
    moves: count(["变更次数", "Moves"], ["阶段变更次数", "How often something was moved"], "stage"),
    entered: count(["新进商机", "Entered"], ["首次进入流程", "What came into its first stage"], "stage"),
    amountMinor: money(
      ["变更金额", "Amount moved"],
      ["变更时的金额", "What was moved was worth"],
      "amountMinor",
      "stage",
    ),
    stayedDays: days(
      ["停留总天数", "Days stayed"],
      ["在原阶段停留的整天数", "Whole days in the stage before"],
      "stageAt",
    ),
    left: count(["离开阶段次数", "Left a stage"], ["离开原阶段的变更", "Moves out of a stage"], "stage"),
    averageStayDays: average(
      ["平均停留天数", "Average stay"],
      ["停留总天数 ÷ 离开阶段次数", "Days of each move out of a stage"],
      "days",
      "stayedDays",
      "left",
    ),
    movedOpportunities: different(
      ["涉及商机数", "Opportunities"],
      ["不同商机", "Different opportunities"],
      "opportunityId",
    ),
  },
  sources: [
    source(opportunity, async ({ id: opportunityId }, { table }) => {
      const moves = await table.collect(stageMove, { opportunityId }, "stage#");
      return moves.map((row) => ({
        ...{ movedOn: row.movedOn, opportunityId, pipelineId: row.pipelineId, from: row.from, to: row.to },
        ...{ movedBy: row.movedBy, ownerId: row.ownerId, departmentId: row.departmentId, currency: row.currency },
        ...{ moves: 1, entered: where(row.from === undefined), amountMinor: row.amountMinor ?? 0 },
        ...{ left: where(row.from !== undefined), stayedDays: Math.floor((row.stayedSeconds ?? 0) / SECONDS_A_DAY) },
      }));
    }),
  ],
};
