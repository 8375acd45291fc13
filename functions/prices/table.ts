import { entity } from "../../shared/table/entity.ts";
import { PriceBook, PriceEntry } from "./schema.ts";

export const priceBook = entity({
  noun: "priceBook",
  plural: "price books",
  prefix: "pbk",
  schema: PriceBook,
  scoped: false,
  indexes: { all: { by: [], sorts: "priority", answers: "the price books, in the order in which they are asked" } },
});

/** Stands under an id that follows from book and product, so that the prices of a basket are one batched read. */
export const priceEntry = entity({
  noun: "priceEntry",
  plural: "price entries",
  prefix: "pbe",
  schema: PriceEntry,
  scoped: false,
  indexes: { parent: { by: ["priceBookId"], sorts: "productId", answers: "the entries of one price book" } },
});

const tail = (id: string): string => id.slice(id.indexOf("_") + 1);

export const entryIdOf = (priceBookId: string, productId: string): string =>
  `${priceEntry.prefix}_${tail(priceBookId)}-${tail(productId)}`;
