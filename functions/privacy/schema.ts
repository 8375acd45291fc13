import * as z from "zod";
import { text } from "../../shared/schema.ts";

/** Nouns whose records law keeps, unless the tenant says otherwise: they are the vouchers of what was owed and paid. */
const KEPT_BY_LAW = [
  "bankTransaction",
  "bankRejection",
  "receivable",
  "credit",
  "order",
  "amendment",
  "prepayment",
  "deduction",
  "remittanceAdvice",
  "quoteAcceptance",
  "envelope",
  "expense",
];

const HOLDS_MAX = 50;
const YEARS_MAX = 30;
const YEARS_DEFAULT = 10;

const hold = z.strictObject({
  noun: text(50).describe("The noun whose records are kept as they are."),
  years: z.int().min(1).max(YEARS_MAX).describe("For how many years after a record was made."),
  reason: text(300).describe("The law or the contract that says so; the report of an erasure names it."),
});

/** What an erasure leaves as it is, and why. */
export const ErasurePolicy = z.object({
  holds: z
    .array(hold)
    .max(HOLDS_MAX)
    .default(
      KEPT_BY_LAW.map((noun) => ({
        ...{ noun, years: YEARS_DEFAULT },
        reason: "Vouchers of account are kept (HGB § 257, AO § 147; Accounting Law of the PRC, article 23).",
      })),
    )
    .describe(
      "Records that law keeps: an erasure leaves them, counts them, and says why. Left out, vouchers for ten years.",
    ),
});
