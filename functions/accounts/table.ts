import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Account } from "./schema.ts";

export const account = entity({
  noun: "account",
  plural: "accounts",
  prefix: "acc",
  schema: Account,
  indexes: {
    ...ownedIndexes("account"),
    parent: { by: ["parentId"], sorts: "createdAt", answers: "the companies of one group" },
  },
  unique: { registrationNo: (row) => row.registrationNo?.replace(/\s/g, "").toUpperCase() },
});
