import { invalidField } from "../../shared/fault.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Opportunity, OpportunityInput } from "./schema.ts";
import { opportunity } from "./table.ts";

/** A sale that may come about, as everything that handles records by their declaration knows it. */
export const opportunityNoun: Noun = noun({
  entity: opportunity,
  module: "opportunities",
  path: "/v1/opportunities",
  input: OpportunityInput,
  view: Opportunity,
  filters: ["accountId", "contactId", "ownerId", "departmentId", "status", "leadId"],
  ranges: ["createdAt", "expectedOn", "amountMinor"],
  references: { accountId: account, contactId: contact, ownerId: user, departmentId: department },
  defaults: ({ tenant }) => ({ status: "open", currency: tenant.currency }),
  custom: REFERABLE,
  listed: true,
  labels: { noun: ["商机", "Opportunity"] },
  told: { by: "ownerId", detail: ["status", "amountMinor", "currency", "expectedOn"] },
  section: {
    amounts: {
      openMinor: {
        of: ["amountMinor", "status", "currency"],
        sum: ({ status, amountMinor = 0 }) => (status === "open" ? amountMinor : 0),
      },
    },
  },
  states: { field: "status", next: { open: ["closedWon", "closedLost"], closedWon: ["open"], closedLost: ["open"] } },
  search: ({ name }) => [{ field: "name", text: name, kind: "name" }],
  prepare: (call, input, named) => accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: (call, after, before) => {
    if (after.status === "closedLost" && !after.lostReason) {
      throw invalidField("lostReason", "lostReason is required: why was it lost?", "required");
    }
    if (after.status === (before?.status ?? "open")) return {};
    return { closedAt: after.status === "open" ? null : call.now };
  },
  example: { body: { name: "CRM 二期", accountId: "{accountId}", amountMinor: 12_000_000, expectedOn: "2027-03-31" } },
  patchExample: { body: { amountMinor: 15_000_000 } },
});
