import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Invoice } from "./schema.ts";

/** Of one receivable one invoice is in force at a time; voided ones stay. */
export const invoice = entity({
  noun: "invoice",
  plural: "invoices",
  prefix: "inv",
  schema: Invoice,
  orders: ["totalMinor", "dueOn"],
  personal: { seller: "plain" },
  owners: (row) => [row.ownerId, row.partnerId, ...(row.memberIds ?? [])],
  indexes: {
    ...ownedIndexes("invoice"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "inv#",
      sorts: "createdAt",
      answers: "the invoices of one account",
    },
    parent: {
      by: ["receivableId"],
      sorts: "createdAt",
      answers: "the invoices of one receivable, voided ones included",
    },
  },
  unique: { receivableId: (row) => (row.status === "issued" ? row.receivableId : undefined) },
});
export type InvoiceRow = RowOf<typeof invoice>;
