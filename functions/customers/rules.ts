import type * as z from "zod";
import { goneMinor } from "../bank/rules.ts";
import type { BankTransaction } from "../bank/schema.ts";

/** What of a receipt has been applied or kept as a prepayment, as far as it stands. */
export function receivedMinor(row: z.output<typeof BankTransaction>): number {
  const counts = row.direction === "credit" && (row.state === "applied" || row.state === "partlyApplied");
  return counts ? Math.max(0, row.amountMinor - row.unappliedMinor - goneMinor(row)) : 0;
}
