import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { LIFE_CYCLE } from "./rules.ts";
import { AccountInput, AccountView } from "./schema.ts";
import { account } from "./table.ts";

/** A customer company, as everything that handles records by their declaration knows it. */
export const accountNoun: Noun = noun({
  entity: account,
  module: "accounts",
  path: "/v1/accounts",
  input: AccountInput,
  view: AccountView,
  filters: [
    ...(["ownerId", "departmentId", "parentId", "registrationNo", "name"] as const),
    ...(["tier", "stage", "industry", "region", "source", "leadId"] as const),
  ],
  ranges: ["createdAt", "size"],
  references: { ownerId: user, departmentId: department, parentId: account },
  defaults: () => ({ stage: "target" }),
  custom: REFERABLE,
  listed: true,
  lacks: { told: "it is the account itself" },
  labels: { noun: ["客户", "Account"] },
  matchedBy: ["registrationNo", "name"],
  states: { field: "stage", next: LIFE_CYCLE },
  search: ({ name, payerNames = [], registrationNo, emailDomains = [], phone }) => [
    { field: "name", text: name, kind: "name" },
    ...payerNames.map((text) => ({ field: "payerNames", text, kind: "name" as const })),
    ...(registrationNo ? [{ field: "registrationNo", text: registrationNo, kind: "number" as const }] : []),
    ...emailDomains.map((text) => ({ field: "emailDomains", text, kind: "number" as const })),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  writing: async () => (await import("./writing.ts")).writing,
  example: { body: { name: "上海某某科技有限公司", payerNames: ["上海某某科技"], emailDomains: ["example.cn"] } },
  patchExample: {
    body: {
      ...{ tags: ["重点"], industry: "软件", size: 320, region: "华东" },
      addresses: [{ kind: "registered", country: "中国", city: "上海", line: "张江路 1 号", postcode: "201203" }],
      tax: { taxNo: "91310000MA1FL0000X", invoiceTitle: "上海某某科技有限公司" },
    },
  },
});
