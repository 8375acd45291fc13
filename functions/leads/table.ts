import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Lead } from "./schema.ts";

export const lead = entity({
  noun: "lead",
  plural: "leads",
  prefix: "led",
  schema: Lead,
  indexes: {
    ...ownedIndexes("lead"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "led#",
      sorts: "createdAt",
      answers: "the leads that one account came from",
    },
    parent: { by: ["poolId"], sorts: "createdAt", answers: "the leads of one pool" },
  },
});
