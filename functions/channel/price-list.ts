import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { type Call, type Caller, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE, mulDiv } from "../../shared/money.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { product } from "../products/table.ts";
import { namedPartner } from "./whose.ts";

const PRODUCTS_MAX = 50;
const ID_CHARS_MAX = 60;

const Query = z.strictObject({
  productIds: z
    .string()
    .min(1)
    .max(PRODUCTS_MAX * (ID_CHARS_MAX + 1))
    .transform((text) => [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== ""))
    .pipe(z.array(idOf("prd")).min(1).max(PRODUCTS_MAX))
    .describe(`Up to ${PRODUCTS_MAX} products, separated by commas.`),
});

const Price = z.object({
  productId: z.string(),
  currency: z.string().describe("That of the product's list price."),
  listMinor: z.int().describe("What one costs today by the price book or the catalogue."),
  amountMinor: z.int().describe("What the partner pays of that."),
});
const Prices = z.object({ rateBasisPoints: z.int().describe("What it pays of a list price."), items: z.array(Price) });

type Product = RowOf<typeof product>;

async function productsOf(call: Caller, ids: readonly string[]): Promise<Product[]> {
  const rows = await call.table.getMany(product, ids);
  const missing = ids.filter((id) => !rows.has(id));
  if (missing.length === 0) return ids.map((id) => rows.get(id) as Product);
  const errors = missing.map((id) => ({
    path: "productIds",
    code: "unknown_reference",
    message: `There is no product ${id}.`,
  }));
  throw new Fault("unknown_reference", errors.map(({ message }) => message).join(" "), { errors });
}

async function told(call: Call<unknown, z.output<typeof Query>>): Promise<z.output<typeof Prices>> {
  checkUsable(call.access, product.noun, ["listPriceMinor", "currency"]);
  const [{ tier, rateBasisPoints = BASIS_POINTS_WHOLE }, products, { buyerOf, priceOf }] = await Promise.all([
    namedPartner(call),
    productsOf(call, call.query.productIds),
    import("../prices/price-of.ts"),
  ]);
  const buyer = buyerOf(call, undefined, { ...(tier && { partnerTier: tier }) });
  const byCurrency = [...Map.groupBy(products, ({ currency }) => currency)];
  const priced = await Promise.all(
    byCurrency.map(([currency, sold]) =>
      priceOf(
        call,
        { ...buyer, currency },
        sold.map((one) => ({ product: one, quantity: 1, path: "productIds" })),
      ),
    ),
  );
  const prices = new Map(priced.flat().map(({ productId, listMinor }) => [productId, listMinor]));
  const items = products.map(({ id, currency }) => {
    const listMinor = prices.get(id) ?? 0;
    return { productId: id, currency, listMinor, amountMinor: mulDiv(listMinor, rateBasisPoints, BASIS_POINTS_WHOLE) };
  });
  return { rateBasisPoints, items };
}

export const priceList = route({
  method: "GET",
  path: "/v1/partners/{id}/prices",
  permission: "channel.read",
  summary: "What some products cost a partner today, one of each: by the price books for its tier, at its rate.",
  query: Query,
  reply: Prices,
  example: { params: { id: "{partnerId}" }, query: { productIds: "{productId}" } },
  run: told,
});
