import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { behaviourProfile } from "../behaviour/counted.ts";
import { opportunity } from "../opportunities/table.ts";
import { lead, touch } from "./table.ts";

export const emits: Emission[] = [
  when(lead, "lead.converted", (c) => c.after?.status === "converted" && c.before?.status !== "converted"),
];

export const handles: Handler[] = [
  handle(behaviourProfile, "behaviour.counted", "rest", "scores the lead anew who did something", async (c, work) => {
    if (c.after?.personId.startsWith(`${lead.prefix}_`)) await (await import("./rescored.ts")).rescored(work, c.after);
  }),
  handle(
    opportunity,
    "opportunity.wonOrNot",
    "rest",
    "tells the lead whose sale was won, or is no more",
    async (c, work) => {
      if (c.after?.leadId) await (await import("./won.ts")).followed(work, c.after);
    },
  ),
  handle(
    lead,
    "lead.converted",
    "rest",
    "tells its touches in the timeline of its account",
    async ({ after }, work) => {
      if (!after?.accountId) return;
      const touches = await work.table.collect(touch, { leadId: after.id }, "touch#");
      for (const row of touches.filter(({ accountId }) => accountId !== after.accountId)) {
        await work.table.replace(touch, row, nextVersion(row, work.now, { accountId: after.accountId }));
      }
    },
  ),
];
