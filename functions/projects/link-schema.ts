import * as z from "zod";
import { email, idOf, instant, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { nodeKey } from "./schema.ts";

/** Where the customer finds what they are asked. */
export const PUBLIC_PATH = "/v1/public-projects/{token}";

/** What an address is for: accepting one milestone. */
export const LINK_KINDS = ["acceptance"] as const;

const PERSON_MAX = 100;

const link = {
  contactId: idOf("con").optional().describe("Who is sent the address by mail; nobody, where left out."),
  expiresAt: instant.optional().describe("When the address ends; in 30 days, unless told."),
  locale: locale.optional().describe("The language of the page; the tenant's, unless told."),
};

export const AcceptanceLinkInput = z.strictObject({
  milestone: nodeKey.describe("The key of the milestone that is accepted."),
  ...link,
});
const who = {
  name: text(PERSON_MAX).describe("The name of whoever answers."),
  email: email.describe("Their address."),
};

/** Who accepts a milestone, and that they mean it. */
export const AcceptInput = z.strictObject({
  ...who,
  consent: z.literal(true).describe("That they may accept for their company, and do."),
});
export const DeclineInput = z.strictObject({ ...who, reason: text(2_000).describe("What is missing.") });
/** What somebody said by an address, once. */
const LinkAnswer = z.object({
  at: instant,
  name: z.string(),
  email: z.string(),
  accepted: z.boolean().optional(),
  /** The words that they agreed to. */
  consentText: z.string().optional(),
  reason: z.string().optional(),
});

/** An address for a customer of a project. The address itself is kept nowhere. */
export const ProjectLink = z.object({
  ...recordFields,
  projectId: z.string(),
  kind: z.enum(LINK_KINDS),
  milestone: z.string().optional(),
  locale,
  expiresAt: instant,
  contactId: z.string().optional(),
  revokedAt: instant.optional(),
  answer: LinkAnswer.optional(),
});
