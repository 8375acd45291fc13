import type { Deducted } from "../schema.ts";
import type { Explanation } from "./amount.ts";
import { type Booking, bookingOf, type Difference } from "./book.ts";
import type { Context } from "./context.ts";

/** What a step concludes: a booking with its reason, or the reason why nothing may be booked. */
export type Verdict = {
  booking?: Booking;
  deductions?: Deducted[];
  accountIds: string[];
  why: string;
  rivals: string[];
};

export const abstain = (why: string, accountIds: string[] = [], rivals: string[] = []): Verdict => ({
  why,
  accountIds,
  rivals,
});

/** Books an explanation of the transaction's cash; `why` names how it was explained. */
export function book(
  { transaction, policy }: Context,
  explanation: Explanation,
  short: Difference["short"],
  why: string,
  rivals: string[] = [],
): Verdict {
  const accountIds = [...new Set(explanation.pieces.map((piece) => piece.item.accountId))];
  return {
    booking: bookingOf(explanation.pieces, transaction.amountMinor, { short, surplus: policy.surplus }),
    accountIds,
    why,
    rivals,
  };
}

/** `all+discount+netting`: the kind of an explanation and what it made use of. */
export function wordsOf(explanation: Explanation): string {
  const discount = explanation.pieces.some((piece) => piece.discountMinor > 0) ? "+discount" : "";
  const netting = explanation.pieces.some((piece) => piece.item.kind === "creditNote") ? "+netting" : "";
  return `${explanation.kind}${discount}${netting}`;
}
