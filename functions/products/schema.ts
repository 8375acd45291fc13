import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const COMPONENTS_MAX = 30;
const COUNT_MAX = 1_000_000;
export const MONTHS_MAX = 120;
const RATE_MAX = 10_000;

/** When the term of something that recurs begins, counted from the day of the order. */
export const START_RULES = ["atOnce", "nextMonth", "nextQuarter", "nextYear"] as const;

/** One part of a bundle. */
const Component = z.strictObject({
  productId: idOf("prd").describe("The product that is part of the bundle; no bundle itself."),
  quantity: z.int().min(1).max(COUNT_MAX).describe("How many of it are in one bundle."),
});

const Recurring = z.strictObject({
  months: z.int().min(1).max(MONTHS_MAX).describe("For how many months one price stands: 1 monthly, 12 yearly."),
  start: z
    .enum(START_RULES)
    .default("atOnce")
    .describe("When the term begins: with the day of the order, or with the next month, quarter or year."),
});

/** What is sold. Its type decides how the cash it brings is split. */
export const ProductInput = z.object({
  code: text(64).describe("Unique in the tenant."),
  name: text(200).describe("What it is called on quotes and orders."),
  productType: text(64).describe("What kind of thing it is; rules of splits, discounts and quotas go by it."),
  listPriceMinor: amountMinor.describe("Price of one unit before any discount, where no price book says otherwise."),
  costMinor: amountMinor
    .optional()
    .describe(
      "What one unit costs the tenant, for as long as its list price stands: margins are reckoned with it. A bundle without one costs what its parts do.",
    ),
  currency: currency.describe("The currency of the list price and of the cost."),
  unit: text(20).optional().describe("What is counted: a seat, a set, a day."),
  components: z
    .array(Component)
    .min(1)
    .max(COMPONENTS_MAX)
    .optional()
    .describe("The products of which a bundle is made; it is sold at its own price."),
  recurring: Recurring.optional().describe("Set for what is sold by the month; without it the price is paid once."),
  taxBasisPoints: z.int().min(0).max(RATE_MAX).optional().describe("The rate of tax on it: 1300 is 13 %."),
  custom: CustomValues.optional(),
});

export const Product = ProductInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** The days for which something recurring is sold. */
export const Term = z.object({ startsOn: civilDay, endsOn: civilDay });
