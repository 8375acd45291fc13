import * as z from "zod";
import { civilDay, currency } from "./schema.ts";

/** What a currency is worth in another, from a day on until its next rate. */
export const DatedRate = z.strictObject({
  currency: currency.describe("The currency that amounts are in."),
  fromOn: civilDay.describe("The first day on which it holds, until the next one of the currency."),
  rate: z
    .string()
    .regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,6})?$/, "must be a number above zero such as 7.1234")
    .describe("What one of it is worth in the currency that is reckoned in."),
});
export type DatedRate = z.output<typeof DatedRate>;
