import { hashedId } from "../../shared/hashed.ts";
import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Campaign, CampaignMember } from "./schema.ts";

/** Campaigns are known to everybody who may read them: they say nothing of customers. */
export const campaign = entity({
  noun: "campaign",
  plural: "campaigns",
  prefix: "cam",
  schema: Campaign,
  scoped: false,
  indexes: {
    ...ownedIndexes("campaign"),
    parent: { by: ["parentId"], sorts: "createdAt", answers: "the parts of one campaign" },
  },
});

export const campaignMember = entity({
  noun: "campaignMember",
  plural: "members of campaigns",
  prefix: "cmb",
  schema: CampaignMember,
  scoped: false,
  audited: false,
  ownerField: "personId",
  indexes: {
    owner: { by: ["personId"], sorts: "createdAt", answers: "the campaigns that met one person" },
    parent: { by: ["campaignId"], sorts: "createdAt", answers: "whom one campaign is for" },
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "cmb#",
      sorts: "at",
      answers: "the people of one account whom campaigns met, by time",
    },
  },
});

export const memberId = (campaignId: string, personId: string): string =>
  hashedId(campaignMember.prefix, `${campaignId}\n${personId}`);
