import { type Fact, source } from "../../shared/facts/fact.ts";
import { archived, average, count, createdOn, currency, money, oneOf, text, where, yes } from "../reported.ts";
import { product } from "./table.ts";

/** The catalogue as it is now. */
export const productFact: Fact = {
  name: "products",
  label: ["产品", "Products"],
  permissions: ["products.read"],
  on: "createdOn",
  of: "product",
  dimensions: {
    createdOn,
    code: text(["编码", "Code"]),
    productType: oneOf(["产品类型", "Product type"]),
    isRecurring: yes(["按期收费", "Recurring"], "recurring"),
    isBundle: yes(["套装", "Bundle"], "components"),
    archived,
    currency,
  },
  measures: {
    products: count(["产品数", "Products"], ["目录中的产品", "Products of the catalogue"]),
    recurring: count(["按期收费产品", "Recurring products"], ["按期收费", "Products sold by the month"], "recurring"),
    bundles: count(["套装数", "Bundles"], ["由多个产品组成", "Products made of others"], "components"),
    listPriceMinor: money(["目录价合计", "List prices"], ["目录价之和", "The list prices together"], "listPriceMinor"),
    averageListMinor: average(
      ["平均目录价", "Average list price"],
      ["目录价合计 ÷ 产品数", "List price of each"],
      "money",
      "listPriceMinor",
      "products",
    ),
  },
  sources: [
    source(product, (row) => [
      {
        ...{ products: 1, recurring: where(row.recurring !== undefined) },
        ...{ bundles: where(row.components !== undefined), listPriceMinor: row.listPriceMinor },
      },
    ]),
  ],
};
