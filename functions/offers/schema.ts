import * as z from "zod";
import { email, idOf, instant, locale, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const DocumentQuery = z.strictObject({
  locale: locale.optional().describe("The language of the document; the tenant's, unless told otherwise."),
});

export const SendInput = z.strictObject({
  locale: locale.optional().describe("The language that the page opens in; the tenant's, unless told otherwise."),
  contactId: idOf("con")
    .optional()
    .describe("Who is sent the address by mail, with the document; nobody, where left out."),
  expiresAt: instant.optional().describe("When the address ends, if before the quote does."),
});

/** An address by which a customer reads one revision of a quote, takes it or asks. The address itself is kept nowhere. */
export const QuoteLink = z.object({
  ...recordFields,
  quoteId: z.string(),
  revision: z.int(),
  locale,
  expiresAt: instant,
  contactId: z.string().optional(),
  revokedAt: instant.optional(),
});

const PERSON_MAX = 100;

/** Who takes a quote, and that they mean it. */
export const AcceptInput = z.strictObject({
  name: text(PERSON_MAX).describe("The name of whoever takes it."),
  email: email.describe("Their address."),
  consent: z.literal(true).describe("That they may bind their company and agree to the quote and its terms."),
});

export const QuestionInput = z.strictObject({
  name: text(PERSON_MAX).describe("The name of whoever asks."),
  email: email.describe("Where the answer goes."),
  question: text(2_000).describe("What they want to know."),
});

/** Who took a quote by its address, what they agreed to, and the document that they saw. */
export const QuoteAcceptance = z.object({
  ...recordFields,
  quoteId: z.string(),
  revision: z.int(),
  linkId: z.string(),
  name: z.string(),
  email: z.string(),
  /** The words that they agreed to. */
  consentText: z.string(),
  /** SHA-256 of the document as it was then. */
  documentHash: z.string(),
  totalMinor: z.int(),
  currency: z.string(),
});
