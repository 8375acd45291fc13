import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor, LinkMade } from "../../shared/http/make-link.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { campaign } from "../campaigns/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { AssetLinkInput } from "./schema.ts";
import { assetLink, assetLinkEntry, contentAsset } from "./table.ts";

export const PUBLIC_PATH = "/v1/public-content/{token}";

const KEPT_MS = 180 * DAY_MS;

const makeLink = action(contentAsset, {
  name: "make-link",
  label: { "zh-CN": "生成链接", en: "Make an address" },
  summary: "Makes an address of it for a person, a campaign, or both; it is shown once, ends, and can be revoked.",
  body: AssetLinkInput,
  reply: LinkMade,
  example: { body: { contactId: "{contactId}", campaignId: "{campaignId}" } },
  run: async (call, row): Promise<Moved> => {
    const { contactId, leadId, campaignId, locale = row.language } = call.body;
    if (!row.url && !row.fileId) throw new Fault("invalid_state", "It has neither url nor fileId yet; give it one.");
    if (contactId && leadId) throw invalidField("leadId", "Name either contactId or leadId.");
    if (!contactId && !leadId && !campaignId) {
      throw invalidField("campaignId", "Name a person, a campaign, or both.", "required");
    }
    await checkReferences(call, { contactId: contact, leadId: lead, campaignId: campaign }, call.body);
    const { expiresAt = later(call.now, KEPT_MS) } = call.body;
    if (expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
    const personId = contactId ?? leadId;
    const about = { assetId: row.id, ...(personId && { personId }), ...(campaignId && { campaignId }) };
    const link = { ...fresh(call, assetLink), ...about, locale, expiresAt };
    const publicUrl = await addressFor(call, { entry: assetLinkEntry, path: PUBLIC_PATH }, link.id);
    return { beside: [write.create(assetLink, link)], reply: { publicUrl, linkId: link.id, expiresAt } };
  },
});

export const contentAssetActions = [makeLink];
