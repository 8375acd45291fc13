import { Fault } from "../../shared/fault.ts";
import { consentRequired } from "../../shared/notify/consent.ts";
import { action } from "../../shared/records/transition.ts";
import { approvable } from "../approvals/gate.ts";
import { MARKETING } from "../templates/rendering.ts";
import { counted } from "./audience.ts";
import { smsCampaign } from "./table.ts";

const send = action(smsCampaign, {
  name: "send",
  label: { "zh-CN": "发送", en: "Send" },
  summary:
    "Sends it to each of its people once. Without the consent of all of them it is refused, and nothing is queued; approval rules may ask for recipientCount.",
  to: "sending",
  permission: "broadcasts.send",
  gate: approvable(),
  example: {},
  run: async (call, row) => {
    const { recipients, reached, withheld } = await counted(call, row);
    if (withheld > 0) throw consentRequired({ channel: "sms", purpose: MARKETING }, withheld, recipients);
    if (reached === 0) throw new Fault("invalid_state", "None of its recipients has a number that can be called.");
    return { fields: { recipientCount: recipients, sentAt: call.now, sentBy: call.actor.principalId, turns: 0 } };
  },
});

const stop = action(smsCampaign, {
  name: "stop",
  label: { "zh-CN": "停止", en: "Stop" },
  summary: "Stops it: whoever has not been written to yet gets nothing. One that has ended is shown as it is.",
  to: "stopped",
  repeats: (_call, { status }) => status === "sent" || status === "stopped",
  permission: "broadcasts.send",
  tries: 5,
  example: { after: ["send"] },
  run: ({ now }) => ({ fields: { endedAt: now, stoppedBecause: "Somebody stopped it." } }),
});

export const smsCampaignActions = [send, stop];
