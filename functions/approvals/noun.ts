import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { roleKey, roleNames } from "../users/held.ts";
import { department, user } from "../users/table.ts";
import { GATED } from "./gated.ts";
import {
  Approval,
  ApprovalDelegation,
  ApprovalDelegationInput,
  ApprovalRule,
  ApprovalRuleInput,
  RULES_MAX,
} from "./schema.ts";
import { approval, approvalDelegation, approvalRule } from "./table.ts";

type Rule = RowOf<typeof approvalRule>;
type Steps = Rule["steps"];

const ROLE = "role:";

/** Steps as they are kept: roles by their keys, people and departments that are there. */
async function checkedSteps(call: Caller, steps: Steps): Promise<Steps> {
  const errors = await Promise.all(
    steps.map(async ({ by }, n) => {
      if (!by.startsWith("user:")) return [];
      const row = await call.table.find(user, by.slice("user:".length));
      const message = `There is no user ${by.slice("user:".length)}.`;
      return row && !row.archived ? [] : [{ path: `steps.${n}.by`, code: "unknown_reference", message }];
    }),
  );
  const all = errors.flat();
  if (all.length > 0) throw new Fault("unknown_reference", all.map((e) => e.message).join(" "), { errors: all });
  return steps.map((step, n) => {
    if (!step.by.startsWith(ROLE)) return step;
    return { ...step, by: `${ROLE}${roleKey(call.tenant, step.by.slice(ROLE.length), `steps.${n}.by`)}` };
  });
}

/** A step as it is shown: roles by their names. */
export const shownBy = ({ tenant }: Pick<Caller, "tenant">, by: string): string =>
  by.startsWith(ROLE) ? `${ROLE}${roleNames(tenant, [by.slice(ROLE.length)])[0]}` : by;

/** The noun and its action must be such as can wait, and the filter one of the noun's. */
async function checked(
  call: Caller,
  rule: Pick<Rule, "noun" | "when"> & { action?: string },
): Promise<{ action: string }> {
  const gated = await GATED[rule.noun]?.();
  if (!gated) throw invalidField("noun", `noun must be one of ${Object.keys(GATED).join(", ")}.`);
  if (rule.when) checkedFields(call.access, gated.of, rule.when, "when");
  const names = gated.actions.map(({ name }) => name);
  const [only] = names.length === 1 ? names : [];
  const action = rule.action ?? only;
  if (action === undefined || !names.includes(action)) {
    throw invalidField("action", `action must be one of ${names.join(", ")}.`);
  }
  return { action };
}

/** Who must agree to what. */
export const approvalRuleNoun: Noun = noun({
  entity: approvalRule,
  module: "approvals",
  path: "/v1/approval-rules",
  input: ApprovalRuleInput,
  view: ApprovalRule,
  references: { "steps.ofDepartment": department },
  defaults: () => ({ priority: 100 }),
  prepare: async (call, input) => {
    const all = await call.table.collect(approvalRule, {}, "rule#");
    if (all.filter(({ archived }) => !archived).length >= RULES_MAX) {
      throw new Fault("conflict", `The tenant has ${RULES_MAX} approval rules; that is as many as there may be.`);
    }
    return { ...(await checked(call, input)), steps: await checkedSteps(call, input.steps) };
  },
  revise: async (call, before, patch: Partial<Rule>) => ({
    ...(await checked(call, {
      ...before,
      ...patch,
      when: patch.when === null ? undefined : (patch.when ?? before.when),
    })),
    ...(patch.steps && { steps: await checkedSteps(call, patch.steps) }),
  }),
  show: (row, call) => ({ ...row, steps: row.steps.map((step) => ({ ...step, by: shownBy(call, step.by) })) }),
  example: {
    body: {
      name: "一万元以上的核销",
      noun: "receivable",
      when: { field: "writtenOffMinor", op: "gte", value: 1_000_000 },
      steps: [{ by: "manager" }, { by: "role:finance" }],
    },
  },
  patchExample: { body: { priority: 50 } },
});

/** Who decides for whom while they are away: everybody for themselves. */
export const approvalDelegationNoun: Noun = noun({
  entity: approvalDelegation,
  module: "delegations",
  path: "/v1/approval-delegations",
  input: ApprovalDelegationInput,
  view: ApprovalDelegation,
  filters: ["toUserId", "ownerId"],
  people: user,
  references: { toUserId: user },
  prepare: (call) => ({ ownerId: call.actor.principalId }),
  derive: (_call, { from, until, toUserId, ownerId }) => {
    if (until < from) throw invalidField("until", "until must not be before from.");
    if (toUserId === ownerId) throw invalidField("toUserId", "Name somebody else.");
    return {};
  },
  example: { body: { toUserId: "{userId}", from: "2026-12-20", until: "2027-01-03", reason: "休假" } },
  patchExample: { body: { until: "2027-01-10" } },
});

/** An action that waits until others agree to it. Nobody writes one but by asking, deciding and withdrawing. */
export const approvalNoun: Noun = noun({
  entity: approval,
  module: "approvals",
  path: "/v1/approvals",
  input: ApprovalRuleInput.pick({ name: true }),
  view: Approval,
  states: {
    field: "state",
    next: { pending: ["approved", "rejected", "withdrawn", "lapsed"] },
    instead: {
      approve: "only one that is pending can be decided",
      reject: "only one that is pending can be decided",
      withdraw: "only one that is pending can be withdrawn",
    },
  },
  show: (row, call) => ({
    ...row,
    steps: row.steps.map(({ turn, by, ...step }) => ({
      ...step,
      by: shownBy(call, by),
      ...(turn && { turn: shownBy(call, turn) }),
    })),
  }),
  example: {},
});
