import { invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { file } from "../files/table.ts";
import { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { ContentAsset, ContentAssetInput } from "./schema.ts";
import { type AssetRow, contentAsset } from "./table.ts";

/** A file of an asset is one that was attached to it: who may read a file, its record says. */
function checkFile({ fileId = "" }: Partial<AssetRow>, named: Named, assetId?: string): void {
  const row = named.get(fileId) as { relatedId?: string } | undefined;
  if (!row || row.relatedId === assetId) return;
  throw invalidField("fileId", "Attach the file to this asset first (POST /v1/files), then name it here.");
}

/** Something to read or watch that marketing gives away, as everything that handles records knows it. */
export const contentAssetNoun: Noun = noun({
  entity: contentAsset,
  module: "assets",
  path: "/v1/content-assets",
  input: ContentAssetInput,
  view: ContentAsset,
  filters: ["name", "kind", "language", "productId", "ownerId", "departmentId"],
  references: { productId: product, fileId: file, ownerId: user, departmentId: department },
  check: ({ url, fileId }) =>
    url && fileId ? [{ path: "url", code: "invalid", message: "Name either url or fileId." }] : [],
  prepare: (call, input, named) => {
    checkFile(input, named);
    return ownership(call, input);
  },
  revise: (call, before, patch, named) => {
    checkFile(patch, named, before.id);
    return ownership(call, before, patch);
  },
  example: {
    body: {
      ...{ name: "制造业数字化白皮书", kind: "whitepaper", language: "zh-CN", productId: "{productId}" },
      url: "https://www.example.com/whitepaper.pdf",
    },
  },
  patchExample: { body: { description: "20 页，含三个案例。" } },
});
