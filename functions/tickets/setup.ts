import type { TenantContext } from "../../shared/auth/access.ts";
import { Fault } from "../../shared/fault.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { ruleErrors, ruleHolds } from "../../shared/filter/ruled.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { type InForce, inForce } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { department, user } from "../users/table.ts";
import { CannedAnswer, CannedAnswerInput, SlaPolicy, SlaPolicyInput, TicketQueue, TicketQueueInput } from "./schema.ts";
import { cannedAnswer, slaPolicy, ticket, ticketChannel, ticketQueue } from "./table.ts";

/** Rules that one tenant may have of a kind. */
const RULES_MAX = 200;

export const queuesInForce = inForce(ticketQueue);
export const channelsInForce = inForce(ticketChannel);
export const policiesInForce = inForce(slaPolicy);

/** What a rule about tickets may ask. What follows from routing is no reason for it. */
function ticketFields(tenant: TenantContext): ReadonlyMap<string, FilterField> {
  const fields = filterFields({ entity: ticket, custom: REFERABLE }, tenant);
  for (const name of ["version", "updatedAt", "nextAt"]) fields.delete(name);
  return fields;
}

/** Refuses a condition that no ticket could be asked. */
function checkWhen({ tenant }: Caller, when: Filter | null | undefined): void {
  if (!when) return;
  const errors = ruleErrors(when, ticketFields(tenant), "when");
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

type Rule = { id: string; priority: number; when?: Filter };

/** The first rule by priority that holds for a ticket. One that asks for a field which is there no more holds for none. */
export function ruleFor<R extends Rule>(
  { tenant, now }: Pick<Caller, "tenant" | "now">,
  rules: readonly R[],
  row: object,
): R | undefined {
  const fields = ticketFields(tenant);
  const ordered = [...rules].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  return ordered.find(({ when }) => ruleHolds(when, fields, { now, timeZone: tenant.timeZone }, row));
}

type Ruled = { when?: Filter | null | undefined };

/** How a rule is checked when it is made and when it is changed: what it asks for, and that there is room for one more. */
const ruled = (rules: InForce<unknown>, what: string) => ({
  prepare: async (call: Caller, { when }: Ruled) => {
    checkWhen(call, when);
    await rules.room(call.table, RULES_MAX, what);
    return {};
  },
  revise: (call: Caller, _before: unknown, { when }: Ruled) => {
    checkWhen(call, when);
    return {};
  },
});

export const ticketQueueNoun: Noun = noun({
  entity: ticketQueue,
  module: "ticketing",
  path: "/v1/ticket-queues",
  input: TicketQueueInput,
  view: TicketQueue,
  references: { memberIds: user, leadId: user, departmentId: department },
  ...ruled(queuesInForce, "ticket queues"),
  example: {
    body: {
      name: "一线支持",
      priority: 10,
      when: { field: "priority", op: "in", value: ["low", "normal"] },
      memberIds: ["{userId}"],
      leadId: "{userId}",
    },
  },
  patchExample: { body: { priority: 20 } },
});

export const cannedAnswerNoun: Noun = noun({
  entity: cannedAnswer,
  module: "ticketing",
  path: "/v1/canned-answers",
  input: CannedAnswerInput,
  view: CannedAnswer,
  filters: ["queueId"],
  references: { queueId: ticketQueue },
  example: { body: { name: "已收到", text: "{customer}，您好！工单 {number} 已收到，我们会尽快处理。{me}" } },
  patchExample: { body: { name: "已收到（中文）" } },
});

export const slaPolicyNoun: Noun = noun({
  entity: slaPolicy,
  module: "ticketing",
  path: "/v1/sla-policies",
  input: SlaPolicyInput,
  view: SlaPolicy,
  references: { escalateToIds: user },
  check: ({ firstResponseMinutes, resolveMinutes }) =>
    (firstResponseMinutes ?? resolveMinutes)
      ? []
      : [{ path: "resolveMinutes", code: "required", message: "Give resolveMinutes, firstResponseMinutes or both." }],
  ...ruled(policiesInForce, "SLA policies"),
  example: {
    body: {
      name: "紧急工单",
      priority: 10,
      when: { field: "priority", op: "in", value: ["high", "urgent"] },
      firstResponseMinutes: 30,
      resolveMinutes: 480,
      warnBeforeMinutes: 60,
    },
  },
  patchExample: { body: { resolveMinutes: 240 } },
});
