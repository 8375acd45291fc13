import * as z from "zod";
import { Fault } from "../../../shared/fault.ts";
import { parseJson } from "../../../shared/json.ts";
import { AMOUNT_MINOR_MAX, currencyProblem } from "../../../shared/money.ts";
import { unshare } from "./identity.ts";
import {
  type BankLine,
  CALL_LIMITS,
  compact,
  type Limits,
  type ParsedBody,
  payerOf,
  RAW_CHARS_MAX,
  type Rejection,
} from "./line.ts";
import { remittanceLines, toRemittanceLines } from "./remittance.ts";
import { key, must, prose } from "./shapes.ts";
import {
  cleanText,
  decodeBody,
  isCalendarDate,
  NAME_CHARS_MAX,
  REFERENCE_CHARS_MAX,
  REFERENCES_MAX,
  REMITTANCE_CHARS_MAX,
  signal,
  signals,
  tooManyLines,
} from "./text.ts";

const reference = key(REFERENCE_CHARS_MAX);
const day = z.string(must("a date YYYY-MM-DD")).refine(isCalendarDate, "must be a calendar date YYYY-MM-DD");

/** One transaction of the canonical JSON body. Optional fields may be absent, `null` or empty, which all mean the same. */
export const canonicalTransaction = z.strictObject(
  {
    bankReference: reference.nullish(),
    bookedOn: day,
    direction: z.enum(["credit", "debit"], must('"credit" or "debit"')),
    amountMinor: z
      .int(must("a whole number of minor units"))
      .min(1, "must be at least 1 minor unit; the direction tells the sign")
      .max(AMOUNT_MINOR_MAX, `must be at most ${AMOUNT_MINOR_MAX} minor units`),
    currency: z
      .string(must("a currency code"))
      .regex(/^[A-Z]{3}$/, { error: ({ input }) => currencyProblem(String(input)), abort: true })
      .refine((code) => currencyProblem(code) === undefined, { error: ({ input }) => currencyProblem(String(input)) }),
    virtualAccountNo: reference.nullish(),
    endToEndId: reference.nullish(),
    payer: z
      .strictObject(
        { name: prose(NAME_CHARS_MAX).nullish(), accountNo: reference.nullish(), bankCode: reference.nullish() },
        must("an object of name, accountNo and bankCode"),
      )
      .nullish(),
    ultimatePayer: prose(NAME_CHARS_MAX).nullish(),
    remittance: prose(REMITTANCE_CHARS_MAX).nullish(),
    /** What the receivable's own paper asked the payer to name (ISO 11649 `RF…`, QRR, OGM and the like), or its number. */
    paymentReference: reference.nullish(),
    references: z
      .array(reference, must("a list of strings"))
      .max(REFERENCES_MAX, `must have at most ${REFERENCES_MAX} entries`)
      .nullish(),
    remittanceLines: remittanceLines.nullish(),
    reversalOf: reference.nullish(),
    /** Of a payment that came back: an ISO 20022 return reason such as `MS03`, or the bank's own words. */
    returnReason: reference.nullish(),
    /** What the bank has added to a return, or kept of a payment, for itself. */
    chargesMinor: z
      .int(must("a whole number of minor units"))
      .min(0, "must be at least 0 minor units")
      .max(AMOUNT_MINOR_MAX, `must be at most ${AMOUNT_MINOR_MAX} minor units`)
      .nullish(),
  },
  must("an object"),
);

/** The canonical JSON body. */
export const canonicalBody = z.strictObject({ transactions: z.array(canonicalTransaction).max(CALL_LIMITS.linesMax) });

/** Fields named in the detail of one rejected line; the rest is said by number. */
const ISSUES_TOLD_MAX = 3;

function toLine(told: z.infer<typeof canonicalTransaction>): BankLine {
  const reversalOf = signal(told.reversalOf ?? undefined);
  const named = signals([told.paymentReference ?? undefined]);
  return compact({
    bankReference: signal(told.bankReference ?? undefined),
    bookedOn: told.bookedOn,
    direction: told.direction,
    reversal: reversalOf !== undefined,
    reversalOf,
    amountMinor: told.amountMinor,
    currency: told.currency,
    virtualAccountNo: signal(told.virtualAccountNo ?? undefined),
    endToEndId: signal(told.endToEndId ?? undefined),
    payer: payerOf({
      name: cleanText(told.payer?.name ?? undefined, NAME_CHARS_MAX),
      accountNo: signal(told.payer?.accountNo ?? undefined),
      bankCode: signal(told.payer?.bankCode ?? undefined),
    }),
    ultimatePayer: cleanText(told.ultimatePayer ?? undefined, NAME_CHARS_MAX),
    remittance: cleanText(told.remittance ?? undefined, REMITTANCE_CHARS_MAX),
    references: [...new Set([...named, ...signals(told.references ?? [])])],
    creditorReference: named[0],
    remittanceLines: toRemittanceLines(told.remittanceLines ?? []),
    returnReason: signal(told.returnReason ?? undefined),
    chargesMinor: told.chargesMinor || undefined,
  });
}

function refusal(index: number, error: z.ZodError): Rejection {
  const told = error.issues.flatMap((issue): Pick<Rejection, "code" | "detail">[] => {
    const at = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((name) => ({
        code: "unknown_field",
        detail: `${[...at, cleanText(name, 40) ?? '""'].join(".")} is not a known field`,
      }));
    }
    const code = issue.message === "is missing" ? "missing_field" : "invalid_field";
    return [{ code, detail: `${at.join(".") || "the transaction"} ${issue.message}` }];
  });
  const details = told.slice(0, ISSUES_TOLD_MAX).map(({ detail }) => detail);
  const more = told.length > ISSUES_TOLD_MAX ? ` (and ${told.length - ISSUES_TOLD_MAX} more)` : "";
  return { index, code: told[0]?.code ?? "invalid_field", detail: `${details.join("; ")}${more}.` };
}

/** What was sent, for people; nothing where it nests deeper than it can be written. */
function rawOf(transaction: unknown): string | undefined {
  try {
    return JSON.stringify(transaction)?.slice(0, RAW_CHARS_MAX);
  } catch {
    return undefined;
  }
}

function readTransactions(text: string): unknown[] {
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || !("transactions" in body) || !Array.isArray(body.transactions)) {
    throw new Fault("malformed_request", 'The body must be an object { "transactions": [ … ] }.');
  }
  const other = Object.keys(body).find((name) => name !== "transactions");
  if (other !== undefined) {
    throw new Fault(
      "malformed_request",
      `${cleanText(other, 40) ?? '""'} is not a known field; the body has "transactions" only.`,
    );
  }
  return body.transactions;
}

/**
 * Reads the canonical JSON body. A bad transaction is rejected with the fields that are wrong; the good ones are kept.
 * The whole call counts as one statement.
 * @throws Fault malformed_request when the body cannot be read at all, too_large when it passes a limit.
 */
export function parseCanonical(body: Uint8Array | string, limits: Limits = CALL_LIMITS): ParsedBody {
  const transactions = readTransactions(decodeBody(body, limits));
  if (transactions.length > limits.linesMax) throw tooManyLines(limits);
  const parsed: ParsedBody = { received: transactions.length, lines: [], rejected: [] };
  for (const [index, transaction] of transactions.entries()) {
    const { data, error } = canonicalTransaction.safeParse(transaction);
    if (error) parsed.rejected.push({ ...refusal(index, error), raw: rawOf(transaction) });
    else parsed.lines.push({ index, statement: 0, line: toLine(data) });
  }
  unshare(parsed.lines);
  return parsed;
}
