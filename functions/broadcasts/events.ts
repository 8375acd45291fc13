import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { message } from "../../shared/notify/outbox.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import type { Broadcast, BroadcastRow } from "./audience.ts";
import { mailFigures } from "./counting.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

type Turned = { before?: BroadcastRow; after?: BroadcastRow };
const hasTurned = ({ before, after }: Turned): boolean =>
  (after?.status === "sending" || after?.status === "counting") &&
  (before?.status !== after.status || before.turns !== after.turns);

/** Counts the next people of a campaign, or queues what they get. */
async function wentOn(of: Broadcast, row: BroadcastRow, work: Work): Promise<void> {
  if (row.status === "counting") await (await import("./count-on.ts")).countOn(of, row, work);
  else await (await import("./turn.ts")).turn(of, row, work);
}

export const emits: Emission[] = [
  when(smsCampaign, "smsCampaign.turned", hasTurned),
  when(mailCampaign, "mailCampaign.turned", hasTurned),
  when(message, "message.campaignCounted", ({ before, after }) => changesFigure(mailFigures, before, after)),
];

export const handles: Handler[] = [
  handle(
    smsCampaign,
    "smsCampaign.turned",
    "rest",
    "counts the next people of a campaign, or queues their messages",
    async ({ after }, work) => {
      if (after) await wentOn((await import("./sms.ts")).bySms, after, work);
    },
  ),
  handle(
    mailCampaign,
    "mailCampaign.turned",
    "rest",
    "counts the next people of a campaign, or queues their mails",
    async ({ after }, work) => {
      if (after) await wentOn((await import("./mail.ts")).byMail, after, work);
    },
  ),
  handle(
    message,
    "message.campaignCounted",
    "rest",
    "counts what became of a campaign's mails, and notes whom it has met",
    async ({ before, after }, work) => {
      if (!after) return;
      await countInto(work, mailFigures, { id: after.id, version: after.version, row: after });
      const { sentAt, clickedAt, repliedAt } = after;
      const { meet } = await import("./met.ts");
      if (sentAt && !before?.sentAt) await meet(after, "reached", sentAt, work);
      if (clickedAt && !before?.clickedAt) await meet(after, "responded", clickedAt, work);
      if (repliedAt && !before?.repliedAt) await meet(after, "responded", repliedAt, work);
    },
  ),
];
