import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { SmsCampaign } from "./schema.ts";

export const smsCampaign = entity({
  noun: "smsCampaign",
  plural: "SMS campaigns",
  prefix: "smc",
  schema: SmsCampaign,
  indexes: { ...ownedIndexes("smsCampaign") },
});
