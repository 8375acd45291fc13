import type * as z from "zod";
import type { RowOf } from "../../shared/table/entity.ts";
import { standing, unpackProof } from "./rules.ts";
import type { BankTransactionView } from "./schema.ts";
import type { bankTransaction } from "./table.ts";

/** A stored line as the API shows it: what stands, the whole history, and what a person might choose from. */
export function transactionView(row: RowOf<typeof bankTransaction>): z.output<typeof BankTransactionView> {
  return {
    ...row,
    history: row.allocations ?? [],
    allocations: standing(row),
    suggestions: unpackProof(row.proof)?.suggestions ?? [],
  };
}
