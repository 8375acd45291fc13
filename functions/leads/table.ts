import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { freePlaces } from "../assignment/rules.ts";
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
    work: {
      by: [],
      tag: "leadDue",
      sorts: "poolDueAt",
      answers: "the leads whose owners must be reminded or lose them",
    },
    parent: { by: ["poolId"], sorts: "createdAt", answers: "the leads of one pool" },
  },
  entries: freePlaces,
});
