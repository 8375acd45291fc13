import { civilDate } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { stillOpen } from "../../shared/table/sealed.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { ChangeRequest, ChangeRequestInput } from "./change-schema.ts";
import { checkNodes } from "./rules.ts";
import { Project, ProjectInput, ProjectTemplate, ProjectTemplateInput } from "./schema.ts";
import { type ChangeRow, changeRequest, changeRevision, project, projectTemplate } from "./table.ts";

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
        { key: "blueprint", kind: "milestone", phase: "启动", name: "蓝图确认", acceptance: true },
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

/** What a change request says: all that a revision of it keeps. */
const saidIn = (row: ChangeRow) => ChangeRequestInput.omit({ projectId: true }).parse(row);

/** What is to change of a project after its initiation: scope, dates, money. */
export const changeRequestNoun: Noun = noun({
  entity: changeRequest,
  module: "projects",
  path: "/v1/change-requests",
  input: ChangeRequestInput,
  view: ChangeRequest,
  filters: ["projectId", "status", "ownerId"],
  references: { projectId: project, ownerId: user, departmentId: department, "terms.lines.productId": product },
  listed: true,
  lacks: {
    search: "it is found by its project",
    custom: "it says what changes and nothing besides",
    told: "a project is told of and not each of its changes",
    referable: "nothing is about a change",
  },
  labels: {
    noun: ["变更申请", "Change request"],
    fields: {
      projectId: ["项目", "Project"],
      reason: ["变更原因", "Reason"],
      add: ["新增任务", "Added"],
      change: ["变更任务", "Changed"],
      drop: ["取消任务", "Dropped"],
      budgetHours: ["预算工时", "Budget in hours"],
      budgetMinor: ["预算金额", "Budget"],
      terms: ["订单条款", "Terms of the order"],
      revision: ["版本", "Revision"],
      appliedAt: ["执行时间", "Applied"],
      diff: ["变更内容", "Difference"],
    },
    options: { applied: ["已执行", "Applied"], withdrawn: ["已撤回", "Withdrawn"] },
  },
  single: ["projectId", "add", "change", "drop", "terms"],
  kept: ["status", "revision", "appliedAt"],
  states: {
    field: "status",
    next: { draft: ["applied", "withdrawn"] },
    changeIn: ["draft"],
    archiveIn: ["draft", "withdrawn"],
    instead: { change: "make another one", apply: "only a draft is applied" },
  },
  defaults: () => ({ status: "draft", revision: 1 }),
  prepare: (call, input) => ownership(call, input),
  revise: async (call, before, patch: { projectId?: string; ownerId?: string }) => {
    if (patch.projectId && patch.projectId !== before.projectId) {
      throw invalidField("projectId", "It stays that of the project which it is about.");
    }
    return { revision: before.revision + 1, ...(await ownership(call, before, patch)) };
  },
  alongside: async (call, after, before) => {
    if (before?.revision === after.revision) return [];
    const open = await stillOpen(call.table, project, [after.projectId]);
    if (!before) return open;
    const { id: changeRequestId, revision } = before;
    return [
      ...open,
      write.create(changeRevision, {
        ...fresh(call, changeRevision),
        changeRequestId,
        revision,
        before: saidIn(before),
      }),
    ];
  },
  example: {
    body: {
      ...{ projectId: "{projectId}", name: "增加审批流配置", reason: "客户要求两条审批流", budgetHours: 240 },
      change: [{ key: "setup", durationDays: 12, estimatedHours: 72 }],
    },
  },
  patchExample: { body: { budgetHours: 260 } },
});
