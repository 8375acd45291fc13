import { civilDate } from "../../shared/clock.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { order } from "../orders/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { checkNodes } from "./rules.ts";
import { Project, ProjectInput, ProjectTemplate, ProjectTemplateInput } from "./schema.ts";
import { project, projectTemplate } from "./table.ts";

/** What is delivered to a customer, as everything that handles records by their declaration knows it. */
export const projectNoun: Noun = noun({
  entity: project,
  module: "projects",
  path: "/v1/projects",
  input: ProjectInput,
  view: Project,
  filters: ["accountId", "orderId", "ownerId", "departmentId", "status", "grade", "currency"],
  ranges: ["createdAt", "endOn", "startOn"],
  references: {
    accountId: account,
    orderId: order,
    templateIds: projectTemplate,
    ownerId: user,
    departmentId: department,
    memberIds: user,
  },
  custom: REFERABLE,
  listed: true,
  lacks: { referable: "roll-ups add it up by the accounts that it names" },
  labels: {
    noun: ["项目", "Project"],
    fields: {
      orderId: ["订单", "Order"],
      ownerId: ["项目经理", "Project manager"],
      templateIds: ["项目模板", "Templates"],
      startOn: ["开始日期", "Starts on"],
      endOn: ["计划结束日期", "Ends on"],
      baselineEndOn: ["基线结束日期", "Ends on by its baseline"],
      budgetHours: ["预算工时", "Budget in hours"],
      budgetMinor: ["预算金额", "Budget"],
      grade: ["项目等级", "Grade"],
      productTypes: ["交付产品类型", "Types of product"],
      checklist: ["结项清单", "Checklist"],
      initiatedAt: ["立项时间", "Initiated at"],
      acceptedAt: ["验收时间", "Accepted at"],
      closedAt: ["结项时间", "Closed at"],
      cancelReason: ["取消原因", "Cancelled because"],
      leftBecause: ["遗留说明", "Left because"],
      handOver: ["移交客户成功", "Hand-over"],
      changes: ["变更次数", "Changes"],
    },
    options: {
      active: ["进行中", "Active"],
      accepted: ["已验收", "Accepted"],
      closed: ["已结项", "Closed"],
    },
  },
  single: ["orderId", "templateIds", "startOn", "currency"],
  kept: ["status", "endOn", "baselineEndOn", "initiatedAt", "acceptedAt", "closedAt"],
  search: ({ name }) => [{ field: "name", text: name, kind: "name" }],
  told: { by: "ownerId", detail: ["status", "grade", "endOn"] },
  section: { group: "business" },
  states: {
    field: "status",
    next: { draft: ["active", "cancelled"], active: ["accepted", "closed", "cancelled"], accepted: ["closed"] },
    changeIn: ["draft", "active", "accepted"],
    archiveIn: ["draft", "closed", "cancelled"],
    instead: {
      change: "it is kept as it was",
      start: "only a draft is initiated",
      archive: "close or cancel it first",
    },
  },
  defaults: ({ now, tenant }) => ({ status: "draft", startOn: civilDate(new Date(now), tenant.timeZone) }),
  writing: async () => (await import("./writing.ts")).writing,
  example: {
    body: {
      ...{ name: "CRM 实施", accountId: "{accountId}", templateIds: ["{projectTemplateId}"] },
      ...{ startOn: "2027-01-04", budgetHours: 200, grade: "A" },
    },
  },
  patchExample: { body: { grade: "B" } },
});

/** How what is delivered of one type of product is planned. */
export const projectTemplateNoun: Noun = noun({
  entity: projectTemplate,
  module: "projects",
  path: "/v1/project-templates",
  input: ProjectTemplateInput,
  view: ProjectTemplate,
  filters: ["productType"],
  prepare: (_call, { nodes }) => {
    checkNodes(nodes, (_key, n) => `nodes.${n}`);
    return {};
  },
  revise: (_call, before, patch: { nodes?: typeof before.nodes }) => {
    checkNodes(patch.nodes ?? before.nodes, (_key, n) => `nodes.${n}`);
    return {};
  },
  example: {
    body: {
      ...{ name: "CRM 标准实施", productType: "implementation", checklist: ["文档归档", "权限交接"] },
      nodes: [
        { key: "kickoff", kind: "milestone", phase: "启动", name: "启动会" },
        { key: "analysis", kind: "task", phase: "启动", name: "需求调研", durationDays: 3, estimatedHours: 20 },
        {
          ...{ key: "setup", kind: "task", phase: "实施", name: "系统配置", durationDays: 10, estimatedHours: 60 },
          ...{ role: "consultant", dependsOn: ["kickoff", "analysis"] },
        },
        { key: "migration", kind: "task", phase: "实施", name: "历史数据迁移", durationDays: 4, dependsOn: ["setup"] },
        { key: "audit", kind: "milestone", phase: "实施", name: "安全评审", dependsOn: ["setup"] },
        {
          ...{ key: "training", kind: "milestone", phase: "实施", name: "培训完成", dependsOn: ["setup"] },
          documents: ["培训签到表"],
        },
        {
          ...{ key: "acceptance", kind: "milestone", phase: "验收", name: "终验", dependsOn: ["training"] },
          ...{ acceptance: true, instalmentNo: 2, dueDays: 30 },
        },
      ],
    },
  },
  patchExample: { body: { checklist: ["文档归档"] } },
});
