import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Amendment, Order } from "./schema.ts";

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
