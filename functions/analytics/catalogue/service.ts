import { both, lately, month, quarter, type Report, reportsOn, that, year } from "./report.ts";

const ticket = reportsOn("service", "tickets");
const asked = reportsOn("service", "surveys");
const known = reportsOn("service", "articles");

const OPEN = that("state", "in", ["new", "open", "waitingForCustomer", "waitingForOthers"]);
const LIVE = that("archived", "eq", false);

export const serviceReports: readonly Report[] = [
  ticket(
    "ticketsByQueue",
    ["队列工单", "Tickets by queue"],
    ["各队列收到、解决与未解决的工单", "How many tickets came to each queue, are solved and open"],
    "tickets solved open",
    "queueId",
    "bar",
    { ...month, filter: LIVE },
  ),
  ticket(
    "serviceLevels",
    ["服务级别达成", "Service levels"],
    ["各优先级按时响应与按时解决的比例", "How much of each priority was answered and solved as promised"],
    "responseRate solutionRate responseBroken solutionBroken",
    "priority",
    "bar",
    quarter,
  ),
  ticket(
    "serviceSpeed",
    ["响应与解决时长", "How soon tickets are answered"],
    ["每人平均多久响应、多久解决", "How long people take on average to answer and to solve"],
    "averageAnswerMinutes averageSolveMinutes solved",
    "ownerId",
    "bar",
    month,
  ),
  ticket(
    "ticketsOverdue",
    ["超期工单", "Overdue tickets"],
    ["已过解决期限仍未解决的工单", "Tickets that should have been solved"],
    "open escalated",
    "ownerId",
    "bar",
    { filter: both(OPEN, that("dueOn", "lt", "today")) },
  ),
  ticket(
    "ticketsSolvedByWeek",
    ["每周解决", "Solved by week"],
    ["每周解决的工单与重开次数", "What was solved each week, and how often it came back"],
    "solved reopened",
    "resolvedOn.week",
    "line",
    { ...quarter, on: "resolvedOn" },
  ),
  ticket(
    "ticketsByCustomer",
    ["客户工单", "Tickets of customers"],
    ["工单最多的客户", "Who asks most, and how much of it went up"],
    "tickets escalated merged",
    "accountId",
    "bar",
    { ...quarter, limit: 20 },
  ),
  asked(
    "satisfaction",
    ["客户满意率", "Satisfaction"],
    ["每月满意率与平均满意度", "The share of satisfied customers each month, and what they gave on average"],
    "csat averageCsat csatAnswers",
    "answeredOn.month",
    "line",
    { ...year, on: "answeredOn", filter: that("kind", "eq", "csat") },
  ),
  asked(
    "recommendation",
    ["净推荐值", "Would they recommend us"],
    ["各产品类型的净推荐值", "Promoters less detractors, by what was delivered"],
    "nps promoters detractors npsAnswers",
    "productType",
    "bar",
    { ...year, on: "answeredOn", filter: that("kind", "eq", "nps") },
  ),
  asked(
    "answerRate",
    ["调查回答率", "Who answers surveys"],
    ["发出的调查有多少得到回答", "How many surveys are answered, and say more"],
    "asked answered answerRate comments",
    "aboutNoun",
    "bar",
    quarter,
  ),
  known(
    "articlesUsed",
    ["知识使用", "What articles are good for"],
    ["各分类文章的引用与有帮助率", "How often each shelf answered something, and whether it helped"],
    "used helpful unhelpful helpfulRate",
    "category",
    "bar",
    { filter: LIVE },
  ),
  known(
    "articlesIdle",
    ["闲置与待复核文章", "Idle and stale articles"],
    ["从未引用或待复核的文章", "What no answer names, and what nobody has looked at for long"],
    "published unused stale",
    "ownerId",
    "bar",
    { filter: both(LIVE, that("state", "ne", "draft")) },
  ),
];

const project = reportsOn("delivery", "projects");
const node = reportsOn("delivery", "projectNodes");
const worked = reportsOn("delivery", "workedTime");
const profit = reportsOn("delivery", "projectMoney");

