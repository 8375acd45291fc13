import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { checkReferences } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { civilDay, currency, idOf } from "../../shared/schema.ts";
import { MONTHS_MAX } from "../products/schema.ts";
import { product } from "../products/table.ts";
import { best } from "./best-route.ts";
import { basketOf } from "./buyer.ts";
import { couponActions, couponNoun } from "./coupon-noun.ts";
import { entryRoutes } from "./entries.ts";
import { promotionsInForce } from "./facts.ts";
import { issue } from "./issue.ts";
import { priceBookNoun } from "./noun.ts";
import { couponTemplateNoun, promotionNoun } from "./offer-nouns.ts";
import { priceBooksInForce, priceOf } from "./price-of.ts";
import { PricedKind, PriceView } from "./schema.ts";

const QUANTITY_MAX = 1_000_000;

const price = route({
  method: "GET",
  path: "/v1/prices",
  permission: "prices.read",
  summary: "The price of one product before any discount, where it came from, and which price books were passed over.",
  query: z.strictObject({
    productId: idOf("prd").describe("What is to be priced."),
    currency: currency.describe("In which currency."),
    quantity: z.coerce.number().int().min(1).max(QUANTITY_MAX).default(1).describe("How many of it."),
    months: z.coerce.number().int().min(1).max(MONTHS_MAX).optional().describe("For how many months, if it recurs."),
    accountId: idOf("acc").optional().describe("Who buys."),
    partnerId: idOf("ptn").optional().describe("The partner who sells."),
    orderKind: PricedKind.default("new").describe("What kind of order it would be."),
    on: civilDay.optional().describe("The day, in the tenant's time zone; today unless told otherwise."),
  }),
  reply: PriceView,
  example: { query: { productId: "{productId}", currency: "CNY", quantity: "10" } },
  run: async (call) => {
    await checkReferences(call, { productId: product }, call.query);
    const { productId, quantity, months, currency: asked, ...about } = call.query;
    const line = { productId, quantity, ...(months !== undefined && { months }) };
    const { buyer, lines } = await basketOf(call, { ...about, lines: [line] });
    const [priced] = await priceOf(call, { ...buyer, currency: asked }, lines);
    return priced;
  },
});

export const routes: Route[] = [
  ...forgetting(crud(priceBookNoun), priceBooksInForce.forget),
  ...entryRoutes,
  price,
  best,
  ...forgetting(crud(promotionNoun), promotionsInForce.forget),
  ...crud(couponTemplateNoun),
  issue,
  ...crud(couponNoun),
  ...actionRoutes(couponNoun, couponActions),
];
