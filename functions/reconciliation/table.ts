import * as z from "zod";
import { instant, positiveMinor } from "../../shared/schema.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { policySchema } from "./schema.ts";

/** What a tenant lets the engine book by itself; one row a tenant, and until it is written the defaults hold. */
export const policyRow = entity({
  noun: "policy",
  plural: "policies",
  prefix: "pol",
  schema: policySchema.extend(recordFields),
  scoped: false,
});
export const POLICY_ID = "pol_reconciliation";

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
