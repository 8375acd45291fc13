import * as z from "zod";
import { amountMinor, civilDay, currency, idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { ORDER_KINDS } from "../credits/schema.ts";
import { Term } from "../products/schema.ts";

const NAMED_MAX = 50;
const PRICES_MAX = 40;
const COUNT_MAX = 1_000_000;
export const PRIORITY_MAX = 1_000_000;

/** Price books that a tenant may have in force at a time: each price asks all of them. */
export const BOOKS_MAX = 50;
/** Entries of one bulk edit, which are written in one transaction. */
export const ENTRIES_MAX = 90;

/** What an order is for; an upgrade of what a customer has is an up-sell. */
export const PRICED_KINDS = [...ORDER_KINDS, "upgrade"] as const;
export const PricedKind = z.enum(PRICED_KINDS);

const words = (what: string) => z.array(text(50)).min(1).max(NAMED_MAX).optional().describe(what);

/** To whom a price book or an offer is open. What is not said holds for all. */
export const Audience = z.strictObject({
  orderKinds: z
    .array(PricedKind)
    .min(1)
    .max(PRICED_KINDS.length)
    .optional()
    .describe("The kinds of order; upgrade means upsell."),
  accountIds: z.array(idOf("acc")).min(1).max(NAMED_MAX).optional().describe("The accounts, one by one."),
  segments: words("Groups of accounts, one of which the account is in."),
  tiers: words("The account's tier is one of these."),
  partnerTiers: words("The partner who sells has one of these tiers."),
});

/** The prices of some products in one currency, for some customers, for some time. */
export const PriceBookInput = z.object({
  name: text(200).describe("What people call it."),
  currency: currency.describe("The currency of all its prices."),
  priority: z
    .int()
    .min(0)
    .max(PRIORITY_MAX)
    .optional()
    .describe("The book with the lowest number that has a price decides; 100 unless told otherwise."),
  when: Audience.optional().describe("For whom it is."),
  validFrom: civilDay.optional().describe("The first day, in the tenant's time zone."),
  validUntil: civilDay.optional().describe("The last day, in the tenant's time zone."),
});
export const PriceBook = PriceBookInput.extend({
  ...recordFields,
  priority: z.int(),
  archived: z.boolean().optional(),
});

/** One price: from a quantity on, within some days. */
export const Price = z.strictObject({
  unitPriceMinor: amountMinor.describe("Of one unit, and of one term where the product recurs; before tax."),
  fromQuantity: z.int().min(1).max(COUNT_MAX).default(1).describe("Holds from this quantity on."),
  validFrom: civilDay.optional().describe("The first day on which it holds."),
  validUntil: civilDay.optional().describe("The last day on which it holds."),
});

export const PriceEntryInput = z.strictObject({
  productId: idOf("prd").describe("The product that it prices."),
  prices: z.array(Price).max(PRICES_MAX).describe("All prices of the product in this book; none takes it out."),
});

/** A product's prices in one book. */
export const PriceEntry = PriceEntryInput.extend({ ...recordFields, priceBookId: z.string() });

export const EntriesInput = z.strictObject({
  entries: z.array(PriceEntryInput).min(1).max(ENTRIES_MAX).describe("Each takes the place of what the book had."),
});

export const AdjustInput = z.strictObject({
  basisPoints: z
    .int()
    .min(-10_000)
    .max(100_000)
    .describe("What every price rises by, or falls by where negative: 500 is 5 % more."),
  productIds: z.array(idOf("prd")).min(1).max(ENTRIES_MAX).optional().describe("Only those of these products."),
});

/** Where a price came from, and which books were looked at before. */
export const PriceSource = z.object({
  from: z.enum(["priceBook", "listPrice"]),
  priceBookId: z.string().optional(),
  priceBook: z.string().optional(),
  entryId: z.string().optional(),
  fromQuantity: z.int().optional(),
  validFrom: civilDay.optional(),
  validUntil: civilDay.optional(),
  passedOver: z.array(z.object({ priceBookId: z.string(), priceBook: z.string(), why: z.string() })),
});

export const PriceView = z.object({
  productId: z.string(),
  quantity: z.int(),
  unitPriceMinor: z.int(),
  currency: z.string(),
  periodMonths: z.int().optional(),
  taxBasisPoints: z.int().optional(),
  listMinor: z.int(),
  term: Term.optional(),
  source: PriceSource,
});
