import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { Product, ProductInput } from "./schema.ts";
import { product } from "./table.ts";

/** What is sold, as everything that handles records by their declaration knows it. */
export const productNoun: Noun = noun({
  entity: product,
  module: "products",
  path: "/v1/products",
  input: ProductInput,
  view: Product,
  filters: ["productType", "code", "currency"],
  custom: REFERABLE,
  listed: true,
  labels: { noun: ["产品", "Product"] },
  search: ({ code, name }) => [
    { field: "name", text: name, kind: "name" },
    { field: "code", text: code, kind: "number" },
  ],
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
