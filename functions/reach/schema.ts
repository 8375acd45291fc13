import * as z from "zod";
import { recordFields } from "../../shared/table/entity.ts";

const CAPS_MAX = 10;
/** Messages of a cap and days of its window: what one person's tally, which is one row, has room for. */
const CAP_MESSAGES_MAX = 30;
export const CAP_DAYS_MAX = 90;

export const REACHING = ["email", "sms"] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of the day such as 21:00");

export const QuietHours = z
  .strictObject({
    from: time.describe("When they begin, on the recipient's clock."),
    to: time.describe("When they end; earlier than from is on the next day."),
    channels: z.array(z.enum(REACHING)).min(1).max(REACHING.length).default(["sms"]).describe("What waits meanwhile."),
    service: z.boolean().default(false).describe("True where messages of a service wait too, and not marketing alone."),
  })
  .refine(({ from, to }) => from !== to, { path: ["to"], message: "must not be the same as from" });

export const Cap = z.strictObject({
  channel: z.enum(REACHING).optional().describe("The channel that it counts; all together, where left out."),
  messages: z.int().min(1).max(CAP_MESSAGES_MAX).describe("How many messages of marketing one person gets at most."),
  days: z.int().min(1).max(CAP_DAYS_MAX).describe("In any so many days, counted from the moment that a cap is set."),
});

/** When and how often a tenant reaches people outside. */
export const ReachSettings = z.object({
  quietHours: QuietHours.optional().describe("When nobody is written to; a message waits until they end."),
  caps: z.array(Cap).max(CAPS_MAX).default([]).describe("How often a person gets marketing, whatever sends it."),
  overCap: z
    .enum(["suppress", "wait"])
    .default("suppress")
    .describe("What becomes of a message that is one too many: it is not sent, or waits until there is room."),
});

/** What one person, or one address, was sent of marketing, as long as a cap counts it. */
export const ReachTally = z.object({
  ...recordFields,
  entries: z.array(z.object({ sending: z.string(), channel: z.enum(REACHING), at: z.string() })),
});

/** How a tenant's marketing by mail is taken, and whether it is stopped for it. */
export const SendingState = z.object({
  ...recordFields,
  stoppedAt: z.string(),
  /** Until when marketing waits; the operator may end it earlier. */
  resumesAt: z.string(),
  /** What was sent before this did not count. */
  countsFrom: z.string().optional(),
  because: z.enum(["bounces", "complaints"]),
});

export const Reputation = z.object({
  state: z.enum(["open", "stopped"]),
  because: z.enum(["bounces", "complaints"]).optional(),
  stoppedAt: z.string().optional(),
  resumesAt: z.string().optional(),
  sent: z.int().describe("Mails of marketing that were sent in the window that counts."),
  bounced: z.int(),
  complained: z.int(),
  bounceBasisPoints: z.int(),
  complaintBasisPoints: z.int(),
  bounceBasisPointsMax: z.int().describe("More than this stops marketing by mail for a day."),
  complaintBasisPointsMax: z.int(),
});