export const deliveryReports: readonly Report[] = [
  project(
    "projectsByGrade",
    ["项目等级", "Projects by grade"],
    ["各等级项目数与结项率", "How many projects of each grade there are, and are closed"],
    "projects running closed closedRate",
    "grade",
    "bar",
    { ...year, filter: LIVE },
  ),
  project(
    "projectsInTime",
    ["项目按期", "Projects in time"],
    ["项目经理的按期率与平均延期", "How much each manager delivers in time, and by how much they are late"],
    "inTimeRate averageSlipDays changes",
    "ownerId",
    "bar",
    { ...year, on: "endOn" },
  ),
  node(
    "nodePunctuality",
    ["节点准时率", "Punctual nodes"],
    ["每月节点的准时率", "How punctual tasks and key nodes were each month"],
    "punctuality inTime late",
    "doneOn.month",
    "line",
    { ...year, on: "doneOn" },
  ),
  node(
    "nodesOverdue",
    ["逾期节点", "Overdue nodes"],
    ["过期未完成与缺文档的节点", "What should have been done, and what lacks documents"],
    "open lacking",
    "assigneeId",
    "bar",
    { filter: both(that("state", "in", ["open", "doing"]), that("dueOn", "lt", "today")) },
  ),
  node(
    "acceptanceSteps",
    ["验收进度", "Acceptance"],
    ["各项目的验收步骤与验收率", "The steps of acceptance of each project, and how many are taken"],
    "acceptances accepted acceptedRate",
    "projectId",
    "bar",
    { filter: that("isAcceptance", "eq", true) },
  ),
  worked(
    "hoursByPerson",
    ["人员工时", "Hours of people"],
    ["每人每月在项目上的工时", "How long people worked for projects each month"],
    "minutes projects",
    "ownerId workedOn.month",
    "stackedBar",
    quarter,
  ),
  worked(
    "hoursByProject",
    ["项目工时", "Hours of projects"],
    ["各项目近期投入的工时与人数", "How long was worked for each project of late, and by how many"],
    "minutes people entries",
    "projectId",
    "bar",
    lately,
  ),
  profit(
    "projectProfit",
    ["项目利润", "Profit of projects"],
    ["各项目回款、成本与利润", "What each project brought in, cost and left"],
    "collectedMinor spentMinor profitMinor margin",
    "projectId",
    "bar",
  ),
  profit(
    "projectSpending",
    ["项目成本构成", "What projects cost"],
    ["每月人工、采购与报销", "Labour, costs and expenses of projects each month"],
    "labourMinor costsMinor expensesMinor unratedMinutes",
    "bookedOn.month",
    "stackedBar",
    { ...year, filter: that("piece", "ne", "fee") },
  ),
];

const health = reportsOn("success", "customerHealth");
const used = reportsOn("success", "usageParts");
const due = reportsOn("success", "renewals");

export const successReports: readonly Report[] = [
  health(
    "healthBands",
    ["健康分布", "Bands of health"],
    ["各健康区间的客户数与平均分", "How many customers stand in each band, and how they score"],
    "customers averageScore",
    "band",
    "pie",
  ),
  health(
    "healthFalling",
    ["下滑客户", "Falling customers"],
    ["健康分下滑、合同临期的客户", "Whose score has fallen, and whose contract ends soon besides"],
    "falling urgent fallingRate",
    "ownerId",
    "bar",
  ),
  used(
    "usageByMetric",
    ["使用构成", "What is used"],
    ["哪些指标拉低健康分、哪些在上升", "Which metrics hold health down, and which rise and fall"],
    "reached rising falling",
    "metric",
    "bar",
  ),
  used(
    "usageNone",
    ["无人使用", "What nobody uses"],
    ["客户没有使用的指标", "Metrics of which a customer used nothing"],
    "unused unusedRate customers",
    "metric band",
    "table",
  ),
  due(
    "renewalsDue",
    ["应续与已续", "Due and renewed"],
    ["每月到期应续、已续与待续", "What was due each month, is renewed, and may still be"],
    "dueMinor renewedMinor openMinor renewalRate",
    "dueOn.month",
    "bar",
    year,
  ),
  due(
    "retention",
    ["留存率", "Retention"],
    ["各首签年份的毛留存与净留存", "What customers of each first year are worth a term later, without and with growth"],
    "grossRetention netRetention startMinor",
    "firstYear",
    "bar",
    year,
  ),
  due(
    "renewalChanges",
    ["续约变动", "What renewals changed"],
    ["升级、降级与流失金额", "What renewals added, left out and lost"],
    "upgradedMinor downgradedMinor churnedMinor",
    "productType",
    "stackedBar",
    year,
  ),
  due(
    "churned",
    ["流失原因", "Why contracts are lost"],
    ["流失的合同与原因", "What nobody renewed, and why"],
    "churnedDues churnedMinor",
    "churnCause",
    "pie",
    { ...year, filter: that("state", "eq", "churned") },
  ),
];
