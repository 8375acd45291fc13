import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, currency, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** What is sold. Its type decides how the cash it brings is split. */
export const ProductInput = z.object({
  /** Unique in the tenant. */
  code: text(64),
  name: text(200),
  productType: text(64),
  /** Price of one unit before any discount. */
  listPriceMinor: amountMinor,
  currency,
  custom: CustomValues.optional(),
});
export const Product = ProductInput.extend({ ...recordFields, archived: z.boolean().optional() });
