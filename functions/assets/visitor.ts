import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { openLink } from "../../shared/http/open-link.ts";
import type { Call } from "../../shared/http/route.ts";
import { presignedGet } from "../../shared/objects.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { file, keptKey } from "../files/table.ts";
import { type AssetRow, assetLink, assetLinkEntry, contentAsset, contentUse } from "./table.ts";

/** An address of a campaign goes to many. */
const LINK_PER_SECOND_MAX = 50;
/** A visit: what one network does with one address within half an hour. */
const VISIT_MS = 1_800_000;

export type Opened = { table: Table; link: RowOf<typeof assetLink>; asset: AssetRow };

const closed = (): Fault => new Fault("not_found", "There is nothing at this address, or the address has ended.");

export async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const spec = { entry: assetLinkEntry, link: assetLink, perSecond: LINK_PER_SECOND_MAX };
  const { table, link } = await openLink(call, spec, closed);
  const asset = await table.find(contentAsset, link.assetId);
  if (!asset || asset.archived) throw closed();
  return { table, link, asset };
}

/** Where the content itself is: at its own address, or in the bucket for a quarter of an hour. */
async function placeOf({ table, asset }: Opened): Promise<string> {
  if (asset.url) return asset.url;
  const row = asset.fileId ? await table.find(file, asset.fileId) : undefined;
  if (row?.state !== "ready" || row.archived) throw closed();
  return presignedGet(keptKey(table.tenantId, row.id), row);
}

/** Counts one visit of an address once, and says where the content is. */
export async function used(call: Call<unknown, unknown>, at: Opened): Promise<string> {
  const { table, link } = at;
  const url = await placeOf(at);
  const visit = Math.floor(Date.parse(call.now) / VISIT_MS);
  const id = hashedId(contentUse.prefix, `${link.id}\n${networkOf(call.sourceIp)}\n${visit}`);
  const { assetId, personId, campaignId } = link;
  const about = { assetId, linkId: link.id, ...(personId && { personId }), ...(campaignId && { campaignId }) };
  await table.createOnce(contentUse, {
    id,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
    ...about,
    at: call.now,
  });
  return url;
}
