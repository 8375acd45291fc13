import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  archived,
  average,
  count,
  createdOn,
  day,
  department,
  different,
  id,
  minutesFrom,
  oneOf,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { isOver } from "./rules.ts";
import { CHANNELS, PRIORITIES, STATES } from "./schema.ts";
import { ticket } from "./table.ts";

/** How a promise stands, once it is decided: nothing without a time that was promised. */
const promise = (minutes: number | undefined, isMet: boolean, isLate: boolean | undefined) => {
  const [kept, broken] = [minutes !== undefined && isMet && !isLate, minutes !== undefined && isLate === true];
  return { kept: where(kept), broken: where(broken), decided: where(kept || broken) };
};

/** What customers ask for, how soon it is answered and solved, and whether as promised. */
export const ticketFact: Fact = {
  name: "tickets",
  label: ["工单", "Tickets"],
  permissions: ["tickets.read"],
  on: "createdOn",
  of: "ticket",
  dimensions: {
    createdOn,
    respondedOn: day(["首次响应日期", "Answered on"], "firstRespondedAt"),
    resolvedOn: day(["解决日期", "Solved on"], "resolvedAt"),
    dueOn: day(["解决期限", "To be solved by"], "resolveDueAt"),
    accountId: account,
    ownerId: owner,
    departmentId: department,
    queueId: id(["队列", "Queue"], "ticketQueue"),
    policyId: id(["服务级别", "SLA policy"], "slaPolicy", "clock"),
    priority: oneOf(["优先级", "Priority"], PRIORITIES),
    channel: oneOf(["渠道", "Channel"], CHANNELS),
    state: oneOf(["状态", "State"], STATES),
    tier: text(["客户层级", "Tier"]),
    routedBy: oneOf(["分派方式", "Routed by"], ["customerSuccess", "queue", "named", "nobody"]),
    archived,
  },
  measures: {
    tickets: count(["工单数", "Tickets"], ["所有工单", "All tickets"]),
    open: count(["未解决", "Open"], ["尚未解决的工单", "Tickets that are not solved yet"], "state"),
    answered: count(
      ["已响应", "Answered"],
      ["已首次响应的工单", "Tickets that somebody has answered"],
      "firstRespondedAt",
    ),
    solved: count(["已解决", "Solved"], ["已解决或已关闭", "Tickets that are solved or closed"], "state"),
    reopened: count(["重开次数", "Reopened"], ["被重新打开的次数", "How often something was opened again"], "reopened"),
    escalated: count(
      ["已升级", "Escalated"],
      ["因超时升级的工单", "Tickets that went up since they were late"],
      "escalatedAt",
    ),
    merged: count(["被合并", "Merged"], ["并入其他工单的工单", "Tickets that another took in"], "mergedInto"),
    responseKept: count(
      ["按时响应", "Answered in time"],
      ["在承诺时间内首次响应", "What was answered within the time promised"],
      ...["clock", "isLateInResponse"],
    ),
    responseBroken: count(
      ["响应超时", "Answered late"],
      ["超过承诺时间仍未或才首次响应", "What was not answered within the time promised"],
      ...["clock", "isLateInResponse"],
    ),
    responseDecided: count(
      ["有响应承诺", "With a promised answer"],
      ["按时响应与响应超时之和", "What was answered in time, and late"],
      ...["clock", "isLateInResponse"],
    ),
    solutionKept: count(
      ["按时解决", "Solved in time"],
      ["在承诺时间内解决", "What was solved within the time promised"],
      ...["clock", "isLateInResolution"],
    ),
    solutionBroken: count(
      ["解决超时", "Solved late"],
      ["超过承诺时间仍未或才解决", "What was not solved within the time promised"],
      ...["clock", "isLateInResolution"],
    ),
    solutionDecided: count(
      ["有解决承诺", "With a promised solution"],
      ["按时解决与解决超时之和", "What was solved in time, and late"],
      ...["clock", "isLateInResolution"],
    ),
    answerMinutes: count(
      ["响应分钟", "Minutes to the answer"],
      ["从提单到首次响应的分钟数", "Minutes from the question to the first answer"],
      "firstRespondedAt",
    ),
    solveMinutes: count(
      ["解决分钟", "Minutes to the solution"],
      ["从提单到解决的分钟数", "Minutes from the question to the solution"],
      "resolvedAt",
    ),
    responseRate: share(
      ["响应达标率", "Answers in time"],
      ["按时响应 ÷ 有响应承诺", "Answered in time of what had a promise"],
      ...(["responseKept", "responseDecided"] as const),
    ),
    solutionRate: share(
      ["解决达标率", "Solutions in time"],
      ["按时解决 ÷ 有解决承诺", "Solved in time of what had a promise"],
      ...(["solutionKept", "solutionDecided"] as const),
    ),
    solvedRate: share(["解决率", "Solved share"], ["已解决 ÷ 工单数", "Solved of all"], "solved", "tickets"),
    averageAnswerMinutes: average(
      ["平均响应分钟", "Average minutes to the answer"],
      ["响应分钟 ÷ 已响应", "Minutes of each that was answered"],
      ...(["count", "answerMinutes", "answered"] as const),
    ),
    averageSolveMinutes: average(
      ["平均解决分钟", "Average minutes to the solution"],
      ["解决分钟 ÷ 已解决", "Minutes of each that was solved"],
      ...(["count", "solveMinutes", "solved"] as const),
    ),
    customers: different(["客户数", "Accounts"], ["不同客户", "Different accounts"], "accountId"),
  },
  sources: [
    source(ticket, (row) => {
      const isSolved = isOver(row.state);
      const askedAt = row.askedAt ?? row.createdAt;
      const isAnswered = row.firstRespondedAt !== undefined;
      const response = promise(row.clock?.firstResponseMinutes, isAnswered, row.isLateInResponse);
      const solution = promise(row.clock?.resolveMinutes, isSolved, row.isLateInResolution);
      return [
        {
          ...{ tickets: 1, open: where(!isSolved), answered: where(isAnswered) },
          ...{ solved: where(isSolved), reopened: row.reopened ?? 0, escalated: where(row.escalatedAt !== undefined) },
          policyId: row.clock?.policyId,
          ...{ merged: where(row.mergedInto !== undefined) },
          ...{ responseKept: response.kept, responseBroken: response.broken },
          responseDecided: response.decided,
          ...{ solutionKept: solution.kept, solutionBroken: solution.broken },
          solutionDecided: solution.decided,
          answerMinutes: minutesFrom(askedAt, row.firstRespondedAt),
          solveMinutes: where(isSolved, minutesFrom(askedAt, row.resolvedAt)),
        },
      ];
    }),
  ],
};
