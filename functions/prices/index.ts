import { routes } from "./routes.ts";
import { coupon, couponCount, couponTemplate, priceBook, priceEntry, promotion } from "./table.ts";

/** What things cost: price books, promotions and coupons. */
export const prices = {
  name: "prices",
  seldom: true,
  routes,
  entities: [priceBook, priceEntry, promotion, couponTemplate, coupon, couponCount],
  schedules: [{ name: "couponExpiry", rateMinutes: 5, file: "expire.ts" }],
  grants: {
    everybody: ["prices.read"],
    manager: ["coupons.*"],
    sales: ["coupons.*"],
    finance: ["prices.*", "coupons.*"],
  },
};
