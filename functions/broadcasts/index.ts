import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { mailCampaign, smsCampaign } from "./table.ts";

/** Text messages and mails to many people: each of them once, and nobody who has not agreed. */
export const broadcasts = {
  name: "broadcasts",
  routes,
  entities: [smsCampaign, mailCampaign],
  emits,
  handles,
  schedules: [{ name: "mailCampaignsDue", rateMinutes: 1, file: "begin.ts" }],
  grants: { manager: ["broadcasts.*"], marketing: ["broadcasts.*"] },
};
