import type { Proof, RemittanceLine, Suggestion } from "../bank/rules.ts";
import type { Exclusion, Policy } from "./schema.ts";

export type { Proof, RemittanceLine, Suggestion } from "../bank/rules.ts";

/** A civil date, `YYYY-MM-DD`; dates compare as text. */
export type CivilDate = string;

/** What the engine knows of a booked bank line. Amounts are positive minor units of `currency`. */
export type TransactionFacts = {
  id: string;
  direction: "credit" | "debit";
  amountMinor: number;
  currency: string;
  bookedOn: CivilDate;
  payer?: { name?: string; accountNo?: string; bankCode?: string };
  /** On whose behalf the payer pays: a group's treasury for one of its companies. */
  ultimatePayer?: string;
  remittance?: string;
  references?: string[];
  /** What the payer says is paid on each paper; it need not add up. */
  remittanceLines?: RemittanceLine[];
  creditorReference?: string;
  endToEndId?: string;
  virtualAccountNo?: string;
  /** The bank's reference (or our id) of the line which this one takes back. */
  reversalOf?: string | null;
  /** Why the bank sends a payment back, where it says that it does. */
  returnReason?: string;
  /** Charges which a bank on the way has already deducted from the amount. */
  chargesMinor?: number;
  bankTransactionCode?: string;
  /** Why the line itself is doubtful, whatever it pays: then a person decides. */
  doubt?: "oddDetails" | "farBookingDay";
};

/** A receivable that is not settled. A credit note's `openMinor` (positive) is what the account may still net. */
export type OpenItem = {
  id: string;
  accountId: string;
  reference: string;
  /** The number that payers are asked to name, where it is not the receivable's own (KID, RF, OGM, a subscription's). */
  paymentReference?: string;
  kind: "invoice" | "creditNote";
  amountMinor: number;
  openMinor: number;
  currency: string;
  dueOn: CivilDate;
  issuedOn?: CivilDate;
  orderId?: string;
  contractNo?: string;
  /** 1 for the first instalment of its order; with `instalmentCount` it lets "尾款" find the last one. */
  instalmentNo?: number;
  instalmentCount?: number;
  endToEndId?: string;
  terms?: { discountBasisPoints: number; discountUntilOn: CivilDate }[];
  version: number;
};

/** A recent payment on a receivable: what a duplicate would repeat. One entry per receivable and payment. */
export type PaidItem = {
  id: string;
  accountId: string;
  reference: string;
  paymentReference?: string;
  contractNo?: string;
  orderId?: string;
  endToEndId?: string;
  instalmentNo?: number;
  instalmentCount?: number;
  /** The cash which that payment put on this receivable. */
  amountMinor: number;
  currency: string;
  paidOn: CivilDate;
  /** Nothing is open on the receivable any more. */
  settled: boolean;
  transactionId?: string;
};

/** An earlier bank line, as far as a reversal or a refund needs it. */
export type EarlierTransaction = {
  id: string;
  bankReference?: string;
  direction: "credit" | "debit";
  amountMinor: number;
  currency: string;
  /** What of it has not gone again; all of it unless told. */
  leftMinor?: number;
  accountId?: string;
  /** Of a line that took a receipt back itself: what of it is owed again, as far as it is still open. */
  owedAgain?: { receivableId: string; accountId: string; amountMinor: number }[];
  /** How the line leads to it: it names it as taken back, repeats the bank's reference, or the payer's end-to-end id. */
  by?: "reversalOf" | "bankReference" | "endToEndId";
};

/** Money that an account has in advance: what a refund may pay back. */
export type OpenPrepayment = {
  id: string;
  bankTransactionId: string;
  accountId: string;
  currency: string;
  openMinor: number;
};

export type AccountFacts = { id: string; name: string; payerNames: string[]; parentId?: string };
export type VirtualAccount = { accountNo: string; departmentId?: string; accountId?: string };

/**
 * What claims have taught about one payer: for each account, how many standing claims say so. The keys are the *set* of
 * accounts the payer is known to pay for; the counts let an undo take back exactly what its claim taught.
 */
export type MemoryEntry = { payerKey: string; accounts: Record<string, number> };

/** Everything a decision depends on. The order of the lists means nothing. */
export type DecisionInput = {
  transaction: TransactionFacts;
  openItems: OpenItem[];
  paidItems?: PaidItem[];
  earlier?: EarlierTransaction[];
  /** Of a line that went out: what the accounts that it may be for have in advance. */
  prepayments?: OpenPrepayment[];
  /** The accounts of all candidates, of the payer, and of their groups (parents, subsidiaries, sisters). */
  accounts: AccountFacts[];
  virtualAccounts?: VirtualAccount[];
  memory?: MemoryEntry[];
  /**
   * The numbering styles of all the tenant's receivables and contracts (`HT########`, see `numberingStylesOf`). With them, an
   * unknown number of another style (a customer's purchase number) is no doubt; without them, every longer one is.
   */
  numberingStyles?: string[];
  /** The candidates were cut at a limit. Then nothing counts as unique but receivables that are cited themselves. */
  truncated?: boolean;
  policy: Policy;
};

/**
 * `payment` is cash; the others are booked differences and clear a receivable without cash: `discount` (early payment),
 * `tolerance` (small short payment given up), `charges` (kept by a bank on the way) and `netting` (a credit note
 * against an invoice: one entry on each side).
 */
export type AllocationKind = "payment" | "discount" | "tolerance" | "charges" | "netting";
export type Allocation = { receivableId: string; accountId: string; amountMinor: number; kind: AllocationKind };

/**
 * What a payer has taken off a receivable beside what it paid, and why. It stays open on the receivable unless the policy says
 * what becomes of its kind (`closedAs`).
 */
export type Deducted = {
  receivableId: string;
  accountId: string;
  code: string;
  text?: string;
  amountMinor: number;
  closedAs?: "credited" | "writtenOff";
};

/**
 * The result. `apply`: Σ `payment` allocations + `prepaymentMinor` + `unappliedMinor` = amount. `claimable`: all of it
 * is unapplied and `suggestions` are ranked. `exclude`: no customer's money. `reverse`: takes back `returnedMinor` of
 * `reverses` (all of the line, unless told), and `feeMinor` are the bank's. `refund`: pays back a prepayment.
 */
export type Decision = {
  outcome: "apply" | "claimable" | "exclude" | "reverse" | "refund";
  exclusion?: Exclusion;
  reverses?: string;
  returnedMinor?: number;
  feeMinor?: number;
  refunds?: OpenPrepayment;
  accountId?: string;
  departmentId?: string;
  allocations: Allocation[];
  /** Of what is applied: what was taken off, where the payer says so. */
  deductions?: Deducted[];
  prepaymentMinor: number;
  unappliedMinor: number;
  suggestions: Suggestion[];
  proof: Proof;
};
