import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { MADE_OF_COST } from "../products/rules.ts";
import { Amendment, handOverSchema, Order } from "./schema.ts";

export const order = entity({
  noun: "order",
  plural: "orders",
  prefix: "ord",
  schema: Order,
  madeOf: {
    ...MADE_OF_COST,
    netMinor: [
      { noun: "order", field: "totalMinor" },
      { noun: "order", field: "lines" },
    ],
  },
  orders: ["totalMinor", "endsOn"],
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

/** Who is credited with which kind of order. */
export const handOverPolicy = setting({
  noun: "handOverPolicy",
  plural: "hand-over policies",
  prefix: "hop",
  id: "hop_orders",
  schema: handOverSchema,
  path: "/v1/hand-over-policy",
  reading: "credits.read",
  writing: "credits.write",
  tells: "Who is credited with new contracts, additions and renewals: sales or customer success, and until when.",
  replaces: "Replaces the policy. It holds for orders that are signed from now on and name nobody to be credited.",
  example: { upsellMonths: 6, upsellWithin: "sales", upsellAfter: "customerSuccess", renewal: "customerSuccess" },
});
