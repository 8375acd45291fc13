import { routes } from "./routes.ts";
import { dealRegistration, partnerOrder, referenceCase, referenceProgramme } from "./table.ts";

const own = ["channel.read", "channel.write"];

/** What partners bring: the deals that they register, what they order, and customers who speak for us. */
export const channel = {
  name: "channel",
  seldom: true,
  routes,
  entities: [dealRegistration, partnerOrder, referenceCase, referenceProgramme.entity],
  schedules: [
    { name: "registrations", rateMinutes: 5, file: "expire.ts" },
    { name: "referenceCases", rateMinutes: 5, file: "quarter-end.ts" },
  ],
  grants: {
    manager: ["channel.*"],
    sales: own,
    finance: ["channel.read"],
    marketing: ["channel.read", "channel.agree"],
    partner: own,
  },
};
