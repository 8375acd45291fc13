import { routes } from "./routes.ts";
import { coupon, couponCount, couponTemplate, priceBook, priceEntry, promotion } from "./table.ts";

/** What things cost: price books, promotions and coupons. */
export const prices = {
  name: "prices",
  routes,
  entities: [priceBook, priceEntry, promotion, couponTemplate, coupon, couponCount],
};
