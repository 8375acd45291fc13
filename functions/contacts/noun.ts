import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Contact, ContactInput } from "./schema.ts";
import { contact } from "./table.ts";

/** A person at a customer company, as everything that handles records by their declaration knows it. */
export const contactNoun: Noun = noun({
  entity: contact,
  module: "contacts",
  path: "/v1/contacts",
  input: ContactInput,
  view: Contact,
  filters: ["accountId", "ownerId", "departmentId", "email", "phone", "decisionRole", "leadId"],
  references: { accountId: account, "employments.accountId": account, ownerId: user, departmentId: department },
  custom: REFERABLE,
  listed: true,
  labels: { noun: ["联系人", "Contact"] },
  told: { detail: ["role", "decisionRole"] },
  matchedBy: ["email", "phone"],
  search: ({ name, email, phone }) => [
    { field: "name", text: name, kind: "name" },
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  prepare: (call, input, named) => accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  example: {
    body: { name: "周敏", accountId: "{accountId}", role: "采购总监", decisionRole: "decider", phone: "13800000002" },
  },
  patchExample: { body: { decisionRole: "champion" } },
});
