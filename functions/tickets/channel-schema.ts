import * as z from "zod";
import { HONEYPOT } from "../../shared/http/forms.ts";
import { email, idOf, instant, phone, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { PRIORITIES, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX } from "./schema.ts";

export const CHANNEL_KINDS = ["email", "form", "chat", "hotline"] as const;

const ORIGINS_MAX = 20;
const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[^/\s?#]+$/, "must be an origin such as https://www.example.com");

/** A way by which customers bring tickets: a mail address, a web form, a chat or a hotline. */
export const TicketChannelInput = z.object({
  name: text(100).describe("What people call it."),
  kind: z.enum(CHANNEL_KINDS).describe("What it is; that never changes."),
  queueId: idOf("tqu")
    .optional()
    .describe("The queue of its tickets; chosen by the queues' rules, where it is left out."),
  priority: z.enum(PRIORITIES).optional().describe("What its tickets begin with."),
  allowedOrigins: z
    .array(origin)
    .min(1)
    .max(ORIGINS_MAX)
    .optional()
    .describe("Pages that may send a form; any, where it is left out."),
  active: z.boolean().optional().describe("False closes it; it can be opened again."),
});

export const TicketChannel = TicketChannelInput.extend({
  ...recordFields,
  /** What the senders of a chat or a hotline sign with. */
  secrets: signingSecrets.optional(),
  archived: z.boolean().optional(),
});

export const TicketChannelView = TicketChannel.omit({ secrets: true }).extend({
  address: z.string().optional().describe("Where mails go; forward the address that customers know to it."),
  definitionPath: z.string().optional().describe("What a page needs to show the form."),
  submissionPath: z.string().optional().describe("Where the page sends it."),
  webhookPath: z
    .string()
    .optional()
    .describe("Where a chat, a hotline or the form's own server tells what was said, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

/** A browser sends fields that were left empty too. */
const withoutEmpty = (given: unknown): unknown =>
  typeof given === "object" && given !== null && !Array.isArray(given)
    ? Object.fromEntries(
        Object.entries(given).filter(([, value]) => !(typeof value === "string" && value.trim() === "")),
      )
    : given;

const Told = z
  .strictObject({
    name: text(100).optional().describe("Who asks."),
    email: email.optional().describe("Where the answer goes."),
    phone: phone.optional(),
    subject: text(SUBJECT_CHARS_MAX).describe("What it is about."),
    body: text(TEXT_CHARS_MAX).describe("What is asked."),
    renderedAt: z.string().max(300).describe("The token of the definition that the page was rendered with."),
    [HONEYPOT]: z.string().max(1_000).optional().describe("Left empty by people."),
  })
  .refine((given) => given.email !== undefined || given.phone !== undefined, {
    path: ["email"],
    message: "is required, or a phone",
  });

export const FORM_FIELDS = ["name", "email", "phone", "subject", "body"];

/** What a page sends. */
export const FormTicket = z.preprocess(withoutEmpty, Told);

export const FormTicketDefinition = z.object({
  id: z.string(),
  name: z.string(),
  fields: z.array(z.string()),
  honeypot: z.literal(HONEYPOT),
  renderedAt: z.string(),
});

const KEY_CHARS_MAX = 200;
const MESSAGES_MAX = 100;

/** Something that a customer has said in a chat or a call. */
export const ChatMessage = z.strictObject({
  id: text(KEY_CHARS_MAX).describe("The message's id where it was said; one that comes twice is taken once."),
  conversationId: text(KEY_CHARS_MAX).describe("What hangs together: a chat, a call."),
  subject: text(SUBJECT_CHARS_MAX).optional().describe("What it is about; the first line, where it is left out."),
  text: text(TEXT_CHARS_MAX).describe("What was said."),
  author: z
    .strictObject({
      name: text(100).optional().describe("Who says it."),
      email: email.optional().describe("Their address."),
      phone: phone.optional(),
    })
    .describe("Who says it."),
  at: instant.optional().describe("When it was said."),
});

export const ChatDelivery = z.strictObject({
  messages: z.array(ChatMessage).min(1).max(MESSAGES_MAX).describe("What was said, in its order."),
});
