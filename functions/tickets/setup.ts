import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type InForce, inForce } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { department, user } from "../users/table.ts";
import { CannedAnswer, CannedAnswerInput, SlaPolicy, SlaPolicyInput, TicketQueue, TicketQueueInput } from "./schema.ts";
import { cannedAnswer, slaPolicy, ticketChannel, ticketQueue } from "./table.ts";

/** Rules that one tenant may have of a kind. */
const RULES_MAX = 200;

export const queuesInForce = inForce(ticketQueue);
export const channelsInForce = inForce(ticketChannel);
export const policiesInForce = inForce(slaPolicy);

type Ruled = { when?: Filter | null | undefined };

const checks = () => import("./setup-checks.ts");

/** How a rule is checked when it is made and when it is changed: what it asks for, and that there is room for one more. */
const ruled = (rules: InForce<unknown>, what: string) => ({
  prepare: async (call: Caller, rule: object) => {
    (await checks()).checkRule(call, rule, rules === policiesInForce);
    await rules.room(call.table, RULES_MAX, what);
    return {};
  },
  revise: async (call: Caller, before: object, patch: Ruled) => {
    (await checks()).checkRule(call, { ...before, ...patch, when: patch.when }, rules === policiesInForce);
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
  alongside: async (call, after, before) => (await import("./visible.ts")).visibility(call, after, before),
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
