import * as z from "zod";
import { idOf, instant, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const TAGS_MAX = 30;

/** Something to read or watch that marketing gives away, and whose use says who is interested. */
export const ContentAssetInput = z.object({
  name: text(200).describe("What it is called, as its page says."),
  description: text(2_000).optional().describe("What it is about, as its page says."),
  kind: z
    .enum(["whitepaper", "case", "article", "presentation", "video", "tool", "other"])
    .describe("What kind of content it is."),
  language: locale.describe("The language that it is in."),
  productId: idOf("prd").optional().describe("The product that it is about."),
  url: z
    .url({ protocol: /^https$/ })
    .max(1_000)
    .optional()
    .describe("Where it is, if it is no file of ours."),
  fileId: idOf("fil").optional().describe("The file that it is: one that was attached to this asset before."),
  tags: z.array(text(50)).max(TAGS_MAX).optional().describe("Words that people group content by."),
  ownerId: idOf("usr").optional().describe("Who looks after it; the caller, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});
export const ContentAsset = ContentAssetInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const AssetLinkInput = z.strictObject({
  contactId: idOf("con").optional().describe("Whom the address is for, if a contact; their use of it is theirs."),
  leadId: idOf("led").optional().describe("Whom it is for, if a lead."),
  campaignId: idOf("cam").optional().describe("The campaign that it is sent with."),
  locale: locale.optional().describe("The language that the page opens in; the asset's, where left out."),
  expiresAt: instant.optional().describe("When the address ends; after 180 days, where left out."),
});

/** An address of an asset, for one person, one campaign, or both; the address itself is kept nowhere. */
export const AssetLink = z.object({
  ...recordFields,
  assetId: z.string(),
  personId: z.string().optional(),
  campaignId: z.string().optional(),
  locale,
  expiresAt: instant,
  revokedAt: instant.optional(),
});

/** That somebody has used an asset: once for each visit. */
export const ContentUse = z.object({
  ...recordFields,
  assetId: z.string(),
  linkId: z.string(),
  personId: z.string().optional(),
  campaignId: z.string().optional(),
  at: instant,
});

export const UseFigures = z.object({
  uses: z.int(),
  people: z.int(),
  byCampaign: z.array(z.object({ campaignId: z.string().optional(), uses: z.int(), people: z.int() })),
});
