import * as z from "zod";
import { email, idOf, instant, locale, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const RECIPIENTS_MAX = 50;

/** The reports that are mails of their own; all others are told as the catalogue, or a dashboard, has them. */
export const REPORTS = ["dailyReceipts", "renewalFigures"] as const;
export type ReportName = (typeof REPORTS)[number];

/** What of those a threshold may be set on: amounts in the tenant's currency, in minor units, and counts. */
export const MEASURES: Readonly<Record<ReportName, readonly string[]>> = {
  dailyReceipts: [
    ...["receivedMinor", "clearedMinor", "prepaymentMinor", "claimableMinor", "waitingMinor"],
    ...["receipts", "claimable"],
  ],
  renewalFigures: ["dueMinor", "renewedMinor", "rateBasisPoints"],
};

export const ROLE_PREFIX = "role:";
const isRecipient = (text: string): boolean =>
  idOf("usr").safeParse(text).success ||
  idOf("cgp").safeParse(text).success ||
  /^role:\S.{0,49}$/.test(text) ||
  email.safeParse(text).success;

const Threshold = z.strictObject({
  measure: text(100).describe("What is looked at: a measure of the report, of which the total counts."),
  op: z.enum(["gt", "gte", "lt", "lte"]).describe("How it is compared."),
  value: z.int().describe("With what: minor units of the tenant's currency, or a count."),
});

/**
 * Who gets which report when. `dailyReceipts` is yesterday's receipts: those booked on the days since the due day before,
 * in the subscription's zone. `renewalFigures` is what is due and renewed in the month and year of the last of these days.
 */
export const ReportSubscriptionInput = z.object({
  report: text(100)
    .optional()
    .describe(
      `The mail of receipts (dailyReceipts), that of renewals (renewalFigures), or a report of the catalogue. Either this, or savedReportId, or dashboardId.`,
    ),
  savedReportId: idOf("svr").optional().describe("A saved report that its recipients may use too."),
  dashboardId: idOf("dsb").optional().describe("A dashboard that its recipients may use too."),
  recipients: z
    .array(
      z
        .string()
        .max(254)
        .refine(
          isRecipient,
          "must be the id of a user or a group chat, a role such as role:manager, or a mail address that an admin has allowed",
        ),
    )
    .min(1)
    .max(RECIPIENTS_MAX)
    .describe(
      "Users by id, everybody of a role as role:manager, outside addresses that an admin has allowed; for chat, group chats by id.",
    ),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 08:00")
    .optional()
    .describe("The time of day, HH:MM. Either this or cron."),
  cron: z
    .string()
    .max(100)
    .optional()
    .describe("Minute, hour, day of the month (L is the last), month and day of the week: 0 9 * * MON."),
  timeZone: timeZone.optional().describe("The zone of its times; the tenant's, unless another is named."),
  days: z
    .enum(["daily", "workdays"])
    .describe("On all days, or on those that the tenant works (PUT /v1/working-calendar)."),
  channel: z
    .enum(["mail", "chat", "sms"])
    .optional()
    .describe(
      "How it is brought: by mail unless told otherwise; chat goes to group chats, sms is its figures in a sentence.",
    ),
  locale: locale.optional().describe("The language for all recipients; each one's own, unless told otherwise."),
  only: z
    .union(
      [z.enum(["changed", "alerts"]), Threshold],
      "must be changed, alerts, or a bound on a measure of the report: { measure, op, value }",
    )
    .optional()
    .describe(
      "Only when the figures differ from those told last (changed), when one of them passes a bound, or when a tile of the dashboard alerts (alerts).",
    ),
});

export const ReportSubscription = ReportSubscriptionInput.extend({
  ...recordFields,
  timeZone,
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  archived: z.boolean().optional(),
});

/** What of a subscription is shown besides: what comes of it, as it stands. */
export const ReportSubscriptionView = ReportSubscription.extend({
  nextAt: z.iso.datetime().optional().describe("When it is due next, as the tenant's calendar has it now."),
});

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const OUTSIDE_MAX = 200;

/** Where reports may go beyond the tenant's own people. Nowhere, until an admin says so. */
export const OutsideRecipients = z.object({
  addresses: z.array(email).max(OUTSIDE_MAX).default([]).describe("Mail addresses that may get reports."),
  domains: z
    .array(z.string().regex(DOMAIN, "must be a domain in small letters, such as example.com"))
    .max(OUTSIDE_MAX)
    .default([])
    .describe("Domains of which every mail address may."),
});

/** That somebody has left a subscription by the address in a mail; \`backAt\` is when they came back. */
export const ReportOptOut = z.object({
  ...recordFields,
  subscriptionId: z.string(),
  recipientId: z.string(),
  leftAt: instant,
  backAt: instant.optional(),
});
