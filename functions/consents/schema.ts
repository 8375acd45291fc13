import * as z from "zod";
import { CHANNELS } from "../../shared/notify/channels.ts";
import { purpose } from "../../shared/notify/consent.ts";
import { amountMinor, idOf, instant, phone, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const WORDS_MAX = 50;
const MONTHS_MAX = 240;

/** What shows that somebody agreed or withdrew. */
export const Evidence = z.strictObject({
  textVersion: text(200).describe("Which version of which text they agreed to, such as newsletter/3."),
  source: text(100).describe("Where they said so: a form, a call, a letter, an import."),
  at: instant.describe("When they said so; it may not lie in the future."),
  text: text(1_000).optional().describe("The words that they agreed to."),
  address: text(100).optional().describe("The network address that it came from."),
  confirmedAt: instant.optional().describe("When they confirmed it by a mail, where that was done elsewhere."),
});

/** What one person has agreed to or withdrawn, for one channel and one purpose. */
export const ConsentInput = z.object({
  contactId: idOf("con").optional().describe("Whose it is, if they are a contact."),
  leadId: idOf("led").optional().describe("Whose it is, if they are a lead."),
  channel: z.enum(CHANNELS).describe("How they may be reached."),
  purpose: purpose.describe("What for, such as marketing; a withdrawal for all ends every purpose of the channel."),
  state: z.enum(["given", "withdrawn"]).describe("What they said. The newest by evidence.at holds."),
  evidence: Evidence.describe("What shows it."),
  ownerId: idOf("usr").optional().describe("Who sees it as their own; the person's owner, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the person's department, where left out."),
});

export const Consent = ConsentInput.extend({
  ...recordFields,
  /** `requested` is a consent that its person is yet to confirm by mail. */
  state: z.enum(["given", "withdrawn", "requested"]),
  personId: z.string(),
  /** Who recorded it. */
  recordedBy: z.string(),
  /** Of a withdrawal: until when the evidence of it and of what it ended is kept. */
  keptUntil: instant.optional(),
  /** When the personal part of the evidence was erased. */
  erasedAt: instant.optional(),
  archived: z.boolean().optional(),
});

/** How a tenant asks for consent and how long it keeps what shows it. */
export const ReachPolicy = z.object({
  doubleOptIn: z
    .boolean()
    .default(false)
    .describe("True where a consent to mail holds only once its person has confirmed it by a mail."),
  evidenceKeptMonths: z
    .int()
    .min(1)
    .max(MONTHS_MAX)
    .default(36)
    .describe("Months after a withdrawal for which address and wording of the evidence are kept."),
  optOutWords: z
    .array(text(30))
    .min(1)
    .max(WORDS_MAX)
    .default([
      "TD",
      "T",
      "N",
      "退订",
      "退訂",
      "拒收",
      "取消",
      "STOP",
      "STOPALL",
      "UNSUBSCRIBE",
      "QUIT",
      "END",
      "CANCEL",
    ])
    .describe("Replies by text message, and outcomes of calls, that withdraw consent."),
  smsSignature: text(30).optional().describe("Who text messages say they are from; the tenant's name, where left out."),
  smsOptOut: text(60)
    .optional()
    .describe("What stands behind marketing by text message: how one opts out. Left out, in the tenant's language."),
  smsPartPriceMinor: amountMinor
    .default(5)
    .describe("What one part of a text message costs, in minor units of the tenant's currency."),
  linksFrom: instant.optional().describe("Preference addresses issued before this moment open nothing."),
});

export const SmsReplyInput = z.strictObject({
  from: phone.describe("The number that the reply came from."),
  text: text(1_000).describe("What it says."),
  at: instant.optional().describe("When it was sent; now, where left out."),
});
export const SmsReply = z.object({ optOut: z.boolean(), withdrawn: z.int() });

/** What a person says on their own page. */
export const PreferenceInput = z.strictObject({
  channel: z.enum(CHANNELS).optional().describe("The channel; that of the address, where left out."),
  purpose: purpose.optional().describe("The purpose; that of the address, where left out. all is every purpose."),
  state: z.enum(["given", "withdrawn"]).describe("What they say. Confirming a consent is given."),
});

export const Preference = z.object({ channel: z.enum(CHANNELS), purpose: z.string(), state: z.string() });
