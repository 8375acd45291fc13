import * as z from "zod";
import { setting } from "../../shared/records/setting.ts";
import { civilDay, currency, idOf, instant, positiveMinor, signedMinor, text } from "../../shared/schema.ts";
import { entity, ownedIndexes, recordFields } from "../../shared/table/entity.ts";
import { AdviceMapping, remittanceLines } from "../bank/schema.ts";
import { policySchema } from "./schema.ts";

/** What a tenant lets the engine book by itself. */
export const reconciliationPolicy = setting({
  noun: "policy",
  plural: "policies",
  prefix: "pol",
  id: "pol_reconciliation",
  schema: policySchema.omit({ version: true }),
  path: "/v1/reconciliation-policy",
  reading: "reconciliation.read",
  writing: "reconciliation.write",
  tells: "What the engine may book by itself: tolerances, fee rules, partial payments, surplus.",
  replaces: "Replaces the policy. What is left out takes its default; the version goes into every later proof.",
  example: { tolerances: { CNY: { fixedMinor: 0, basisPoints: 50 } } },
});

/** What a payer says its payment is for, where it says so apart from the money. */
export const AdviceInput = z.object({
  payer: z
    .strictObject({
      name: text(200).optional().describe("The payer's name, as its bank will tell it."),
      accountNo: text(64).optional().describe("The number of the account that it pays from."),
    })
    .describe("Who pays: by name, by account number, or by both."),
  accountId: idOf("acc").optional().describe("The account whose payment it is, where that is known."),
  currency: currency.describe("The currency of the payment, ISO 4217."),
  totalMinor: positiveMinor.describe("What is paid in all, in minor units: the sum of the lines."),
  paidOn: civilDay.optional().describe("The day of the payment; it is looked for within two weeks of it."),
  paymentReference: text(140).optional().describe("What the payer calls the payment, such as its end-to-end id."),
  lines: remittanceLines.min(1).describe("What is paid on each paper."),
});

/** `differs`: its payment had been applied otherwise when it came. */
export const ADVICE_STATES = ["waiting", "used", "differs", "cancelled"] as const;
export const Advice = AdviceInput.extend({
  ...recordFields,
  state: z.enum(ADVICE_STATES),
  /** The payment that it is of. */
  bankTransactionId: z.string().optional(),
  /** All of them, where it is paid in several. */
  bankTransactionIds: z.array(z.string()).optional(),
  /** What it says and what was booked, paper by paper, where they differ; without a reference, what was booked in advance. */
  difference: z
    .array(z.object({ reference: z.string().optional(), advisedMinor: signedMinor, bookedMinor: signedMinor }))
    .optional(),
  cancelReason: z.string().optional(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
});

/** Remittance advices that came apart from their money. */
export const remittanceAdvice = entity({
  noun: "remittanceAdvice",
  plural: "remittance advices",
  prefix: "rma",
  schema: Advice,
  indexes: {
    ...ownedIndexes("remittanceAdvice"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "rma#",
      sorts: "createdAt",
      answers: "the remittance advices of one account, by arrival",
    },
  },
});

/** How the tables of one payer are read, to be used again. */
export const AdviceMappingInput = z.object({
  name: text(100).describe("What it is called: mostly the payer whose tables it is for."),
  mapping: AdviceMapping.describe("How its tables are read."),
});
export const SavedAdviceMapping = AdviceMappingInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const adviceMapping = entity({
  noun: "adviceMapping",
  plural: "advice mappings",
  prefix: "adm",
  schema: SavedAdviceMapping,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the mappings by which payers' tables are read" } },
  unique: { name: (row) => row.name.toLowerCase() },
});

export const DEDUCTION_STATES = ["open", "credited", "recovered", "writtenOff", "reversed"] as const;

/**
 * What a payer has taken off a receivable when it paid the rest. Open, it is a part of what the receivable has open still;
 * `credited` or `writtenOff`, an allocation of its bank line has settled that part; `recovered`, it was paid after all. It is
 * `reversed` with the payment that it was of.
 */
export const deduction = entity({
  noun: "deduction",
  plural: "deductions",
  prefix: "ded",
  schema: z.object({
    ...recordFields,
    receivableId: z.string(),
    accountId: z.string(),
    bankTransactionId: z.string(),
    /** The kind, as the payer's remittance calls it; `discount` for one taken beyond the terms. */
    code: z.string(),
    text: z.string().optional(),
    amountMinor: positiveMinor,
    currency: z.string(),
    bookedOn: z.string(),
    state: z.enum(DEDUCTION_STATES),
    /** What it was before the payment that it was of was taken back. */
    stateBefore: z.enum(DEDUCTION_STATES).optional(),
    /** The allocation of the bank line that settled it. */
    allocationId: z.string().optional(),
    /** Who closed it: the policy, the receivable that was paid or given up, or a person. */
    resolvedBy: z.string().optional(),
    resolvedAt: instant.optional(),
    reason: z.string().optional(),
    departmentId: z.string().optional(),
    ownerId: z.string().optional(),
  }),
  indexes: {
    ...ownedIndexes("deduction"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "ded#",
      sorts: "bookedOn",
      answers: "the deductions of one account, by booking date",
    },
    parent: { by: ["receivableId"], sorts: "createdAt", answers: "the deductions of one receivable" },
  },
});

/** Money of an account that no receivable has used yet: a surplus, or a receipt in advance. */
export const prepayment = entity({
  noun: "prepayment",
  plural: "prepayments",
  prefix: "ppy",
  schema: z.object({
    ...recordFields,
    accountId: z.string(),
    bankTransactionId: z.string(),
    /** The allocation that it came from. */
    allocationId: z.string(),
    currency: z.string(),
    amountMinor: positiveMinor,
    openMinor: z.int().min(0),
    bookedOn: z.string(),
    departmentId: z.string().optional(),
    ownerId: z.string().optional(),
    /** Set when its allocation was undone; then nothing of it is open. */
    reversedAt: instant.optional(),
  }),
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the prepayments of the tenant" },
    owner: { by: ["ownerId"], sorts: "createdAt", answers: "the prepayments of one owner's accounts" },
    department: { by: ["departmentId"], sorts: "createdAt", answers: "the prepayments of one department" },
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "ppy#",
      sorts: "bookedOn",
      answers: "the prepayments of one account",
    },
    work: {
      by: ["accountId"],
      tag: "unused",
      sorts: "bookedOn",
      when: (row) => row.openMinor > 0,
      answers: "what an account has still in advance, complete, oldest first",
    },
  },
});
