import { invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { department, user } from "../users/table.ts";
import { checkWhen } from "./fields.ts";
import { AssignmentRule, AssignmentRuleInput, LeadPool, LeadPoolInput, type Member } from "./schema.ts";
import { assignmentRule, leadPool } from "./table.ts";

/** Every member must be a user; whoever is wrong is named by place. */
async function checkMembers(call: Caller, members: readonly Member[] | undefined, path: string): Promise<void> {
  const named = (members ?? []).map(({ userId }, n) => [`${path}.${n}.userId`, userId] as const);
  const references = Object.fromEntries(named.map(([at]) => [at, user]));
  await checkReferences(call, references, Object.fromEntries(named));
}

type Given = { members?: Member[]; to?: { poolId?: string; members?: Member[] }; when?: Filter | null };

async function check(call: Caller, { members, to, when }: Given): Promise<object> {
  checkWhen(call.tenant, when);
  await checkMembers(call, members, "members");
  await checkMembers(call, to?.members, "to.members");
  if (to?.poolId) await checkReferences(call, { "to.poolId": leadPool }, { "to.poolId": to.poolId });
  return {};
}

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
  references: { departmentId: department },
  prepare: (call, input) => check(call, input),
  revise: (call, _before, patch: Given) => check(call, patch),
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

/** Who is given which leads. */
export const assignmentRuleNoun: Noun = noun({
  entity: assignmentRule,
  module: "assignment",
  path: "/v1/assignment-rules",
  input: AssignmentRuleInput,
  view: AssignmentRule,
  prepare: (call, input) => check(call, input),
  revise: (call, _before, patch: Given) => check(call, patch),
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
