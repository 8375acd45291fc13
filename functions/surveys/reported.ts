import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  archived,
  average,
  count,
  createdOn,
  day,
  department,
  id,
  oneOf,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { isDetractor, isPromoter, isSatisfied } from "./rules.ts";
import { SURVEY_KINDS, SURVEY_STATES, SURVEYED } from "./schema.ts";
import { survey } from "./table.ts";

const SCORE = ["kind", "score"];

/** What customers say of what was done for them. Satisfaction and recommendation are shares of sums, at any cut. */
export const surveyFact: Fact = {
  name: "surveys",
  label: ["满意度调查", "Surveys"],
  permissions: ["surveys.read"],
  on: "createdOn",
  dimensions: {
    createdOn,
    answeredOn: day(["回答日期", "Answered on"], "answeredAt"),
    kind: oneOf(["问题类型", "Question"], SURVEY_KINDS),
    state: oneOf(["状态", "State"], SURVEY_STATES),
    aboutNoun: oneOf(["对象类型", "About a"], SURVEYED),
    productType: text(["产品类型", "Product type"]),
    accountId: account,
    contactId: id(["联系人", "Contact"], "contact"),
    ownerId: owner,
    departmentId: department,
    archived,
  },
  measures: {
    asked: count(["发出数", "Asked"], ["发出的调查", "Surveys that were sent"]),
    answered: count(["回答数", "Answered"], ["已回答的调查", "Surveys that were answered"], "score"),
    comments: count(["有补充说明", "With a comment"], ["有补充说明的回答", "Answers that say more"], "comment"),
    csatAnswers: count(["满意度回答", "Satisfaction answers"], ["满意度问题的回答", "Answers from 1 to 5"], ...SCORE),
    csatPoints: count(
      ["满意度总分", "Satisfaction points"],
      ["满意度得分之和", "What those answers add up to"],
      ...SCORE,
    ),
    satisfied: count(["满意数", "Satisfied"], ["评分 4 或 5", "Answers of 4 or 5"], ...SCORE),
    npsAnswers: count(
      ["推荐意愿回答", "Recommendation answers"],
      ["推荐意愿问题的回答", "Answers from 0 to 10"],
      ...SCORE,
    ),
    promoters: count(["推荐者", "Promoters"], ["评分 9 或 10", "Answers of 9 or 10"], ...SCORE),
    detractors: count(["贬损者", "Detractors"], ["评分 0 至 6", "Answers of 0 to 6"], ...SCORE),
    netPromoters: count(["净推荐者", "Net promoters"], ["推荐者 − 贬损者", "Promoters less detractors"], ...SCORE),
    answerRate: share(["回答率", "Answer rate"], ["回答数 ÷ 发出数", "Answered of asked"], "answered", "asked"),
    csat: share(
      ["满意率 CSAT", "CSAT"],
      ["满意数 ÷ 满意度回答", "Satisfied of satisfaction answers"],
      ...(["satisfied", "csatAnswers"] as const),
    ),
    nps: share(
      ["净推荐值 NPS", "NPS"],
      ["净推荐者 ÷ 推荐意愿回答", "Net promoters of recommendation answers"],
      ...(["netPromoters", "npsAnswers"] as const),
    ),
    averageCsat: average(
      ["平均满意度", "Average satisfaction"],
      ["满意度总分 ÷ 满意度回答", "Points of each satisfaction answer"],
      ...(["count", "csatPoints", "csatAnswers"] as const),
    ),
  },
  sources: [
    source(survey, ({ kind, score, comment }) => {
      const said = (is: (kind: "csat" | "nps", score: number) => boolean): number =>
        where(score !== undefined && is(kind, score));
      const [promoters, detractors] = [said(isPromoter), said(isDetractor)];
      return [
        {
          ...{ asked: 1, answered: said(() => true), comments: where(comment !== undefined) },
          ...{ csatAnswers: said((of) => of === "csat"), csatPoints: where(kind === "csat", score ?? 0) },
          ...{ satisfied: said(isSatisfied), npsAnswers: said((of) => of === "nps") },
          ...{ promoters, detractors, netPromoters: promoters - detractors },
        },
      ];
    }),
  ],
};
