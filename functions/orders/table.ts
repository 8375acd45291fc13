import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Amendment, Order } from "./schema.ts";

/** Where the orders stand that somebody is a member of, whoever owns them: a partition of its own in the index `owner`. */
export const memberPartition = (userId: string): string => `ord.member#${userId}`;

export const order = entity({
  noun: "order",
  plural: "orders",
  prefix: "ord",
  schema: Order,
  owners: (row) => [row.ownerId, row.partnerId, ...(row.memberIds ?? [])],
  indexes: {
    ...ownedIndexes("order"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "ord#",
      sorts: "createdAt",
      answers: "the orders of one account",
    },
    parent: { by: ["partnerId"], sorts: "createdAt", answers: "the orders of one partner" },
  },
  entries: (row) =>
    (row.memberIds ?? []).map((userId) => ({ index: "owner" as const, partition: memberPartition(userId) })),
  unique: { contractNo: (row) => row.contractNo?.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase() },
});

export const amendment = entity({
  noun: "amendment",
  plural: "amendments",
  prefix: "amd",
  schema: Amendment,
  scoped: false,
  key: (row) => ({ pk: String(row.orderId), sk: `amendment#${String(row.number).padStart(4, "0")}` }),
});
