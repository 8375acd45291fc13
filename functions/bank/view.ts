import type * as z from "zod";
import type { RowOf } from "../../shared/table/entity.ts";
import { unpackProof } from "./rules.ts";
import type { BankTransactionView } from "./schema.ts";
import type { bankTransaction } from "./table.ts";

/** A stored line as the API shows it: what stands, the whole history, and what a person might choose from. */
export function transactionView(row: RowOf<typeof bankTransaction>): z.output<typeof BankTransactionView> {
  const history = row.allocations ?? [];
  const reversed = new Set(history.map((e) => e.reversesId));
  return {
    ...row,
    history,
    allocations: history.filter((e) => e.reversesId === undefined && !reversed.has(e.id)),
    suggestions: unpackProof(row.proof)?.suggestions ?? [],
  };
}
