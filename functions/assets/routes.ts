import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { LINKS_MAX, revokeLinksRoute } from "../../shared/http/revoke-links.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { contentAssetActions } from "./actions.ts";
import { contentAssetNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { AssetLink, ContentUse, UseFigures } from "./schema.ts";
import { assetLink, contentAsset, contentUse } from "./table.ts";

const PATH = contentAssetNoun.path;
/** Uses that one answer counts. */
const USES_MAX = 20_000;

const uses = childRoute({
  ...{ parent: contentAsset, child: contentUse, path: `${PATH}/{id}/uses`, permission: "assets.read" },
  summary: "Who has used an asset, by which address and campaign, the latest first; once for each visit.",
  view: ContentUse,
  at: { index: "parent", values: (assetId) => ({ assetId }), begins: "0" },
  order: "newest",
  filters: ["personId", "campaignId"],
});

const figures = route({
  method: "GET",
  path: `${PATH}/{id}/use-figures`,
  permission: "assets.read",
  summary: "How often an asset was used and by how many people, in all and by campaign.",
  reply: UseFigures,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: assetId } = await load(call, contentAsset);
    const all: z.output<typeof ContentUse>[] = [];
    for await (const row of call.table.each(contentUse, { sources: [sourceOf(contentUse, "parent", { assetId })] })) {
      if (all.length === USES_MAX) throw new Fault("too_large", "The asset has more uses than one answer counts.");
      all.push(row);
    }
    const count = (rows: readonly z.output<typeof ContentUse>[]) => ({
      uses: rows.length,
      people: new Set(rows.flatMap(({ personId }) => personId ?? [])).size,
    });
    const byCampaign = [...Map.groupBy(all, ({ campaignId }) => campaignId)];
    return {
      ...count(all),
      byCampaign: byCampaign.map(([campaignId, rows]) => ({ ...(campaignId && { campaignId }), ...count(rows) })),
    };
  },
});

const links = route({
  method: "GET",
  path: `${PATH}/{id}/links`,
  permission: "assets.read",
  summary: "The addresses of an asset, the newest first; the addresses themselves are kept nowhere.",
  reply: z.object({ items: z.array(AssetLink) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: assetId } = await load(call, contentAsset);
    const sources = [sourceOf(assetLink, "parent", { assetId })];
    return { items: (await call.table.list(assetLink, { sources, limit: LINKS_MAX, descending: true })).rows };
  },
});

const revoke = revokeLinksRoute({
  ...{ of: contentAsset, by: "assetId", link: assetLink, path: PATH, permission: "assets.write" },
  summary: "Ends the addresses of an asset, or one of them: whoever has one opens nothing from now on.",
});

export const routes: Route[] = [
  ...crud(contentAssetNoun),
  ...actionRoutes(contentAssetNoun, contentAssetActions),
  ...[uses, figures, links, revoke],
  ...publicRoutes,
];
