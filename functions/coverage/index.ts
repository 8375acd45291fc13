import { routes } from "./routes.ts";
import { coveragePlan } from "./table.ts";

/** Who covers which region and product line of an account, in which role, and where nobody or more than one does. */
export const coverage = {
  name: "coverage",
  seldom: true,
  routes,
  entities: [coveragePlan],
  grants: {
    manager: ["coverage.*"],
    sales: ["coverage.read"],
    marketing: ["coverage.read"],
    service: ["coverage.read"],
  },
};
