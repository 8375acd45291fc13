import { routes } from "./routes.ts";
import { foldedSubmission, lead, leadForm, leadPolicy, rescoring, scoringRule, touch } from "./table.ts";

/** People who may become customers: from the first sign of interest to an account. */
export const leads = {
  name: "leads",
  routes,
  entities: [lead, leadPolicy.entity, scoringRule, touch, rescoring, leadForm, foldedSubmission],
  schedules: [
    { name: "leadScores", rateMinutes: 15, file: "sweep.ts" },
    { name: "recycling", rateMinutes: 10, file: "recycling.ts" },
    { name: "leadOffers", rateMinutes: 5, file: "offering.ts" },
  ],
  grants: { manager: ["leads.*"], sales: ["leads.*"], marketing: ["leads.*"] },
};
