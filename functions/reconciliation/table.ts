import * as z from "zod";
import { setting } from "../../shared/records/setting.ts";
import { instant, positiveMinor } from "../../shared/schema.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
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
