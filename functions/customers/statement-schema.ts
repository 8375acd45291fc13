import * as z from "zod";

const Item = z.object({
  receivableId: z.string(),
  reference: z.string(),
  kind: z.enum(["invoice", "creditNote"]),
  issuedOn: z.string(),
  dueOn: z.string(),
  currency: z.string(),
  /** Negative where it is the customer's. */
  amountMinor: z.int(),
  openMinor: z.int(),
  overdueDays: z.int(),
});
export type StatementItem = z.output<typeof Item>;

const Sums = z.object({
  currency: z.string(),
  openMinor: z.int(),
  overdueMinor: z.int(),
  /** Not due, and past due by up to 30, 60, 90 and more days: together what is open. */
  ageing: z.object({
    notDueMinor: z.int(),
    to30Minor: z.int(),
    to60Minor: z.int(),
    to90Minor: z.int(),
    over90Minor: z.int(),
  }),
});

export const Statement = z.object({
  accountId: z.string(),
  on: z.string(),
  items: z.array(Item),
  totals: z.array(Sums),
});
export type Statement = z.output<typeof Statement>;
