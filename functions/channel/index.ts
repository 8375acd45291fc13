import { routes } from "./routes.ts";
import { dealRegistration, registrationPolicy } from "./table.ts";

/** What partners bring: the deals that they register. */
export const channel = {
  name: "channel",
  routes,
  entities: [dealRegistration, registrationPolicy.entity],
  schedules: [{ name: "registrations", rateMinutes: 5, file: "expire.ts" }],
  grants: {
    manager: ["channel.*"],
    sales: ["channel.read", "channel.write"],
    finance: ["channel.read"],
    partner: ["channel.read", "channel.write"],
  },
};
