import * as z from "zod";
import { civilDay, currency, locale, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Calls a second that a tenant may make, unless the operator sets another figure. */
export const REQUESTS_PER_SECOND_DEFAULT = 500;
export const REQUESTS_PER_SECOND_MAX = 10_000;

/** A tenant: one customer company of the SaaS, with its language, civil time and book currency. */
export const TenantInput = z.object({
  name: text(200),
  locale,
  timeZone,
  currency,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two letters of ISO 3166, such as CN")
    .optional()
    .describe("Where telephone numbers without a country's code are from; left out, where the time zone is."),
});

export const Tenant = TenantInput.extend({
  ...recordFields,
  requestsPerSecondMax: z.int().min(1).max(REQUESTS_PER_SECOND_MAX),
  sealingKey: z.string(),
});

/** What a tenant's own users see of it. */
export const TenantView = Tenant.omit({ sealingKey: true });

/** The operator's entry of a tenant. */
export const TenantEntry = z.object({ ...recordFields, name: z.string(), archived: z.boolean().optional() });

const DAYS_MAX = 1_000;

const NamedDay = z.strictObject({
  on: civilDay.describe("The day."),
  name: text(50).optional().describe("What it is called."),
});

/** Which days the tenant works. Governments say it year by year, so nothing of it is built in but the weekend. */
export const WorkingCalendar = z.object({
  weekend: z
    .array(z.int().min(1).max(7))
    .max(6)
    .default([6, 7])
    .describe("The free days of the week, 1 Monday to 7 Sunday."),
  holidays: z.array(NamedDay).max(DAYS_MAX).default([]).describe("Days that are free besides."),
  workingDays: z
    .array(NamedDay)
    .max(DAYS_MAX)
    .default([])
    .describe("Days that are worked though they would be free: a Saturday that makes up for a holiday."),
});
