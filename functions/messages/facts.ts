/** A receipt as the messages tell it. */
export type Receipt = {
  id: string;
  bookedOn: string;
  amountMinor: number;
  currency: string;
  payerName: string;
  remittance?: string;
  accountName?: string;
  departmentName?: string;
  /** The name the tenant gave its bank account or feed. */
  bankConnectionName?: string;
};

/** What allocations did to one receivable: `amountMinor` is the cash that cleared it, `openMinor` is what that receivable still has open afterwards. */
export type Clearing = {
  reference: string;
  contractNo?: string;
  dueOn: string;
  amountMinor: number;
  openMinor: number;
  /** What was booked besides cash: given up, kept by a bank on the way, or set against a credit note. */
  differences?: readonly { kind: Difference; amountMinor: number }[];
};

/** The kinds of allocation that are not cash. */
export type Difference = "discount" | "tolerance" | "charges" | "netting" | "deduction";

/** The reader's own sales credit of this receipt, a sum per ledger; empty for readers without any. */
export type OwnCredit = { ledger: "primary" | "overlay"; amountMinor: number };

/**
 * Why somebody is told; it decides what they see. `owner` and `finance` see the whole receipt; a `member` with credit
 * does not see the remittance; a `partner` sees neither the receipt's amount nor its payer, only the clearings handed in
 * (which must be those of its own orders) and its credit.
 */
export type ReceiptReader = "owner" | "member" | "finance" | "partner";

export type ReceiptFacts = {
  reader: ReceiptReader;
  receipt: Receipt;
  clearings: readonly Clearing[];
  /** Kept for the customer as a prepayment. */
  prepaymentMinor: number;
  /** Neither cleared nor kept: still to be claimed. */
  unappliedMinor: number;
  ownCredits: readonly OwnCredit[];
  /** The record in the console. */
  url?: string;
};

/** One explanation that the matcher thought possible: which receivables, whose, and why, as the matcher calls it. */
export type Suggestion = {
  accountName: string;
  references: readonly string[];
  amountMinor: number;
  reason: string;
};

export type ClaimableFacts = {
  receipt: Receipt;
  suggestions: readonly Suggestion[];
  /** Money that went out: it is not claimed but closed. */
  outgoing?: boolean;
  returnReason?: string;
  url?: string;
};

export type UndoneFacts = Omit<ReceiptFacts, "prepaymentMinor" | "unappliedMinor"> & {
  /** `undone` by a person of the tenant, or `returned`: the bank took the money back. */
  cause: "undone" | "returned";
  reason?: string;
  /** What came back, where that is more than cleared receivables. */
  amountMinor?: number;
  /** Why the bank took it back: its code, or its own words. */
  returnReason?: string;
};

/** Money that we paid out, or the undoing of it; `receipt` is the line that went out. */
export type PaidOutFacts = {
  reader: ReceiptReader;
  receipt: Receipt;
  kind: "refund" | "creditNotePaidOut";
  undone: boolean;
  amountMinor: number;
  /** The credit note, or nothing where a prepayment was paid back. */
  reference?: string;
  reason?: string;
  ownCredits: readonly OwnCredit[];
  url?: string;
};
