import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** How an opportunity stands; both ends can be opened again. */
export const STATUSES = ["open", "closedWon", "closedLost"] as const;

/** A sale that may come about with one account. */
export const OpportunityInput = z.object({
  name: text(200),
  accountId: idOf("acc"),
  contactId: idOf("con").optional(),
  amountMinor: amountMinor.optional(),
  currency: currency.optional(),
  expectedOn: civilDay.optional(),
  status: z.enum(STATUSES).optional(),
  /** Why it was lost. */
  lostReason: text(200).optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  custom: CustomValues.optional(),
});

export const Opportunity = OpportunityInput.extend({
  ...recordFields,
  status: z.enum(STATUSES),
  /** The lead that it came from. */
  leadId: z.string().optional(),
  closedAt: instant.optional(),
  archived: z.boolean().optional(),
});
