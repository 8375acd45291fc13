import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message } from "../../shared/notify/outbox.ts";
import { changesFigure, countInto } from "../../shared/records/figures.ts";
import type { BroadcastRow } from "./audience.ts";
import { mailFigures } from "./counting.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

const hasTurned = ({ before, after }: { before?: BroadcastRow; after?: BroadcastRow }): boolean =>
  after?.status === "sending" && (before?.status !== "sending" || before.turns !== after.turns);

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
    "queues the messages of the next people of a campaign",
    async ({ after }, work) => {
      const [{ turn }, { bySms }] = await Promise.all([import("./turn.ts"), import("./sms.ts")]);
      if (after) await turn(bySms, after, work);
    },
  ),
  handle(
    mailCampaign,
    "mailCampaign.turned",
    "rest",
    "queues the mails of the next people of a campaign",
    async ({ after }, work) => {
      const [{ turn }, { byMail }] = await Promise.all([import("./turn.ts"), import("./mail.ts")]);
      if (after) await turn(byMail, after, work);
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
