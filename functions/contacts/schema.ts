import * as z from "zod";
import { CHANNELS } from "../../shared/notify/channels.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { civilDay, email, idOf, instant, locale, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const EMPLOYMENTS_MAX = 20;
export const CONSENTS_MAX = 40;
export const TAGS_MAX = 50;

/** The part that a person plays in a purchase. */
export const DECISION_ROLES = ["decider", "influencer", "champion", "user", "gatekeeper", "blocker"] as const;

/** Where a person works or has worked; without `toOn` they still do. */
export const Employment = z
  .strictObject({
    accountId: idOf("acc").describe("The company."),
    role: text(100).optional().describe("The title that they have there."),
    decisionRole: z.enum(DECISION_ROLES).optional().describe("The part that they play in its purchases."),
    fromOn: civilDay.optional().describe("The first day."),
    toOn: civilDay.optional().describe("The last day; left out while they work there."),
  })
  .refine(({ fromOn, toOn }) => !fromOn || !toOn || fromOn <= toOn, {
    path: ["toOn"],
    message: "must not be before fromOn",
  });

/**
 * What a person has agreed to or refused, and what shows it: the wording of the form, a recording, a letter. Each entry
 * is recorded as a consent for marketing off the stream; what holds is asked of the consents.
 */
export const Consent = z.strictObject({
  channel: z.enum(CHANNELS),
  granted: z.boolean(),
  at: instant,
  evidence: text(500),
});

export const tags = z
  .array(text(50))
  .max(TAGS_MAX)
  .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** A person at a customer company. */
export const ContactInput = z.object({
  name: text(100),
  /** The company that the person works for now. */
  accountId: idOf("acc"),
  role: text(100).optional(),
  decisionRole: z.enum(DECISION_ROLES).optional(),
  email: email.optional(),
  phone: phone.optional(),
  employments: z
    .array(Employment)
    .max(EMPLOYMENTS_MAX)
    .optional()
    .describe("Other companies, and earlier ones. With another accountId the one before ends by itself."),
  consents: z.array(Consent).max(CONSENTS_MAX).optional(),
  preferredLanguage: locale.optional(),
  tags: tags.optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  custom: CustomValues.optional(),
});

export const Contact = ContactInput.extend({
  ...recordFields,
  ...phoneFields,
  /** The lead that this person came from. */
  leadId: z.string().optional(),
  /** The contact that took this one in. */
  mergedInto: z.string().optional(),
  archived: z.boolean().optional(),
});
