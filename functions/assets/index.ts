import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { assetLink, assetLinkEntry, contentAsset, contentUse } from "./table.ts";

/** What marketing gives people to read and watch, and who has used it. */
export const assets = {
  name: "assets",
  routes,
  entities: [contentAsset, assetLink, assetLinkEntry, contentUse],
  further: [contentUse],
  emits,
  handles,
  grants: {
    manager: ["assets.*"],
    marketing: ["assets.*"],
    sales: ["assets.read", "assets.write"],
    service: ["assets.read"],
  },
};
