import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { Product, ProductInput } from "./schema.ts";
import { product } from "./table.ts";

export const routes: Route[] = crud({
  entity: product,
  module: "products",
  path: "/v1/products",
  input: ProductInput,
  view: Product,
  filters: ["productType", "code", "currency"],
  example: {
    body: {
      code: "CRM-EDU",
      name: "CRM 教育版",
      productType: "subscription",
      listPriceMinor: 1_200_000,
      currency: "CNY",
    },
  },
  patchExample: { body: { listPriceMinor: 1_280_000 } },
});
