import * as z from "zod";
import { EDITIONS, MEASURES } from "../../shared/auth/licence.ts";
import { civilDay, currency, email, instant, locale, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Calls a second that a tenant may make, unless the operator sets another figure. */
export const REQUESTS_PER_SECOND_DEFAULT = 500;
export const REQUESTS_PER_SECOND_MAX = 10_000;

const QUOTA_MAX = 1_000_000_000_000_000;
const quota = (what: string) =>
  z.int().min(1).max(QUOTA_MAX).optional().describe(`${what}; left out, what the licence's state gives.`);

/** How much a licence has of what is measured. */
export const QuotasInput = z.strictObject({
  rows: quota("Rows of the table, with those by which records are found"),
  storageBytes: quota("Bytes of files and of all else that lies in the bucket"),
  calls: quota("Calls a month"),
  messages: quota("Mails, text messages and messages to groups a month"),
});

/** What the operator has licensed to a tenant. Left out, a tenant has everything, without limits. */
export const LicenceInput = z.strictObject({
  state: z
    .enum(["demo", "registered"])
    .describe("A demo holds 50 accounts, contacts and leads each, and three people."),
  edition: z.enum(EDITIONS).default("enterprise").describe("Which modules it has."),
  seats: z.int().min(1).max(100_000).optional().describe("How many people may work with it; left out, any number."),
  validUntil: civilDay.optional().describe("Its last day, in the tenant's time zone; left out, it does not end."),
  quotas: QuotasInput.optional().describe("Bounds of what is measured; those of the licence's state where left out."),
});

/** The licence as it is kept: the editions that the tenant had before, and how often it was changed. */
export const Licensed = z.object({
  ...LicenceInput.shape,
  had: z.array(z.enum(EDITIONS)).optional(),
  counted: z.int(),
  activationCodeId: z.string().optional(),
});

/** The business modes: in which way a company sells. */
export const MODES = ["standard", "membership", "promotion", "project", "keyAccount"] as const;

/** The business modes that a tenant is opened with. */
export const ModesInput = z
  .array(z.enum(MODES))
  .max(MODES.length)
  .refine((modes) => new Set(modes).size === modes.length, "must not name one twice")
  .describe(
    "The business modes that it begins with, as `POST /v1/presets/{mode}/install` brings them; more may come later.",
  );

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

/** The first person of a tenant; one with an address is invited to sign in. */
export const Administrator = z.strictObject({
  name: text(100).describe("What the first administrator is called."),
  email: email.describe("Their mail address: with it they sign in."),
});

export const Tenant = TenantInput.extend({
  ...recordFields,
  requestsPerSecondMax: z.int().min(1).max(REQUESTS_PER_SECOND_MAX),
  sealingKey: z.string(),
  licence: Licensed.optional(),
  /** What is brought once it is open, in the name of its first administrator. */
  opening: z.object({ modes: ModesInput, administratorId: z.string() }).optional(),
});

/** What a tenant's own users see of it. */
export const TenantView = Tenant.omit({ sealingKey: true, licence: true, opening: true });

/** How near a tenant has come to what its licence has, in hundredths: nothing, those at which it is warned, and all. */
export const QUOTA_LEVELS = [0, 80, 95, 100] as const;

/** What is told of one measure: how near, of how much, how much there was then, and in which month where months are told apart. */
export const QuotaLevel = z.object({
  level: z.union(QUOTA_LEVELS.map((level) => z.literal(level))),
  used: z.int(),
  most: z.int(),
  month: z.string().optional(),
});

export const QuotaStanding = z.object({
  ...recordFields,
  levels: z.partialRecord(z.enum(MEASURES), QuotaLevel),
});

/** The operator's entry of a tenant. */
export const TenantEntry = z.object({
  ...recordFields,
  name: z.string(),
  archived: z.boolean().optional(),
  /** How it stands, where it is not open. */
  state: z.enum(["suspended", "closing", "deleting", "deleted"]).optional(),
  /** When it is deleted, if nobody opens it again before. */
  deleteAt: instant.optional(),
});

const DAYS_MAX = 1_000;
const HOURS_MAX = 50;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of the day such as 09:00");
const day = civilDay.describe("The day.");
const called = text(50).optional().describe("What it is called.");

/** When the tenant works. Governments say holidays year by year, so none are built in. */
export const WorkingCalendar = z.object({
  weekly: z
    .array(
      z.strictObject({
        day: z.int().min(1).max(7).describe("The day of the week, 1 Monday to 7 Sunday."),
        from: time.describe("When work begins, in the tenant's time zone."),
        to: time.describe("When it ends; no later than it begins means on the next day."),
      }),
    )
    .min(1)
    .max(HOURS_MAX)
    .default([1, 2, 3, 4, 5].map((weekday) => ({ day: weekday, from: "09:00", to: "18:00" })))
    .describe("The hours of a week; a day that is not named is free, one with a break is named twice."),
  holidays: z
    .array(z.strictObject({ on: day, name: called }))
    .max(DAYS_MAX)
    .default([])
    .describe("Days that are free besides."),
  workdays: z
    .array(
      z
        .strictObject({
          ...{ on: day, name: called },
          from: time.optional().describe("When work begins on it; as in the week's first day, unless told."),
          to: time.optional().describe("When it ends."),
        })
        .refine(({ from, to }) => (from === undefined) === (to === undefined), "names both from and to, or neither"),
    )
    .max(DAYS_MAX)
    .default([])
    .describe("Days that are worked though they would be free: a Saturday that makes up for a holiday."),
});
