import { routes } from "./routes.ts";
import { creditPack, splitRule } from "./table.ts";

/** Who earned how much of the cash, and the rules that split it. */
export const credits = {
  name: "credits",
  routes,
  entities: [creditPack, splitRule],
  further: [creditPack],
  grants: {
    manager: ["credits.read", "splitting.read"],
    sales: ["credits.read", "splitting.read"],
    partner: ["credits.read"],
    finance: ["credits.*", "splitting.*"],
  },
};
