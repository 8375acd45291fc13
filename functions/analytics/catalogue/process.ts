import { month, quarter, type Report, reportsOn, that, year } from "./report.ts";

const moved = reportsOn("process", "stageMoves");
const did = reportsOn("process", "activities");

export const processReports: readonly Report[] = [
  moved(
    "timeInSteps",
    ["各步骤用时", "Time in each step"],
    ["商机在各阶段合计与平均停留多久", "How long sales stood in each stage, in all and on average"],
    "stayedDays averageStayDays moves",
    "from",
    "bar",
    { ...quarter, filter: that("from", "empty", false) },
  ),
  moved(
    "teamPace",
    ["团队节奏", "Pace of teams"],
    ["各部门推进了多少商机，平均每步多久", "How many sales each department moved, and how long each step took"],
    "movedOpportunities moves averageStayDays",
    "departmentId",
    "bar",
    quarter,
  ),
  moved(
    "stepsByMonth",
    ["每月推进", "Steps by month"],
    ["每月进入与离开阶段的次数", "How often something entered and left a stage each month"],
    "entered left",
    "movedOn.month",
    "line",
    year,
  ),
  did(
    "latePeople",
    ["逾期完成", "Done late"],
    ["谁做完了多少、其中多少按时", "How much people did, and how much of it in time"],
    "done dated onTime outcomeRate",
    "ownerId",
    "bar",
    { ...month, on: "doneOn" },
  ),
  did(
    "punctualTeams",
    ["部门按时率", "Punctuality of teams"],
    ["各部门每月的按时率", "How punctual each department was each month"],
    "punctuality dated",
    "doneOn.month departmentId",
    "line",
    { ...year, on: "doneOn" },
  ),
];
