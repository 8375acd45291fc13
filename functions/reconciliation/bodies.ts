import * as z from "zod";
import { idOf, positiveMinor, text } from "../../shared/schema.ts";
import { CLOSE_KINDS, remittanceLine } from "../bank/schema.ts";
import { ALLOCATIONS_MAX } from "./schema.ts";

/** What people say of a line, apart from what is done about it: a route needs the one, and the other when it is called. */

export const ClaimBody = z.strictObject({
  /** By as many transactions as it takes: a receipt of more papers than one takes is applied so. */
  asLinesSay: z
    .literal(true)
    .optional()
    .describe("Books what the receipt's remittance lines say, instead of allocations."),
  allocations: z
    .array(
      z.strictObject({
        receivableId: idOf("rcv"),
        amountMinor: positiveMinor,
        deduction: remittanceLine.shape.deduction,
      }),
    )
    .max(ALLOCATIONS_MAX)
    .default([]),
  /** Whose money it is. What the allocations leave becomes this account's prepayment. */
  accountId: idOf("acc").optional(),
});
export type ClaimInput = z.output<typeof ClaimBody>;

const REASON_CHARS_MAX = 500;

/** What a line that went out was. What is left out is found where there is exactly one that fits. */
export const CloseBody = z.strictObject({
  as: z.enum(CLOSE_KINDS),
  /** The receipt that is given back, or whose prepayment is paid back; of a credit note, one that paid what it credits. */
  bankTransactionId: idOf("btx").optional(),
  /** The credit note that is paid out, or the receivable whose payment a part is taken from. */
  receivableId: idOf("rcv").optional(),
  /** How much of the line; left out: as much as fits. What a bank adds to a return is then set aside as its fee. */
  amountMinor: positiveMinor.optional(),
  reason: text(REASON_CHARS_MAX),
});
export type CloseInput = z.output<typeof CloseBody>;
