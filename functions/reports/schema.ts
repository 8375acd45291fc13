import * as z from "zod";
import { idOf, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const RECIPIENTS_MAX = 50;

/**
 * Who gets which report when. `dailyReceipts` is yesterday's receipts: those booked on the day before the mail, in the
 * subscription's zone. `workdays` are Monday to Friday; Monday's mails tell of Friday and the weekend, a day each.
 */
export const ReportSubscriptionInput = z.object({
  report: z.enum(["dailyReceipts"]),
  recipients: z.array(idOf("usr")).min(1).max(RECIPIENTS_MAX),
  /** The time of day of the mail, `HH:MM`. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 08:00"),
  /** The tenant's zone unless another is named. */
  timeZone: timeZone.optional(),
  days: z.enum(["daily", "workdays"]),
});

export const ReportSubscription = ReportSubscriptionInput.extend({
  ...recordFields,
  timeZone,
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  archived: z.boolean().optional(),
});
