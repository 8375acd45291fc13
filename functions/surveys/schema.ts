import * as z from "zod";
import { email, idOf, instant, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** How one asks: how satisfied somebody was (1 to 5), or whether they would recommend us (0 to 10). */
export const SURVEY_KINDS = ["csat", "nps"] as const;
export const SURVEY_STATES = ["waiting", "answered", "revoked"] as const;
export const SURVEYED = ["project", "ticket"] as const;

const VALID_DAYS_MAX = 365;
const asked = z.enum(["none", ...SURVEY_KINDS]);

/** What customers are asked once something was done for them. */
export const SurveyPolicy = z.object({
  projects: asked.default("none").describe("What is asked once a project is closed: csat, nps, or none."),
  tickets: asked.default("none").describe("What is asked once a ticket is closed: csat, nps, or none."),
  quietDays: z
    .int()
    .min(0)
    .max(VALID_DAYS_MAX)
    .default(30)
    .describe("Nobody is asked by the product itself within so many days of the last time; 0 asks every time."),
  validDays: z.int().min(1).max(VALID_DAYS_MAX).default(30).describe("The days until an address ends."),
  lowCsat: z.int().min(0).max(5).default(2).describe("A csat answer of so much or less makes a task; 0 makes none."),
  lowNps: z.int().min(-1).max(10).default(6).describe("An nps answer of so much or less makes a task; -1 makes none."),
  taskDays: z.int().min(0).max(60).default(2).describe("The days until that task is due."),
});

/** One question to one customer about one piece of work, and the answer. It is the address's own row. */
export const Survey = z.object({
  ...recordFields,
  kind: z.enum(SURVEY_KINDS),
  state: z.enum(SURVEY_STATES),
  aboutNoun: z.enum(SURVEYED),
  aboutId: z.string(),
  /** The project or ticket as it was called then. */
  name: z.string(),
  accountId: z.string().optional(),
  contactId: z.string().optional(),
  /** Who managed the project or answered the ticket. */
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  productType: z.string().optional(),
  locale,
  expiresAt: instant,
  score: z.int().optional(),
  comment: z.string().optional(),
  answeredAt: instant.optional(),
  answeredBy: z.string().optional(),
  revokedAt: instant.optional(),
  /** The task that a low score has made. */
  taskId: z.string().optional(),
  archived: z.boolean().optional(),
});

/** When somebody was last asked by the product itself. */
export const SurveyTurn = z.object({ ...recordFields, askedAt: instant });

export const SendSurveyInput = z.strictObject({
  kind: z
    .enum(SURVEY_KINDS)
    .optional()
    .describe(
      "csat asks how satisfied they are (1 to 5), nps whether they recommend (0 to 10); nps of projects, csat of tickets, unless told.",
    ),
  contactId: idOf("con").optional().describe("Who is sent the address by mail; nobody, where left out."),
  expiresAt: instant.optional().describe("When the address ends; after the days of the survey policy, unless told."),
  locale: locale.optional().describe("The language of the page; the tenant's, unless told."),
});

const blank = (given: unknown): unknown => (given === "" ? undefined : given);
/** A form sends what was chosen as text; nothing else becomes a number. */
const chosen = (given: unknown): unknown =>
  typeof given === "string" && /^\d{1,2}$/.test(given) ? Number(given) : blank(given);

/** What a visitor sends, by a form or as JSON. */
export const AnswerInput = z.strictObject({
  score: z.preprocess(chosen, z.int().min(0).max(10)).describe("csat: 1 to 5; nps: 0 to 10."),
  comment: z.preprocess(blank, text(2_000).optional()).describe("What they want to add."),
  name: z.preprocess(blank, text(100).optional()).describe("Who answers, if they want to say it."),
  email: z.preprocess(blank, email.optional()).describe("Their address, if they want to say it."),
});
