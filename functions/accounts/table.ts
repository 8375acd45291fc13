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
  team: (row) => (row.team ?? []).map(({ userId }) => userId),
  entries: (row) =>
    (row.team ?? [])
      .filter(({ userId }) => userId !== row.ownerId)
      .map(({ userId }) => ({ index: "owner" as const, values: { ownerId: userId } })),
  unique: { registrationNo: (row) => row.registrationNo?.replace(/\s/g, "").toUpperCase() },
});
