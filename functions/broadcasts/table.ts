import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { MailCampaign } from "./mail-schema.ts";
import { SmsCampaign } from "./schema.ts";

export const smsCampaign = entity({
  noun: "smsCampaign",
  plural: "SMS campaigns",
  prefix: "smc",
  schema: SmsCampaign,
  indexes: { ...ownedIndexes("smsCampaign") },
});

export const mailCampaign = entity({
  noun: "mailCampaign",
  plural: "mail campaigns",
  prefix: "mlc",
  schema: MailCampaign,
  indexes: { ...ownedIndexes("mailCampaign") },
  due: {
    work: "mailCampaigns",
    shards: 2,
    at: ({ status, sendAt }) => (status === "scheduled" ? sendAt : undefined),
    answers: "mail campaigns that begin",
  },
});
