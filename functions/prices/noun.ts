import { type Noun, noun } from "../../shared/records/noun.ts";
import { account } from "../accounts/table.ts";
import { priceBooksInForce } from "./price-of.ts";
import { daysError } from "./rules.ts";
import { BOOKS_MAX, PriceBook, PriceBookInput } from "./schema.ts";
import { priceBook } from "./table.ts";

/** A price book, as everything that handles records by their declaration knows it. */
export const priceBookNoun: Noun = noun({
  entity: priceBook,
  module: "prices",
  path: "/v1/price-books",
  input: PriceBookInput,
  view: PriceBook,
  filters: ["currency"],
  ranges: ["priority"],
  references: { "when.accountIds": account },
  defaults: () => ({ priority: 100 }),
  check: (values) => daysError(values, "validUntil"),
  prepare: async ({ table }) => {
    await priceBooksInForce.room(table, BOOKS_MAX, "price books in force");
    return {};
  },
  example: {
    body: {
      ...{ name: "渠道金牌价", currency: "CNY", priority: 50 },
      ...{ when: { partnerTiers: ["金牌"] }, validFrom: "2026-01-01", validUntil: "2099-12-31" },
    },
  },
  patchExample: { body: { priority: 60 } },
});
