import * as z from "zod";
import {
  amountMinor,
  civilDay,
  currency,
  idOf,
  instant,
  positiveMinor,
  signedMinor,
  signingSecrets,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { remittanceLine, remittanceLines } from "./intake/remittance.ts";
import { StatementMapping } from "./intake/table/mapping.ts";

export { AdviceMapping } from "./intake/advice/mapping.ts";
export { remittanceLine, remittanceLines };

export const VIRTUAL_ACCOUNTS_MAX = 500;

/** A sub-account under a bank account: what arrives there belongs to this department and, where mapped, this account. */
export const VirtualAccount = z.strictObject({
  accountNo: text(64),
  departmentId: idOf("dep").optional(),
  accountId: idOf("acc").optional(),
  /** The days on which the mapping holds; open at either end. */
  fromOn: civilDay.optional(),
  toOn: civilDay.optional(),
});

/** One linked bank account or feed, whose bank pushes its transactions to `webhookPath`. */
export const BankConnectionInput = z.object({
  name: text(100),
  bankName: text(100).optional(),
  accountNo: text(64),
  currency,
  departmentId: idOf("dep").optional(),
  virtualAccounts: z.array(VirtualAccount).max(VIRTUAL_ACCOUNTS_MAX).optional(),
  statementMapping: StatementMapping.optional().describe("How statements are read that come as tables (csv, xlsx)."),
});
export const BankConnection = BankConnectionInput.extend({
  ...recordFields,
  /** Newest first; older ones are accepted until their end. */
  secrets: signingSecrets,
  /** Whether its bank has told lines with a reference, and without; not known of a connection that is older than this. */
  tells: z.object({ referenced: z.boolean().optional(), unreferenced: z.boolean().optional() }).optional(),
  archived: z.boolean().optional(),
});
export const BankConnectionView = BankConnection.omit({ secrets: true, tells: true }).extend({
  webhookPath: z.string(),
});

export const TRANSACTION_STATES = ["received", "applied", "partlyApplied", "claimable", "excluded"] as const;
/**
 * What a piece of a line's money is. `payment` and `prepayment` are of receipts alone; `discount`, `tolerance`, `charges`,
 * `netting` and `deduction` settle a receivable without cash. A line that went out `returned` a receipt, is the `refund` of a prepayment,
 * paid out a credit note (`creditNotePaidOut`), is a bank's `fee`, or is none of a customer's (`excluded`); a receipt has
 * entries of the first two itself for what of it has gone again.
 */
export const ALLOCATION_KINDS = [
  "payment",
  "discount",
  "tolerance",
  "charges",
  "netting",
  "deduction",
  "prepayment",
  "returned",
  "refund",
  "creditNotePaidOut",
  "fee",
  "excluded",
] as const;

/**
 * One piece of a cash application, never changed once written: undoing it appends its negative with `reversesId`.
 * `prepayment` names no receivable. `run` counts the applications of the transaction.
 */
export const AllocationEntry = z.object({
  id: z.string(),
  receivableId: z.string().optional(),
  accountId: z.string().optional(),
  amountMinor: signedMinor,
  kind: z.enum(ALLOCATION_KINDS),
  run: z.int(),
  /** The prepayment that this entry makes (positive) or draws on (negative). */
  prepaymentId: z.string().optional(),
  /** The entry of which this takes a part or all back; where it is of the same sign, it gives such a part again. */
  reversesId: z.string().optional(),
  /** The bank line at the other end: the receipt that this line gave back, or the line by which the money went. */
  bankTransactionId: z.string().optional(),
});

/** A part of a receipt's credits that a paid out credit note took back: which payment's, and for how much cash. */
export const ClawedBack = z.object({
  bankTransactionId: z.string(),
  allocationId: z.string(),
  receivableId: z.string(),
  amountMinor: positiveMinor,
  run: z.int(),
});

export const Payer = z.object({
  name: z.string().optional(),
  accountNo: z.string().optional(),
  bankCode: z.string().optional(),
});

/** One booked line of a bank account, as stored: what the bank told, and what became of it. */
export const BankTransaction = z.object({
  ...recordFields,
  connectionId: z.string(),
  bankReference: z.string().optional(),
  bookedOn: civilDay,
  valueOn: civilDay.optional(),
  direction: z.enum(["credit", "debit"]),
  amountMinor: positiveMinor,
  currency,
  virtualAccountNo: z.string().optional(),
  /** The account that the virtual account was mapped to on the booking day. */
  mappedAccountId: z.string().optional(),
  /** The virtual account whose own statement told it: then it is no part of the balance of the account itself. */
  subAccountNo: z.string().optional(),
  endToEndId: z.string().optional(),
  payer: Payer.optional(),
  /** On whose behalf the payer paid, where the bank names another party. */
  ultimatePayer: z.string().optional(),
  remittance: z.string().optional(),
  /** The bank's own words on the line. */
  additionalInfo: z.string().optional(),
  references: z.array(z.string()).optional(),
  /** What the payer says is paid on each paper. */
  remittanceLines: z.array(remittanceLine).optional(),
  /** The remittance advice that they came with, where they came apart from the money. */
  adviceId: z.string().optional(),
  /** All of them, where it pays several advices at once. */
  adviceIds: z.array(z.string()).optional(),
  creditorReference: z.string().optional(),
  chargesMinor: amountMinor.optional(),
  /** How the bank's details contradict its booking; then a person looks at it. */
  oddDetails: z.string().optional(),
  bankTransactionCode: z.string().optional(),
  reversal: z.boolean().optional(),
  /** Why the bank sends a payment back: an ISO 20022 external code such as `MS03`, or the bank's own words. */
  returnReason: z.string().optional(),
  /** The transaction that this line takes back. */
  reversesId: z.string().optional(),
  /** The sum line or bare reference under which the same money might be told again. */
  toldAs: z.array(z.string()).optional(),
  /** Of a line with a reference: the id that the same money has where it is told without. */
  toldWithout: z.string().optional(),
  /** The line of the same payer that its delivery told before it: that one is decided first. */
  afterId: z.string().optional(),
  state: z.enum(TRANSACTION_STATES),
  /** Why it is excluded: fee, interest, internalTransfer, refund, outgoing, creditNotePaidOut, reversal, reversed. */
  exclusion: z.string().optional(),
  allocations: z.array(AllocationEntry).optional(),
  /** How often cash was applied from it, by the engine or by people. */
  runs: z.int().optional(),
  unappliedMinor: amountMinor,
  accountId: z.string().optional(),
  departmentId: z.string().optional(),
  /** Set where the department is the account's and not the feed's; undoing the application takes it away again. */
  departmentFrom: z.literal("account").optional(),
  ownerId: z.string().optional(),
  /** The engine's last decision, packed (`rules.ts`). */
  proof: z.string().optional(),
  /** What claims have taught from this transaction. */
  taught: z
    .array(
      z.object({
        key: z.string(),
        accountId: z.string(),
        run: z.int(),
        /** Of a line that went out: the closing that made it forgotten; undone, the receipt teaches it again. */
        closing: z.int().optional(),
      }),
    )
    .optional(),
  /** The deductions that its payers have made, with the application and the receivable that each is of. */
  deductions: z.array(z.object({ id: z.string(), receivableId: z.string(), run: z.int() })).optional(),
  /** What the credit notes that this line paid out took back of credits. */
  clawedBack: z.array(ClawedBack).optional(),
  /** Why a person closed it as it is. */
  closeReason: z.string().optional(),
  undoReason: z.string().optional(),
  lockedBy: z.string().optional(),
  lockedUntilAt: instant.optional(),
});

/** How a line that went out may be closed. */
export const CLOSE_KINDS = ["returned", "refund", "creditNotePaidOut", "excluded"] as const;
export const CloseSuggestion = z.object({
  as: z.enum(CLOSE_KINDS),
  bankTransactionId: z.string().optional(),
  receivableId: z.string().optional(),
  amountMinor: positiveMinor.optional(),
});

const AllocationView = AllocationEntry.omit({ run: true });

/** As the API shows it: `allocations` are those that stand, `history` is every entry and its reversal. */
export const BankTransactionView = BankTransaction.omit({
  proof: true,
  taught: true,
  toldAs: true,
  toldWithout: true,
  afterId: true,
  subAccountNo: true,
  runs: true,
  clawedBack: true,
  deductions: true,
  mappedAccountId: true,
  departmentFrom: true,
}).extend({
  allocations: z.array(AllocationView),
  history: z.array(AllocationView),
  suggestions: z.array(
    z.object({
      accountId: z.string(),
      allocations: z.array(z.object({ receivableId: z.string(), amountMinor: positiveMinor })),
      /** Of a line that went out: what the close call would be told. */
      close: CloseSuggestion.optional(),
      score: z.number(),
      reason: z.string(),
    }),
  ),
});

const Rejection = z.object({ index: z.int(), code: z.string(), detail: z.string() });

/** What a delivery is answered with. */
export const IntakeView = z.object({
  received: z.int(),
  stored: z.int(),
  duplicates: z.int(),
  rejected: z.array(Rejection),
});

/**
 * A line of a delivery that could not be stored: why not, and what the bank sent, as far as it is kept. The bank is answered the same;
 * this is for finance. A delivery that comes again adds none.
 */
export const BankRejection = z.object({
  ...recordFields,
  connectionId: z.string(),
  code: z.string(),
  detail: z.string(),
  /** The line as it came (JSON) or as it was read (XML), cut to what a row may hold. */
  raw: z.string().optional(),
  /** On the first of a delivery: how many there were, for the one message about all of them. */
  inDelivery: z.int().optional(),
});
