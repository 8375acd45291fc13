import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Coupon, CouponCount, CouponTemplate, Promotion } from "./offer-schema.ts";
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

export const promotion = entity({
  noun: "promotion",
  plural: "promotions",
  prefix: "pro",
  schema: Promotion,
  scoped: false,
  indexes: { all: { by: [], sorts: "priority", answers: "the promotions, by priority" } },
});

export const couponTemplate = entity({
  noun: "couponTemplate",
  plural: "coupon templates",
  prefix: "cpt",
  schema: CouponTemplate,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the templates of coupons, by creation" } },
  unique: { code: (row) => row.code?.toUpperCase() },
});

export const coupon = entity({
  noun: "coupon",
  plural: "coupons",
  prefix: "cpn",
  schema: Coupon,
  indexes: {
    ...ownedIndexes("coupon"),
    account: { by: ["accountId"], tag: "a", prefix: "cpn#", sorts: "createdAt", answers: "the coupons of one account" },
    parent: { by: ["templateId"], sorts: "createdAt", answers: "the coupons of one template" },
  },
  // The uses of a code that everybody uses have it in common.
  unique: { code: (row) => (row.isShared ? undefined : row.code.toUpperCase()) },
  due: {
    work: "coupons",
    shards: 2,
    at: ({ status, claimBefore, usableBefore }) =>
      status === "issued" ? claimBefore : status === "claimed" ? usableBefore : undefined,
    answers: "what was not claimed or used in time is over",
  },
});

export const couponCount = entity({
  noun: "couponCount",
  plural: "coupon counts",
  prefix: "cct",
  schema: CouponCount,
  scoped: false,
  audited: false,
});

/** The counter of something: a template, or what a template or a group and an account have in common. */
export const countIdOf = (...ids: readonly string[]): string => `${couponCount.prefix}_${ids.join("-")}`;
