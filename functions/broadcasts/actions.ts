import { DAY_MS } from "../../shared/duration.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Call } from "../../shared/http/route.ts";
import { haltId, sendingHalt } from "../../shared/notify/outbox.ts";
import { action, type Gate, type Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { speech } from "../../shared/words/spoken.ts";
import { approvable } from "../approvals/gate.ts";
import type { BroadcastRow } from "./audience.ts";
import { SendInput } from "./mail-schema.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

const YEAR_MS = 366 * DAY_MS;

/** What is stopped keeps back what is queued too. */
const stopped = async ({ now, tenant }: Call<unknown>, { id }: BroadcastRow): Promise<Moved> => ({
  fields: { endedAt: now, stoppedBecause: (await speech(tenant.locale)).sentence("Somebody stopped it.") },
  beside: [write.create(sendingHalt, { id: haltId(id), version: 1, createdAt: now, updatedAt: now, of: id })],
});

const common = { permission: "broadcasts.send" as const, tries: 5 };
const SEND = { name: "send", label: { "zh-CN": "发送", en: "Send" } };
const STOP = { name: "stop", label: { "zh-CN": "停止", en: "Stop" } };
const REFUSED =
  "Without the consent of all of them it is refused, and nothing is queued; approval rules may ask for recipientCount. More people than a call can count are counted behind it: the status is counting meanwhile, and draft again with refusedBecause where it is refused.";

const { ask } = approvable();
/** Others are asked once it is known how many people it goes to. */
const gate: Gate = {
  ask: async (call, of, spec, row, next) => (next.status === "counting" ? undefined : ask(call, of, spec, row, next)),
};

export const smsCampaignActions = [
  action(smsCampaign, {
    ...SEND,
    summary: `Sends it to each of its people once, and once to a number that several of them have. ${REFUSED}`,
    to: "sending",
    from: ["draft"],
    permission: common.permission,
    gate,
    example: {},
    run: async (call, row) => {
      const [{ sent }, { bySms }] = await Promise.all([import("./sent.ts"), import("./sms.ts")]);
      return sent(call, bySms, row);
    },
  }),
  action(smsCampaign, {
    ...{ ...common, ...STOP, to: "stopped" },
    summary: "Stops it: whoever has not been written to yet gets nothing. One that has ended is shown as it is.",
    repeats: (_call, { status }) => status === "sent" || status === "stopped",
    example: { after: ["send"] },
    run: (call, row) => stopped(call, row),
  }),
];

/** The moment at which a campaign is to begin. */
function checkedAt({ body, now }: Call<{ at?: string | undefined }>): string | undefined {
  if (body.at === undefined) return undefined;
  const aheadMs = Date.parse(body.at) - Date.parse(now);
  if (aheadMs <= 0 || aheadMs > YEAR_MS) throw invalidField("at", "Name a moment to come, within a year.");
  return new Date(body.at).toISOString();
}

export const mailCampaignActions = [
  action(mailCampaign, {
    ...SEND,
    summary: `Sends it to each of its people once, and once to an address that several have, now or at a moment to come. ${REFUSED}`,
    body: SendInput,
    to: ({ at }) => (at === undefined ? "sending" : "scheduled"),
    from: ["draft"],
    permission: common.permission,
    gate,
    example: { body: {} },
    run: async (call, row) => {
      const [{ sent }, { byMail }, { checkAnswers, textsOf }] = await Promise.all([
        import("./sent.ts"),
        import("./mail.ts"),
        import("./mail-texts.ts"),
      ]);
      const sendAt = checkedAt(call);
      await checkAnswers(call, row);
      const { texts } = await textsOf(call, row);
      const { fields, ...moved } = await sent(call, byMail, { ...row, texts });
      return { ...moved, fields: { ...fields, texts, ...(sendAt && { sendAt }) } };
    },
  }),
  action(mailCampaign, {
    ...{ ...common, ...STOP, to: "stopped" },
    summary: "Stops it: whoever has not been written to yet gets nothing, not even what waits to be sent.",
    repeats: true,
    example: { after: ["send"] },
    run: (call, row) => stopped(call, row),
  }),
];
