import { Fault } from "../../shared/fault.ts";
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

/** Refuses a condition that no ticket could be asked. */
async function checkWhen({ tenant }: Caller, when: Filter | null | undefined): Promise<void> {
  if (!when) return;
  const { errorsOf } = await import("./ruled.ts");
  const errors = errorsOf(tenant, when);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

type Ruled = { when?: Filter | null | undefined };

/** How a rule is checked when it is made and when it is changed: what it asks for, and that there is room for one more. */
const ruled = (rules: InForce<unknown>, what: string) => ({
  prepare: async (call: Caller, { when }: Ruled) => {
    await checkWhen(call, when);
    await rules.room(call.table, RULES_MAX, what);
    return {};
  },
  revise: async (call: Caller, _before: unknown, { when }: Ruled) => {
    await checkWhen(call, when);
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
  check: ({ firstResponseMinutes, resolveMinutes, warnBeforeMinutes = 0 }) => {
    const longest = Math.max(firstResponseMinutes ?? 0, resolveMinutes ?? 0);
    if (longest === 0) {
      const message = "Give resolveMinutes, firstResponseMinutes or both.";
      return [{ path: "resolveMinutes", code: "required", message }];
    }
    const message = `A warning comes before the ${longest} minutes are over, and not before they begin.`;
    return warnBeforeMinutes < longest ? [] : [{ path: "warnBeforeMinutes", code: "invalid", message }];
  },
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
