import * as z from "zod";
import { civilDay } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { LifeCycleMove, STAGES, TierChange } from "../accounts/schema.ts";

/** The number of the receipt that was made out for a bank line. */
export const NumberedReceipt = z.object({
  ...recordFields,
  bankTransactionId: z.string(),
  number: z.string(),
  numberSeries: z.string(),
  numberCount: z.int(),
  issuedOn: civilDay,
});
export const NumberedReceiptView = NumberedReceipt.omit({ numberSeries: true, numberCount: true });

const Fields = z.record(z.string(), z.unknown());

/** Sums over all rows of a section that the caller sees, by currency; an amount that a field rule hides is left out. */
const Totals = z.array(z.looseObject({ currency: z.string(), count: z.int() }));

/** What of one noun hangs on the account: how much, what it amounts to, and its newest. */
export const SectionView = z.object({
  noun: z.string(),
  count: z.int(),
  totals: Totals.optional(),
  items: z.array(Fields),
});

const AccountFigures = z.object({
  currency: z.string(),
  orders: z.int(),
  ordersMinor: z.int(),
  openMinor: z.int(),
  receivedMinor: z.int(),
  receivedLastYearMinor: z.int(),
});

/** An account with everything that hangs on it, as the caller may see it. */
export const Customer360 = z.object({
  account: Fields,
  basic: Fields,
  business: z.record(z.string(), SectionView),
  interaction: z.record(z.string(), SectionView),
  value: z.object({
    tier: z.string().nullish(),
    tierWhy: z.unknown().optional(),
    tierChanges: z.array(TierChange).optional(),
    stage: z.enum(STAGES).nullish(),
    stageAt: z.string().nullish(),
    lifeCycle: z.array(LifeCycleMove).optional(),
    /** Absent for whoever does not see all of the tenant's money. */
    figures: z.array(AccountFigures).optional(),
  }),
  /** False where more hangs on it than one call reads: the next call goes on, and its counts and totals are added. */
  complete: z.boolean(),
  nextCursor: z.string().nullable(),
});
