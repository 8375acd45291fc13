import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { crud } from "../../shared/http/crud.ts";
import { changed, fresh } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { write } from "../../shared/table/table.ts";
import { LeadPolicy, ScoringRule, ScoringRuleInput } from "./policy.ts";
import { forgetLeadSettings, scorableFields, scoringRulesOf } from "./settings.ts";
import { LEAD_POLICY_ID, leadPolicy, scoringRule } from "./table.ts";

/** Every lead is scored by all rules at every write. */
const RULES_MAX = 100;

const PolicyView = z.object({ ...LeadPolicy.shape, version: z.int() });

const readPolicy = route({
  method: "GET",
  path: "/v1/lead-policy",
  permission: "leads.read",
  summary: "How the tenant works its leads: where sales joins, thresholds, grades, duplicates.",
  reply: PolicyView,
  example: {},
  run: async (call) => (await call.table.find(leadPolicy, LEAD_POLICY_ID)) ?? { ...LeadPolicy.parse({}), version: 0 },
});

const writePolicy = route({
  method: "PUT",
  path: "/v1/lead-policy",
  permission: "assignment.write",
  summary: "Replaces the lead policy. What is left out takes its default.",
  body: LeadPolicy,
  reply: PolicyView,
  example: { body: { salesJoinsAt: "raw", mqlScore: 50, sqlScore: 100, grades: [{ grade: "A", min: 80 }] } },
  run: async (call) => {
    const before = await call.table.find(leadPolicy, LEAD_POLICY_ID);
    if (call.ifMatch !== undefined && call.ifMatch !== (before?.version ?? 0)) {
      throw new Fault("precondition_failed", `The policy has version ${before?.version ?? 0}, not ${call.ifMatch}.`);
    }
    const { id, version, createdAt, updatedAt } = before ?? fresh(call, leadPolicy, LEAD_POLICY_ID);
    const base = { id, version, createdAt, updatedAt, ...call.body };
    const after = before ? changed(call, base, {}) : base;
    await call.table.commit([before ? write.replace(leadPolicy, before, after) : write.create(leadPolicy, after)]);
    forgetLeadSettings(call.tenant.id);
    return after;
  },
});

/** A rule's filter must ask what a lead can be asked. */
function checkWhen(call: Caller, { when }: { when?: string | Filter | null }): object {
  if (!when || typeof when === "string") return {};
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
    if ((await scoringRulesOf(call.table)).length >= RULES_MAX) {
      throw new Fault("conflict", `There are ${RULES_MAX} scoring rules; archive one first.`);
    }
    return checkWhen(call, input);
  },
  revise: (call, _before, patch) => checkWhen(call, patch),
  example: { body: { name: "来电", when: "call", points: 20, halfLifeDays: 30 } },
  patchExample: { body: { points: 25 } },
});

/** What changes a rule is to act in this process at once. */
const forgetting = (route: Route): Route => ({
  ...route,
  run: async (call) => {
    const out = await route.run(call);
    if (route.method !== "GET") forgetLeadSettings(call.tenant.id);
    return out;
  },
});

export const configurationRoutes: Route[] = [readPolicy, writePolicy, ...rules.map(forgetting)];
