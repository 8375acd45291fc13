import * as z from "zod";
import { idOf, instant, locale, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const SIGNERS_MAX = 5;
const EVENTS_A_CALL_MAX = 100;
const REASON_MAX = 500;

/** A provider of electronic signatures: any that speaks the generic contract, by itself or through a bridge. */
export const SigningConnectionInput = z.object({
  name: text(100).describe("What people call it."),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Where it answers: PUT {baseUrl}/envelopes/{ref}."),
  token: text(500).describe("What it is called with, as a bearer; never shown."),
  isDefault: z.boolean().optional().describe("Takes envelopes that name no connection."),
});
export const SigningConnection = SigningConnectionInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const SigningConnectionView = SigningConnection.omit({ secrets: true, token: true }).extend({
  webhookPath: z.string().optional().describe("Where it tells what became of envelopes, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

/**
 * How an envelope stands. What ended it first, by the time at which that happened, says how; a signature that was taken
 * stays.
 *
 *   preparing ── sent ── viewed ─┬─ signed
 *                                ├─ declined
 *                                ├─ expired
 *                                └─ cancelled
 */
export const ENVELOPE_STATES = ["preparing", "sent", "viewed", "signed", "declined", "expired", "cancelled"] as const;
export const OPEN_STATES: readonly string[] = ["preparing", "sent", "viewed"];

export const EVENT_TYPES = ["viewed", "signed", "declined", "expired", "cancelled"] as const;

export const EnvelopeInput = z.strictObject({
  quoteId: idOf("quo").optional().describe("The approved quote that is signed: it is accepted by that."),
  orderId: idOf("ord").optional().describe("The draft of an order that is signed: it is signed by that."),
  contactIds: z
    .array(idOf("con"))
    .min(1)
    .max(SIGNERS_MAX)
    .describe("Who signs: contacts of the account with a mail address. It is signed once all of them have."),
  connectionId: idOf("sgc")
    .optional()
    .describe("The provider; the default one, where left out, and without any the product's own page."),
  isLocal: z.boolean().optional().describe("true: signed on the product's own page, whatever providers there are."),
  locale: locale.optional().describe("The language of the document and the mail; the tenant's, where left out."),
  message: text(1_000).optional().describe("What stands in the mail to those who sign."),
  expiresAt: instant.optional().describe("When it ends unsigned; in 30 days, and never after its quote."),
});

/** What is known of a signature made on the product's own page. */
const Evidence = z.object({
  name: z.string().describe("The name that was typed as signature."),
  from: z.string().describe("The address that it came from."),
  agent: z.string().optional().describe("The browser."),
  consentText: z.string().describe("The words that were agreed to."),
});

const Signer = z.object({
  contactId: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  viewedAt: instant.optional(),
  signedAt: instant.optional(),
  declinedAt: instant.optional(),
  reason: z.string().optional(),
  evidence: Evidence.optional(),
});

export const Envelope = z.object({
  ...recordFields,
  quoteId: z.string().optional(),
  orderId: z.string().optional(),
  recordId: z.string().describe("The quote or order."),
  accountId: z.string(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  /** Who sent it: what a signature brings about is done in their name. */
  senderId: z.string().optional(),
  connectionId: z.string().optional(),
  locale,
  title: z.string(),
  message: z.string().optional(),
  /** SHA-256 of what the record said when it was sent: a signature counts for nothing else. */
  termsHash: z.string(),
  /** SHA-256 of the document's bytes. */
  documentHash: z.string(),
  signers: z.array(Signer).max(SIGNERS_MAX),
  state: z.enum(ENVELOPE_STATES),
  expiresAt: instant,
  sentAt: instant.optional(),
  expiredAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelReason: z.string().optional(),
  endedAt: instant.optional(),
  reason: z.string().optional().describe("Why it was declined or cancelled."),
  refusal: z.string().optional().describe("Why a signature did not accept the quote, or sign the order."),
  externalId: z.string().optional().describe("Its id at the provider."),
  /** The provider is still to be told that it was cancelled. */
  isUntold: z.boolean().optional(),
  fileIds: z.array(z.string()).optional().describe("The files of the signed document and its evidence."),
  failures: z.int(),
  error: z.string().optional().describe("Why the provider, asked last, did not do it."),
  dueAt: instant.optional(),
});

export const EnvelopeView = Envelope.omit({
  termsHash: true,
  cancelReason: true,
  isUntold: true,
  failures: true,
  dueAt: true,
});

const Link = z.object({ contactId: z.string(), linkId: z.string(), publicUrl: z.string(), expiresAt: z.string() });
/** With the addresses of those who sign, which are shown this once. */
export const EnvelopeSent = EnvelopeView.extend({ links: z.array(Link) });

/** An address by which one person reads a document and signs it. The address itself is kept nowhere. */
export const EnvelopeLink = z.object({
  ...recordFields,
  envelopeId: z.string(),
  contactId: z.string(),
  expiresAt: instant,
  revokedAt: instant.optional(),
});

export const CancelInput = z.strictObject({ reason: text(REASON_MAX).describe("Why it is called back.") });

export const SignInput = z.strictObject({
  name: text(100).describe("The name of whoever signs, typed as their signature."),
  consent: z.literal(true).describe("That they may bind their company and agree to the document."),
});
export const DeclineInput = z.strictObject({ reason: text(REASON_MAX).describe("Why it is not signed.") });

/** What a provider tells of an envelope. */
export const EnvelopeEvent = z.looseObject({
  type: z.enum(EVENT_TYPES).describe("What happened."),
  at: instant.describe("When it did."),
  signer: text(100)
    .optional()
    .describe("Who did it, by the id that the provider was told; all who sign, where left out."),
  reason: text(REASON_MAX).optional().describe("Why, of what was declined or cancelled."),
});

export const SigningNotice = z.looseObject({
  events: z
    .array(EnvelopeEvent.extend({ ref: idOf("env").describe("The envelope, by the name under which it was made.") }))
    .min(1)
    .max(EVENTS_A_CALL_MAX)
    .describe("What became of envelopes, in any order and however often."),
});
