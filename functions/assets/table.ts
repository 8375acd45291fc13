import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { AssetLink, AssetLinkEntry, ContentAsset, ContentUse } from "./schema.ts";

export const contentAsset = entity({
  noun: "contentAsset",
  plural: "content assets",
  prefix: "cas",
  schema: ContentAsset,
  indexes: ownedIndexes("content asset"),
});
export type AssetRow = RowOf<typeof contentAsset>;

export const assetLink = entity({
  noun: "assetLink",
  plural: "addresses of content",
  prefix: "clk",
  schema: AssetLink,
  scoped: false,
  indexes: { parent: { by: ["assetId"], sorts: "createdAt", answers: "the addresses of one asset" } },
});

/** Named by the address's hash: who reads the table cannot open content with what stands there. */
export const assetLinkEntry = entity({
  noun: "assetLinkEntry",
  plural: "addresses of content",
  prefix: "cae",
  schema: AssetLinkEntry,
  scoped: false,
  audited: false,
});

export const contentUse = entity({
  noun: "contentUse",
  plural: "uses of content",
  prefix: "cus",
  schema: ContentUse,
  scoped: false,
  audited: false,
  ownerField: "personId",
  indexes: {
    owner: { by: ["personId"], sorts: "createdAt", answers: "the content that one person has used" },
    parent: { by: ["assetId"], sorts: "createdAt", answers: "the uses of one asset" },
  },
});
export type UseRow = RowOf<typeof contentUse>;
