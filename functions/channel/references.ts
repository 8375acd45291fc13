import { actorName } from "../../shared/auth/actor.ts";
import { addDays, zonedInstant } from "../../shared/clock.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { partner } from "../partners/table.ts";
import { daysOf, monthsOf, quarterOf } from "../quotas/rules.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { roleNames } from "../users/held.ts";
import { ownership } from "../users/ownership.ts";
import { ADMIN } from "../users/roles.ts";
import { department, user } from "../users/table.ts";
import { REFERENCE_STEPS, ReferenceCase, ReferenceCaseInput } from "./references-schema.ts";
import { ofPartner } from "./rules.ts";
import { RejectInput } from "./schema.ts";
import { referenceCase, referenceProgramme } from "./table.ts";
import { whose } from "./whose.ts";

type Row = RowOf<typeof referenceCase>;
type Step = (typeof REFERENCE_STEPS)[number];

const AGREES = "channel.agree";

/** A customer that a partner brings as a reference, as those look at it who have to agree. */
export const referenceCaseNoun: Noun = noun({
  entity: referenceCase,
  module: "channel",
  path: "/v1/reference-cases",
  input: ReferenceCaseInput,
  view: ReferenceCase.omit({ quarterEndsAt: true }),
  title: ({ title }) => title,
  filters: ["partnerId", "state", "customerName"],
  references: { partnerId: partner, ownerId: user, departmentId: department },
  states: {
    field: "state",
    next: {
      draft: ["zone"],
      zone: ["unit", "rejected"],
      unit: ["marketing", "rejected"],
      marketing: ["quarterEnd", "rejected"],
      quarterEnd: ["approved", "rejected"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "rejected"],
    instead: { change: "what was submitted is not changed", agree: "it waits for nobody's agreement" },
  },
  defaults: () => ({ state: "draft" }),
  prepare: whose,
  revise: async (call, before, patch) => ({
    ...ofPartner(call, patch, before),
    ...(await ownership(call, before, patch)),
  }),
  example: {
    body: {
      ...{ partnerId: "{partnerId}", customerName: "宁波示例制造有限公司", title: "销售自动化样板" },
      story: "三个月上线，回款周期缩短两周。",
    },
  },
  patchExample: { body: { title: "制造业销售自动化样板" } },
});

/** Refuses a case that does not meet a criterion, or does not say so. */
async function checkCriteria(call: Caller, { criteria = [] }: Row): Promise<void> {
  const asked = (await referenceProgramme.held(call.table)).criteria;
  const errors = asked.flatMap(({ key, name }): InputError[] => {
    const at = criteria.findIndex((answer) => answer.key === key);
    if (criteria[at]?.met) return [];
    const path = at < 0 ? "criteria" : `criteria.${at}.met`;
    return [{ path, code: "not_met", message: `The criterion ${key} (${name}) has to be met.` }];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}

const submit = action(referenceCase, {
  name: "submit",
  label: { "zh-CN": "提交", en: "Submit" },
  summary:
    "Submits a reference customer that meets all criteria: the zone, the business unit and marketing look at it in turn.",
  to: "zone",
  run: async (call, row): Promise<Moved> => {
    await checkCriteria(call, row);
    return {};
  },
});

/** Refuses somebody who does not have the role of the step; an administrator has every role. */
async function checkRole(call: Caller, step: Step): Promise<void> {
  const wanted = (await referenceProgramme.held(call.table))[`${step}Role`];
  const has = roleNames(call.tenant, call.actor.roles);
  if (has.includes(wanted) || call.actor.roles.includes(ADMIN)) return;
  throw new Fault("forbidden", `The step ${step} is agreed to by the role ${wanted}.`);
}

const NEXT: Readonly<Record<Step, Row["state"]>> = { zone: "unit", unit: "marketing", marketing: "quarterEnd" };

/** The instant at which the tenant's quarter of today is over, in its time zone. */
async function quarterEnd(call: Caller): Promise<string> {
  const { yearStartsInMonth } = await fiscalCalendar.held(call.table);
  const { to } = daysOf(monthsOf(quarterOf(todayOf(call), yearStartsInMonth), yearStartsInMonth));
  return zonedInstant(addDays(to, 1), "00:00", call.tenant.timeZone).toISOString();
}

const agree = action(referenceCase, {
  name: "agree",
  label: { "zh-CN": "同意", en: "Agree" },
  summary:
    "Agrees to a reference customer for the step that it stands in; after the last one it is approved at the quarter's end.",
  permission: AGREES,
  from: REFERENCE_STEPS,
  example: { after: ["submit"] },
  check: (call, { state }) => {
    const step = REFERENCE_STEPS.find((one) => one === state);
    return step && checkRole(call, step);
  },
  run: async (call, row): Promise<Moved> => {
    const step = row.state as Step;
    if (step === "marketing") await checkCriteria(call, row);
    const agreements = [...(row.agreements ?? []), { step, at: call.now, by: actorName(call.actor) }];
    const ending = step === "marketing" ? { quarterEndsAt: await quarterEnd(call) } : {};
    return { fields: { state: NEXT[step], agreements, ...ending } };
  },
});

const reject = action(referenceCase, {
  name: "reject",
  label: { "zh-CN": "驳回", en: "Reject" },
  summary: "Refuses a reference customer; the step that it stands in says who may.",
  permission: AGREES,
  to: "rejected",
  body: RejectInput,
  example: { body: { reason: "客户未授权使用其名称" }, after: ["submit"] },
  check: (call, { state }) => {
    const step = REFERENCE_STEPS.find((one) => one === state) ?? (state === "quarterEnd" ? "marketing" : undefined);
    return step && checkRole(call, step);
  },
  run: (call): Moved => ({ fields: { reason: call.body.reason } }),
});

export const referenceActions = [submit, agree, reject];
