import { type Noun, noun } from "../../shared/records/noun.ts";
import { leadPool } from "../assignment/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { possibleDuplicates } from "./named.ts";
import { LeadInput } from "./schema.ts";
import { lead } from "./table.ts";
import { LeadView } from "./view.ts";

/** A person who may become a customer, as everything that handles records by their declaration knows it. */
export const leadNoun: Noun = noun({
  entity: lead,
  module: "leads",
  path: "/v1/leads",
  input: LeadInput,
  view: LeadView,
  filters: [
    "ownerId",
    "departmentId",
    "poolId",
    "accountId",
    "status",
    "source",
    "channel",
    "campaign",
    "email",
    "phone",
  ],
  ranges: ["createdAt", "score"],
  references: { ownerId: user, departmentId: department, poolId: leadPool, productIds: product },
  defaults: () => ({ status: "new", source: "api", score: 0 }),
  custom: REFERABLE,
  listed: true,
  lacks: { told: "it hangs on no account until it becomes one", referable: "it ends as an account" },
  labels: {
    noun: ["线索", "Lead"],
    fields: { name: ["姓名", "Name"], directory: ["企业名录", "Directory"] },
    options: {
      ...{ emailDomain: ["邮箱域名", "Mail domain"], name: ["名称", "Name"], registrationNo: ["注册号", "Number"] },
      ...{
        named: ["指定", "Named"],
        creator: ["创建人", "Creator"],
        rule: ["分配规则", "Rule"],
        pool: ["线索池", "Pool"],
      },
      ...{ claim: ["领取", "Claimed"], released: ["退回", "Released"], recycled: ["超时收回", "Taken back"] },
      waiting: ["等待分配", "Waiting"],
    },
  },
  matched: {
    email: async (call, { email }) => (await import("../duplicates.ts")).sameBy(call, lead, "email", email),
    phone: async (call, { phone }) => (await import("../duplicates.ts")).sameBy(call, lead, "phone", phone),
    registrationNo: async (call, { registrationNo }) =>
      (await import("../duplicates.ts")).sameBy(call, lead, "registrationNo", registrationNo),
  },
  states: {
    field: "status",
    next: {
      new: ["working", "mql", "sql", "disqualified", "converted"],
      working: ["mql", "sql", "disqualified", "converted"],
      mql: ["sql", "working", "disqualified", "converted"],
      sql: ["working", "disqualified", "converted"],
      disqualified: ["working"],
    },
  },
  search: ({ name, company, email, phone }) => [
    { field: "name", text: name, kind: "name" },
    ...(company ? [{ field: "company", text: company, kind: "name" as const }] : []),
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  writing: async () => (await import("./writing.ts")).writing,
  show: (row, call) => ({ ...row, possibleDuplicates: possibleDuplicates(call) }),
  example: {
    body: {
      name: "李娜",
      company: "上海某某科技有限公司",
      email: "li.na@example.com",
      source: "event",
      poolId: "{leadPoolId}",
    },
  },
  patchExample: { body: { status: "working" } },
});
