import { routes } from "./routes.ts";
import { priceBook, priceEntry } from "./table.ts";

/** What things cost: price books, promotions and coupons. */
export const prices = {
  name: "prices",
  routes,
  entities: [priceBook, priceEntry],
  grants: { everybody: ["prices.read"], finance: ["prices.*"] },
};
