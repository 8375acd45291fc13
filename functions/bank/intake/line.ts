/**
 * One booked line of a bank account as every format is read into it: the fields of the canonical body, and what
 * ISO 20022 tells besides. Plain JSON data; a field that the bank left empty is absent, never `""` or `null`.
 */
export type BankLine = {
  /** The bank's reference of this one transaction: its identity on the connection. */
  bankReference?: string;
  /** The reference of the booking that collected this line with others; a sum line of that booking carries it as its `bankReference`. */
  batchReference?: string;
  /** A reference that the bank repeats on several lines of a booking or statement, so that it identifies none of them. */
  sharedReference?: string;
  /** How many payments a line stands for, where the bank tells only their sum. */
  batchSize?: number;
  /** How the details contradict the booking, which is kept as one line for a person. */
  oddDetails?: string;
  /** Civil date of the booking, `YYYY-MM-DD`. */
  bookedOn: string;
  /** Civil date from which the money bears interest, `YYYY-MM-DD`. */
  valueOn?: string;
  /** Which way the money moved: `credit` came in, `debit` went out. A reversed credit is a debit. */
  direction: Direction;
  /** Whether the line takes an earlier one back. */
  reversal: boolean;
  /** The `bankReference` of the line taken back, where the sender names it. */
  reversalOf?: string;
  /** Minor units of `currency`, 1 to `AMOUNT_MINOR_MAX`; never signed. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  /** Minor units of `currency` that banks took out of the payment before it was booked. */
  chargesMinor?: number;
  virtualAccountNo?: string;
  /** The virtual account whose own statement told the line: it is no part of the account's balance. */
  subAccountNo?: string;
  endToEndId?: string;
  /** UETR, transaction id or clearing reference: who moved the money named it so. It tells twins apart and is no identity. */
  networkReference?: string;
  /** The other side: who paid a credit, who was paid by a debit; of a reversal, the other side of the line taken back. */
  payer?: Payer;
  /** On whose behalf the payer paid, where another party is named. */
  ultimatePayer?: string;
  remittance?: string;
  /** References in structured fields, the creditor reference included, in the order told, each once. */
  references: string[];
  /** What the payer says is paid on each paper, where it says so line by line. */
  remittanceLines?: RemittanceLine[];
  /** The structured creditor reference (ISO 11649 `RF…`, QRR, ISR and the like), unchecked. */
  creditorReference?: string;
  /** `DOMAIN/FAMILY/SUBFAMILY` (ISO 20022 external code set) or the bank's own code. */
  bankTransactionCode?: string;
  /** Why a payment came back (ISO 20022 return reason), where it is a return. */
  returnReason?: string;
  /** The bank's own words on the line. */
  additionalInfo?: string;
  /** The statement or notification that told it; a re-issued one has another id. */
  statementId?: string;
};

/**
 * What is paid on one paper: `amountMinor` of the payment, negative for a credit note that is taken off. What else the payer takes
 * off the paper stands apart: a discount, and a deduction with its reason.
 */
export type RemittanceLine = {
  reference: string;
  amountMinor: number;
  discountMinor?: number;
  deduction?: { code: string; text?: string; amountMinor: number };
  memo?: string;
};

export type Direction = "credit" | "debit";
export type Payer = { name?: string; accountNo?: string; bankCode?: string };

/** A line and where it stood: `index` among all lines of the call, `statement` the ordinal of its statement in the call. */
export type ParsedLine = { index: number; statement: number; line: BankLine };

/** A line that is not kept: its place in the call, a stable code, and a sentence naming the field. */
export type Rejection = { index: number; code: RejectionCode; detail: string; raw?: string };

/** Characters kept of a line that is not stored. */
export const RAW_CHARS_MAX = 4_000;

/** Every reason for not keeping one line of a call. */
export const rejectionCodes = [
  "missing_field",
  "unknown_field",
  "invalid_field",
  "invalid_amount",
  "zero_amount",
  "invalid_direction",
  "missing_date",
  "not_booked",
  "account_mismatch",
  "reference_conflict",
  "already_told",
  "unread_file",
  "ambiguous",
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** A line, or why one is not kept. */
export type EntryPart = { line: BankLine } | { code: RejectionCode; detail: string };

/** What an account held at the end of a day, or before a statement's first booking; negative where it was overdrawn. */
export type Balance = { on: string; amountMinor: number };

/** What a statement tells of its account besides its lines. */
export type ToldStatement = {
  /** Its ordinal in the call, as its lines have it. */
  statement: number;
  statementId?: string;
  virtualAccountNo?: string;
  currency: string;
  opening?: Balance;
  closing?: Balance;
};

/** What a body holds: the good lines and, apart, those that are not kept. `received` counts both. */
export type ParsedBody = {
  received: number;
  lines: ParsedLine[];
  rejected: Rejection[];
  /** Statements that tell balances. */
  statements?: ToldStatement[];
};

/** How much one body may hold. */
export type Limits = { bytesMax: number; linesMax: number };

/** One webhook call: the contract's 1,000 lines, and the 6 MB that a Lambda is handed at most. */
export const CALL_LIMITS: Limits = { bytesMax: 6 * 1024 * 1024, linesMax: 1_000 };

/** One uploaded statement file. */
export const UPLOAD_LIMITS: Limits = { bytesMax: 64 * 1024 * 1024, linesMax: 50_000 };

/** Drops absent fields, so that a line is the same object whether it was read from JSON or from XML. */
export function compact<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}

/** The payer, or nothing when none of its fields is known. */
export function payerOf(payer: Payer): Payer | undefined {
  return Object.keys(compact(payer)).length === 0 ? undefined : payer;
}
