import { entity } from "../../shared/table/entity.ts";
import { NumberedReceipt } from "./schema.ts";

/** That a receipt was made out for a bank line, and its number: one a line, which stands whatever becomes of the line. */
export const numberedReceipt = entity({
  noun: "numberedReceipt",
  plural: "numbered receipts",
  prefix: "rct",
  schema: NumberedReceipt,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.bankTransactionId), sk: "receipt" }),
});
