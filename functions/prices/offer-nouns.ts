import { Fault, type InputError } from "../../shared/fault.ts";
import type { References } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { product } from "../products/table.ts";
import { countOf } from "./codes.ts";
import { promotionsInForce } from "./facts.ts";
import { promotionErrors, templateErrors } from "./offer-rules.ts";
import { CouponTemplate, CouponTemplateInput, PROMOTIONS_MAX, Promotion, PromotionInput } from "./offer-schema.ts";
import { couponTemplate, promotion } from "./table.ts";

const NAMED: References = {
  "when.accountIds": account,
  "scope.productIds": product,
  "effect.items.productId": product,
  "effect.getScope.productIds": product,
  excludesPromotions: promotion,
  excludesCoupons: couponTemplate,
};

/** What everybody gets who meets its conditions. A price that was quoted before it changes stays as it was quoted. */
export const promotionNoun: Noun = noun({
  entity: promotion,
  module: "prices",
  path: "/v1/promotions",
  input: PromotionInput,
  view: Promotion,
  filters: ["currency", "group"],
  ranges: ["priority"],
  references: NAMED,
  defaults: () => ({ priority: 100 }),
  check: promotionErrors,
  prepare: async ({ table }) => {
    await promotionsInForce.room(table, PROMOTIONS_MAX, "promotions in force");
    return {};
  },
  example: {
    body: {
      ...{ name: "满一万减八百", currency: "CNY", priority: 50, group: "满减" },
      effect: { type: "fullReduction", steps: [{ fromMinor: 1_000_000, offMinor: 80_000 }] },
      ...{ validFrom: "2026-01-01", validUntil: "2099-12-31" },
    },
  },
  patchExample: { body: { priority: 40 } },
});

/** What may change of a template once there are coupons of it: nothing that their holders count on. */
const FREE = ["name", "totalMax", "perAccountMax", "claimFrom", "claimUntil", "claimWithinDays", "excludesCoupons"];

/** What coupons are worth. */
export const couponTemplateNoun: Noun = noun({
  entity: couponTemplate,
  module: "prices",
  path: "/v1/coupon-templates",
  input: CouponTemplateInput,
  view: CouponTemplate,
  filters: ["currency"],
  references: { ...NAMED, "groupBuy.effect.items.productId": product },
  defaults: () => ({ priority: 100, perAccountMax: 1 }),
  check: templateErrors,
  revise: async (call, before, patch) => {
    const bound = Object.keys(patch).filter((name) => !FREE.includes(name));
    if (bound.length === 0 || (await countOf(call, before.id)) === 0) return {};
    const message = `Coupons of it are out: of these only ${FREE.join(", ")} may change. Make another template.`;
    const errors = bound.map((path): InputError => ({ path, code: "invalid_state", message }));
    throw new Fault("invalid_state", message, { errors });
  },
  example: {
    body: {
      ...{ name: "新客百元券", currency: "CNY", when: { minMinor: 100_000 } },
      effect: { type: "amount", amountMinor: 10_000, of: "basket" },
      ...{ daysFromClaim: 30, perAccountMax: 100 },
    },
  },
  patchExample: { body: { name: "老客百元券" } },
});
