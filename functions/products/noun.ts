import { Fault, type InputError } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { REFERABLE } from "../referable.ts";
import { Product, ProductInput } from "./schema.ts";
import { product } from "./table.ts";

type Components = RowOf<typeof product>["components"];

/** Refuses parts that are bundles themselves, that are named twice, or that are what they would be part of. */
function checkComponents(components: Components, named: Named, own?: RowOf<typeof product>): void {
  const errors = (components ?? []).flatMap(({ productId }, n): InputError[] => {
    const path = `components.${n}.productId`;
    const wrong = (message: string) => [{ path, code: "invalid", message }];
    if (productId === own?.id) return wrong("A bundle is no part of itself.");
    if (components?.findIndex((other) => other.productId === productId) !== n) return wrong("It is named twice.");
    const part = (named.get(productId) ?? {}) as Partial<RowOf<typeof product>>;
    return part.components ? wrong(`${part.code} is a bundle; name its parts instead.`) : [];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

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
  lacks: { told: "it hangs on no account", owners: "everybody sees it" },
  labels: {
    noun: ["产品", "Product"],
    fields: {
      costMinor: ["成本", "Cost"],
      unit: ["单位", "Unit"],
      components: ["组成部分", "Components"],
      recurring: ["计费周期", "Recurring"],
      taxBasisPoints: ["税率（基点）", "Tax rate in basis points"],
    },
  },
  search: ({ code, name }) => [
    { field: "name", text: name, kind: "name" },
    { field: "code", text: code, kind: "number" },
  ],
  references: { "components.productId": product },
  prepare: (_call, { components }, named) => {
    checkComponents(components, named);
    return {};
  },
  revise: (_call, before, patch: Partial<RowOf<typeof product>>, named) => {
    checkComponents(patch.components, named, before);
    return {};
  },
  example: {
    body: {
      ...{ code: "CRM-EDU", name: "CRM 教育版", productType: "subscription" },
      ...{ listPriceMinor: 1_200_000, costMinor: 480_000, currency: "CNY", unit: "套", taxBasisPoints: 600 },
      recurring: { months: 12, start: "nextMonth" },
    },
  },
  patchExample: { body: { listPriceMinor: 1_280_000 } },
});
