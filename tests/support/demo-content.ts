import { assetLink, assetLinkEntry } from "../../functions/assets/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { openAddress } from "./demo-addresses.ts";

/** The address of content that the examples name, whose secret no call would hand out twice. */
export const openContent = (tenantId: string, ids: typeof demoId): Promise<void> =>
  openAddress(
    tenantId,
    { token: "DEMO-content-address", entry: assetLinkEntry, link: assetLink, linkId: ids(assetLink.prefix) },
    () => ({ assetId: ids("cas") }),
  );
