import { Fault } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Caller, Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import type { BehaviourCondition } from "../behaviour/counted.ts";
import { ScoringRule, ScoringRuleInput } from "./policy.ts";
import { isDone, scorableFields, scoringRules } from "./settings.ts";
import { leadPolicy, scoringRule } from "./table.ts";

/** Every lead is scored by all rules at every write. */
const RULES_MAX = 100;

/** A rule's filter must ask what a lead can be asked. */
function checkWhen(call: Caller, { when }: { when?: string | Filter | BehaviourCondition | null }): object {
  if (!when || typeof when === "string" || isDone(when)) return {};
  const errors = filterErrors(when, scorableFields(call.tenant), "when");
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return {};
}

const rules = crud({
  entity: scoringRule,
  module: "assignment",
  path: "/v1/scoring-rules",
  input: ScoringRuleInput,
  view: ScoringRule,
  filters: ["name"],
  prepare: async (call, input) => {
    await scoringRules.room(call.table, RULES_MAX, "scoring rules");
    return checkWhen(call, input);
  },
  revise: (call, _before, patch) => checkWhen(call, patch),
  example: { body: { name: "来电", when: "call", points: 20, halfLifeDays: 30 } },
  patchExample: { body: { points: 25 } },
});

export const configurationRoutes: Route[] = [...settingRoutes(leadPolicy), ...forgetting(rules, scoringRules.forget)];
