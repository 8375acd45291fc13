import { fieldsOn, type Mode, pipelineOf, valueModelOf, viewOf } from "../mode.ts";

/** Long sales to many people: whether to go for one is scored, and what follows is a plan with a team. */
export const project: Mode = {
  mode: "project",
  label: ["项目型销售", "Project"],
  summary: [
    "立项评分审批、决策角色图、分阶段计划与超期提醒、团队",
    "Scored approval before a stage, who decides, a staged plan with alerts, a team",
  ],
  reports: ["costOfLostDeals", "projectCosts", "openRaces"],
  parts: (say) => [
    ...fieldsOn("opportunity", [
      { key: "tenderNo", label: say("招标编号", "Tender number"), type: "text" },
      { key: "bidOn", label: say("投标日期", "Bid on"), type: "date" },
    ]),
    {
      ...{ key: "scoring", path: "/v1/qualification-templates" },
      body: {
        name: say("立项评分", "Scoring of projects"),
        questions: [
          { key: "budget", text: say("预算是否落实？", "Is there a budget?"), stage: "approved", weight: 3 },
          { key: "decider", text: say("是否接触决策人？", "Do we know who decides?"), stage: "approved", weight: 3 },
          { key: "fit", text: say("方案是否匹配？", "Does what we have fit?"), stage: "approved", weight: 2 },
          { key: "rivals", text: say("是否优于竞争对手？", "Are we ahead of rivals?"), stage: "bid", weight: 2 },
        ],
      },
    },
    pipelineOf("project", say("项目型销售", "Project sales"), [
      ["clue", say("线索", "Clue"), 5, "pipeline", { maxDays: 30 }],
      [
        ...(["approved", say("立项", "Approved"), 20, "pipeline"] as const),
        {
          ...{ maxDays: 45, requiredFields: ["qualification", "amountMinor"] },
          entry: { field: "qualificationScore", op: "gte", value: 60 },
        },
      ],
      ["solution", say("方案", "Solution"), 40, "best", { maxDays: 45, requiredFields: ["stakeholders", "team"] }],
      [
        ...(["bid", say("投标", "Bid"), 60, "best"] as const),
        { maxDays: 30, requiredDocuments: [{ key: "tender", name: say("招标文件", "Tender documents") }] },
      ],
      ["contract", say("商务谈判", "Contract"), 80, "commit", { maxDays: 30 }],
      ["won", say("中标", "Won"), 100, "closedWon"],
      ["lost", say("落标", "Lost"), 0, "closedLost"],
    ]),
    {
      ...{ key: "plan", path: "/v1/project-templates" },
      body: {
        name: say("项目分阶段计划", "Staged plan of a project"),
        nodes: [
          { key: "kickoff", kind: "milestone", phase: say("启动", "Start"), name: say("启动会", "Kick-off") },
          {
            ...{ key: "build", kind: "task", phase: say("实施", "Delivery"), name: say("实施", "Delivery") },
            ...{ durationDays: 20, dependsOn: ["kickoff"] },
          },
          {
            ...{ key: "accept", kind: "milestone", phase: say("验收", "Acceptance"), name: say("终验", "Acceptance") },
            ...{ dependsOn: ["build"], acceptance: true },
          },
        ],
      },
    },
    {
      ...{ key: "bidder", path: "/v1/roles" },
      body: {
        name: say("投标专员", "Bid manager"),
        permissions: ["opportunities.*", "accounts.read", "contacts.read", "activities.*", "files.*", "projects.read"],
        scopes: { "*": "team" },
      },
    },
    valueModelOf(say("项目客户价值", "Value of project customers"), [
      ["received", say("累计回款", "Received"), "existing", "receivedMinor", 500_000_000, 40],
      ["sales", say("在谈项目", "Open projects"), "potential", "openSalesMinor", 300_000_000, 40],
      ["size", say("规模", "Size"), "model", "size", 2_000, 20],
    ]),
    viewOf("bids", {
      ...{ name: say("一个月内投标", "Bids within a month"), noun: "opportunity" },
      filter: { field: "custom.bidOn", op: "eq", value: { next: 30, unit: "day" } },
    }),
  ],
};
