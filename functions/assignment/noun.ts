import { invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { department, user } from "../users/table.ts";
import { checkWhen } from "./fields.ts";
import { AssignmentRule, AssignmentRuleInput, LeadPool, LeadPoolInput } from "./schema.ts";
import { assignmentRule, leadPool } from "./table.ts";

type Dates = { recycleAfterDays?: number | null; remindBeforeDays?: number | null };

/** A reminder comes after a lead was taken and before it goes back. */
function checkDays({ recycleAfterDays, remindBeforeDays }: Dates): void {
  if (remindBeforeDays && !(recycleAfterDays && remindBeforeDays < recycleAfterDays)) {
    throw invalidField("remindBeforeDays", "remindBeforeDays must be fewer than recycleAfterDays.");
  }
}

/** Leads that a group of people works on. */
export const leadPoolNoun: Noun = noun({
  entity: leadPool,
  module: "assignment",
  path: "/v1/lead-pools",
  input: LeadPoolInput,
  view: LeadPool,
  references: { departmentId: department, "members.userId": user },
  derive: (_call, after) => {
    checkDays(after);
    return {};
  },
  example: {
    body: {
      name: "华东公海",
      members: [{ userId: "{userId}", weight: 2 }],
      claimsPerDayMax: 20,
      holdingMax: 100,
      coolDownDays: 7,
      recycleAfterDays: 15,
      remindBeforeDays: 2,
    },
  },
  patchExample: { body: { claimsPerDayMax: 30 } },
});

function checkedWhen(call: Caller, when: Filter | null | undefined): object {
  checkWhen(call.tenant, when);
  return {};
}

/** Who is given which leads. */
export const assignmentRuleNoun: Noun = noun({
  entity: assignmentRule,
  module: "assignment",
  path: "/v1/assignment-rules",
  input: AssignmentRuleInput,
  view: AssignmentRule,
  references: { "to.poolId": leadPool, "to.members.userId": user },
  prepare: (call, { when }) => checkedWhen(call, when),
  revise: (call, _before, { when }: { when?: Filter | null }) => checkedWhen(call, when),
  example: {
    body: {
      name: "华东线索",
      priority: 10,
      when: { field: "region", op: "eq", value: "华东" },
      to: { poolId: "{leadPoolId}" },
    },
  },
  patchExample: { body: { priority: 20 } },
});
