import * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { email, locale, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { ended } from "../users/schema.ts";

/** A reseller or agent who takes part in orders and is owed credits and rebates. */
export const PartnerInput = z.object({
  name: text(200),
  /** Told of receipts on its orders. */
  email: email.optional(),
  phone: phone.optional(),
  locale: locale.optional(),
  registrationNo: text(64).optional(),
  custom: CustomValues.optional(),
  rateBasisPoints: z
    .int()
    .min(0)
    .max(BASIS_POINTS_WHOLE)
    .optional()
    .describe("What it pays of a list price; left out, all of it."),
  tier: text(50).optional().describe("Its level in the partner programme; price books go by it."),
});
export const PartnerView = PartnerInput.extend({ ...recordFields, ...phoneFields, archived: z.boolean().optional() });
export const Partner = PartnerView.extend(ended);
