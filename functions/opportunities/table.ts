import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Opportunity } from "./schema.ts";

export const opportunity = entity({
  noun: "opportunity",
  plural: "opportunities",
  prefix: "opp",
  schema: Opportunity,
  indexes: {
    ...ownedIndexes("opportunity"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "opp#",
      sorts: "createdAt",
      answers: "the opportunities of one account",
    },
  },
});
