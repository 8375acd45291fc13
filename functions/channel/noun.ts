import { addDays, zonedInstant } from "../../shared/clock.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { ofPartner } from "./rules.ts";
import { DealRegistration, DealRegistrationInput } from "./schema.ts";
import { dealRegistration } from "./table.ts";
import { whose } from "./whose.ts";
import { CHANNEL_FIELDS, CHANNEL_STATES } from "./words.ts";

/** A deal that a partner registers, so that nobody else is given its customer. */
export const dealRegistrationNoun: Noun = noun({
  entity: dealRegistration,
  module: "channel",
  path: "/v1/deal-registrations",
  input: DealRegistrationInput,
  view: DealRegistration.omit({ protectionEndsAt: true }),
  listed: true,
  labels: {
    noun: ["商机报备", "Deal registration"],
    fields: {
      ...CHANNEL_FIELDS,
      name: ["项目名称", "Deal"],
      contactName: ["联系人", "Contact person"],
      contactPhone: ["联系电话", "Contact's phone"],
      contactEmail: ["联系邮箱", "Contact's e-mail"],
      productIds: ["产品", "Products"],
      tender: ["招标", "Tender"],
      "tender.number": ["招标编号", "Tender number"],
      "tender.milestones": ["招标节点", "Milestones"],
      reviewedAt: ["审阅时间", "Reviewed at"],
      evidence: ["冲突依据", "What speaks against it"],
      protectedUntil: ["保护截止", "Protected until"],
      extensions: ["延期记录", "Extensions"],
    },
    options: CHANNEL_STATES,
  },
  lacks: {
    custom: "partners write it, and fields of a tenant's own are no business of theirs",
    told: "it hangs on no account",
    referable: "what becomes of it is named, and it is not",
  },
  search: ({ name, customerName, registrationNo }) => [
    { field: "name", text: name, kind: "name" },
    { field: "customerName", text: customerName, kind: "name" },
    ...(registrationNo ? [{ field: "registrationNo", text: registrationNo, kind: "number" as const }] : []),
  ],
  filters: ["partnerId", "state", "ownerId", "departmentId", "customerName"],
  references: { partnerId: partner, productIds: product, ownerId: user, departmentId: department },
  states: {
    field: "state",
    next: {
      draft: ["submitted", "conflict", "withdrawn"],
      submitted: ["reviewed", "conflict", "rejected", "withdrawn"],
      reviewed: ["approved", "conflict", "rejected", "withdrawn"],
      conflict: ["approved", "rejected", "withdrawn"],
      approved: ["expired", "converted", "withdrawn"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "rejected", "withdrawn", "expired", "converted"],
    instead: { change: "what was submitted is not changed; withdraw it and register anew" },
  },
  defaults: ({ tenant }) => ({ state: "draft", currency: tenant.currency }),
  prepare: whose,
  revise: async (call, before, patch) => ({
    ...ofPartner(call, patch, before),
    ...(await ownership(call, before, patch)),
  }),
  derive: ({ tenant }, { protectedUntil }) =>
    protectedUntil
      ? { protectionEndsAt: zonedInstant(addDays(protectedUntil, 1), "00:00", tenant.timeZone).toISOString() }
      : {},
  example: {
    body: {
      ...{ partnerId: "{partnerId}", name: "总部 CRM 项目", customerName: "宁波示例制造有限公司" },
      ...{ amountMinor: 30_000_000, currency: "CNY", expectedOn: "2027-03-31" },
      tender: { number: "ZB-2027-017", milestones: [{ name: "开标", on: "2027-02-15" }] },
    },
  },
  patchExample: { body: { note: "客户已立项" } },
});
