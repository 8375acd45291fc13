import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { smsCampaign } from "./table.ts";

export const emits: Emission[] = [
  when(
    smsCampaign,
    "smsCampaign.turned",
    (c) => c.after?.status === "sending" && (c.before?.status !== "sending" || c.before.turns !== c.after.turns),
  ),
];

export const handles: Handler[] = [
  handle(
    smsCampaign,
    "smsCampaign.turned",
    "rest",
    "queues the messages of the next people of a campaign",
    async ({ after }, work) => {
      if (after) await (await import("./turn.ts")).turn(after, work);
    },
  ),
];
