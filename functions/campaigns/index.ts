import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { campaign, campaignMember } from "./table.ts";

/** What marketing does to win customers, whom it met, and what cash came of it. */
export const campaigns = {
  name: "campaigns",
  seldom: true,
  routes,
  entities: [campaign, campaignMember],
  emits,
  handles,
  grants: {
    manager: ["campaigns.*"],
    marketing: ["campaigns.read", "campaigns.write"],
    sales: ["campaigns.read"],
    finance: ["campaigns.read", "campaigns.attribution"],
  },
};
