import { cleared } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { ownedByAccount } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { changedEmployer } from "./rules.ts";
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
  ...ownedByAccount,
  revise: async (call, before, patch: Partial<RowOf<typeof contact>>) => ({
    ...(await ownedByAccount.revise(call, before, patch)),
    ...((patch.accountId ?? before.accountId) !== before.accountId && {
      employments: changedEmployer(before, cleared({ ...before, ...patch }), todayOf(call)),
    }),
  }),
  references: { ...ownedByAccount.references, "employments.accountId": account },
  custom: REFERABLE,
  listed: true,
  labels: { noun: ["联系人", "Contact"], fields: { name: ["姓名", "Name"] } },
  told: { detail: ["role", "decisionRole"] },
  matched: {
    email: async (call, { email }) => (await import("../duplicates.ts")).sameBy(call, contact, "email", email),
    phone: async (call, { phone }) => (await import("../duplicates.ts")).sameBy(call, contact, "phone", phone),
  },
  search: ({ name, email, phone }) => [
    { field: "name", text: name, kind: "name" },
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  example: {
    body: {
      ...{ name: "周敏", accountId: "{accountId}", role: "采购总监", decisionRole: "decider" },
      ...{ phone: "13800000002", email: "zhou.min@example.com" },
    },
  },
  patchExample: { body: { decisionRole: "champion" } },
});
