import * as z from "zod";
import { checkDelivery } from "../../shared/http/deliveries.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { type Opened, outsider } from "../users/outsider.ts";
import { CallDelivery, type CallEvent } from "./schema.ts";
import { callConnection, callConnectionEntry } from "./table.ts";

const DELIVERIES_PER_SECOND_MAX = 100;
const BODY_BYTES_MAX = 262_144;

const opening = outsider(callConnectionEntry, callConnection, "calls");

export const webhook: Route = route({
  method: "POST",
  path: "/v1/webhooks/calls/{connectionId}",
  permission: "public",
  summary:
    "Takes what a contact centre tells of calls, conversations and replies by text message, signed after the Standard Webhooks specification. What comes twice is taken once, and late or unordered events are put where they belong.",
  body: CallDelivery,
  reply: z.object({
    calls: z.array(z.object({ callId: z.string(), id: z.string(), activityId: z.string() })),
    optOuts: z.int(),
  }),
  status: 202,
  rawBody: true,
  signed: true,
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    params: { connectionId: "{callConnectionId}" },
    body: {
      events: [
        { id: "e-1", callId: "c-1", type: "started", at: "2026-11-22T02:00:00.000Z", phone: "13800000002" },
        { id: "e-2", callId: "c-1", type: "ended", at: "2026-11-22T02:03:00.000Z", result: "missed" },
      ],
    },
  },
  run: async (call) => {
    const visit = { now: new Date(call.now), from: call.sourceIp, requestId: call.requestId };
    const opened = await opening(call.params.connectionId ?? "", visit);
    const limit = { kind: `calls ${opened?.row.id}`, perSecond: DELIVERIES_PER_SECOND_MAX };
    await checkDelivery(call, opened?.caller.table, opened?.row, limit);
    const found = opened as Opened<typeof callConnection>;
    const { events } = call.body;
    const told = events.filter((one): one is CallEvent => one.type !== "smsReply");
    const calls: { callId: string; id: string; activityId: string }[] = [];
    const { takeIn } = await import("./take-in.ts");
    for (const [callId, some] of Map.groupBy(told, (one) => one.callId)) {
      const { id, activityId } = await takeIn(found, callId, some);
      calls.push({ callId, id, activityId });
    }
    let optOuts = 0;
    for (const one of events) {
      if (one.type !== "smsReply") continue;
      const { heedReply } = await import("../consents/reply.ts");
      optOuts += (await heedReply(found.caller, { from: one.phone, text: one.text, at: one.at })).withdrawn;
    }
    return { calls, optOuts };
  },
});
