import * as z from "zod";
import { config } from "../../shared/config.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { longHashedId } from "../../shared/hashed.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { systemTable, write } from "../../shared/table/table.ts";
import { campaign } from "../campaigns/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { AssetLinkInput } from "./schema.ts";
import { assetLink, assetLinkEntry, contentAsset } from "./table.ts";

export const PUBLIC_PATH = "/v1/public-content/{token}";

const KEPT_MS = 180 * 86_400_000;

/** The directory's id of an address's secret. */
export const entryIdOf = (token: string): string => longHashedId(assetLinkEntry.prefix, token);

const makeLink = action(contentAsset, {
  name: "make-link",
  label: { "zh-CN": "生成链接", en: "Make an address" },
  summary: "Makes an address of it for a person, a campaign, or both; it is shown once, ends, and can be revoked.",
  body: AssetLinkInput,
  reply: z.object({ publicUrl: z.string(), linkId: z.string(), expiresAt: z.string() }),
  example: { body: { contactId: "{contactId}", campaignId: "{campaignId}" } },
  run: async (call, row): Promise<Moved> => {
    const { contactId, leadId, campaignId, locale = row.language } = call.body;
    if (!row.url && !row.fileId) throw new Fault("invalid_state", "It has neither url nor fileId yet; give it one.");
    if (contactId && leadId) throw invalidField("leadId", "Name either contactId or leadId.");
    if (!contactId && !leadId && !campaignId) {
      throw invalidField("campaignId", "Name a person, a campaign, or both.", "required");
    }
    await checkReferences(call, { contactId: contact, leadId: lead, campaignId: campaign }, call.body);
    const { expiresAt = new Date(Date.parse(call.now) + KEPT_MS).toISOString() } = call.body;
    if (expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
    const token = call.secret();
    const personId = contactId ?? leadId;
    const about = { assetId: row.id, ...(personId && { personId }), ...(campaignId && { campaignId }) };
    const link = { ...fresh(call, assetLink), ...about, locale, expiresAt };
    const entry = { ...fresh(call, assetLinkEntry, entryIdOf(token)), tenantId: call.tenant.id, linkId: link.id };
    // The directory first: an entry that leads to no link opens nothing.
    await systemTable(call.table.stamp).createOnce(assetLinkEntry, entry);
    const publicUrl = config().publicUrl + PUBLIC_PATH.replace("{token}", token);
    return { beside: [write.create(assetLink, link)], reply: { publicUrl, linkId: link.id, expiresAt } };
  },
});

export const contentAssetActions = [makeLink];
