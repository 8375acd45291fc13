import type { Label, Noun } from "../../shared/records/noun.ts";
import { labelOfField, labelOfOption } from "../labels.ts";

type Labels = Readonly<Record<string, Label>>;

/** What actions ask for that no record keeps by this name. */
export const ASKED: Labels = {
  account: ["客户资料", "Account"],
  accuracyMetres: ["定位精度（米）", "Accuracy in metres"],
  adjustmentMinor: ["调整金额", "Adjustment"],
  all: ["回复所有人", "To all"],
  allocationIds: ["核销明细", "Allocations"],
  answer: ["答复", "Answer"],
  articleIds: ["知识文章", "Articles"],
  as: ["处理方式", "As"],
  at: ["时间", "At"],
  author: ["发言人", "Author"],
  bankTransactionId: ["银行流水", "Bank transaction"],
  basisPoints: ["比例", "Share"],
  cannedAnswerId: ["常用回复", "Canned answer"],
  contactRole: ["收件联系人的职务", "Role of who gets it"],
  contact: ["联系人资料", "Contact"],
  createOpportunity: ["创建商机", "Create an opportunity"],
  custom: ["自定义字段", "Own fields"],
  deduction: ["扣款", "Deduction"],
  disputeId: ["异议", "Dispute"],
  done: ["已完成", "Done"],
  doneOn: ["完成日期", "Done on"],
  draft: ["草稿", "Draft"],
  externalProject: ["外部项目", "Project there"],
  fields: ["字段取值", "Fields"],
  for: ["等待对象", "For whom"],
  goal: ["目标", "Goal"],
  entryId: ["明细", "Entry"],
  from: ["来源记录", "From"],
  handOverTo: ["交接给", "Hand over to"],
  intoId: ["并入", "Into"],
  item: ["检查项", "Item"],
  key: ["标识", "Key"],
  latitude: ["纬度", "Latitude"],
  ledger: ["业绩账", "Ledger"],
  longitude: ["经度", "Longitude"],
  mergeId: ["合并记录", "Merge"],
  messageIds: ["消息", "Messages"],
  milestone: ["里程碑", "Milestone"],
  milestones: ["节点", "Milestones"],
  monthlyMinor: ["月单价", "Price a month"],
  months: ["月数", "Months"],
  managerId: ["项目经理", "Manager"],
  noun: ["对象", "Kind of record"],
  opportunity: ["商机资料", "Opportunity"],
  on: ["日期", "On"],
  orderIds: ["订单", "Orders"],
  promises: ["承诺事项", "Promises"],
  reason: ["原因", "Reason"],
  taskSystemId: ["任务工具", "Task tool"],
  text: ["说明", "Text"],
  ticketId: ["工单", "Ticket"],
  trackerId: ["研发系统", "Tracker"],
  unitPriceMinor: ["单价", "Unit price"],
  until: ["截止日期", "Until"],
  userId: ["人员", "Person"],
  visibility: ["可见范围", "Visibility"],
};

/** What may be chosen there and nowhere else. */
export const CHOICES: Labels = {
  agent: ["客服", "Agent"],
  creditNotePaidOut: ["贷项退付", "Credit note paid out"],
  csat: ["满意度", "Satisfaction"],
  customer: ["客户", "Customer"],
  internal: ["内部备注", "Internal note"],
  missed: ["未达成", "Missed"],
  nps: ["净推荐值", "Net promoter score"],
  others: ["其他人", "Others"],
  overlay: ["协作业绩", "Overlay"],
  primary: ["主业绩", "Primary"],
  public: ["公开回复", "Public reply"],
  reached: ["已达成", "Reached"],
  refund: ["退款", "Refund"],
  returned: ["退回", "Returned"],
};

type Schema = {
  properties?: Record<string, Schema>;
  enum?: unknown[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

/** Calls back for each name of a field and each choice that a schema has, at any depth. */
function visit(schema: Schema, field: (name: string) => void, choice: (value: string) => void): void {
  for (const value of schema.enum ?? []) if (typeof value === "string") choice(value);
  for (const [name, of] of Object.entries(schema.properties ?? {})) {
    field(name);
    visit(of, field, choice);
  }
  const within = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? []].flat();
  for (const of of within) visit(of, field, choice);
}

/** What the fields and choices are called that an action of a noun asks for; those that have no word are left out. */
export function askedOf(of: Noun, body: object): Record<string, Label> {
  const words: Record<string, Label> = {};
  const learn = (name: string, label: Label | undefined): void => {
    if (label) words[name] ??= label;
  };
  visit(
    body,
    (name) => learn(name, labelOfField(of, name) ?? ASKED[name]),
    (value) => learn(value, labelOfOption(of, value) ?? CHOICES[value]),
  );
  return words;
}
