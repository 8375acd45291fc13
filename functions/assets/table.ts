import { linkEntry } from "../../shared/records/directory.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { AssetLink, ContentAsset, ContentUse } from "./schema.ts";

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

export const assetLinkEntry = linkEntry(assetLink, "cae");

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
