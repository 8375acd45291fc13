import * as z from "zod";
import { HONEYPOT } from "../../shared/http/forms.ts";
import { CHANNELS } from "../../shared/notify/channels.ts";
import { fieldKey } from "../../shared/records/fields.ts";
import { idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { asTaken } from "./browser.ts";
import { LeadInput } from "./schema.ts";

const ORIGINS_MAX = 20;
const CUSTOM_KEYS_MAX = 30;

const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[^/\s?#]+$/, "must be an origin such as https://www.example.com");

/** A form on a web page that brings leads in. Its id is public: it stands in the page. */
export const LeadFormInput = z.object({
  name: text(100),
  /** What its leads begin with. */
  channel: text(100).optional(),
  campaign: text(100).optional(),
  poolId: LeadInput.shape.poolId,
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  region: LeadInput.shape.region,
  /** What somebody agrees to by ticking the box, word for word, and for which channels. */
  consentText: text(400).optional(),
  consentChannels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).optional(),
  /** The tenant's own fields that the form asks for. */
  customKeys: z.array(fieldKey).max(CUSTOM_KEYS_MAX).optional(),
  /** Pages that may send it; without them any page may. */
  allowedOrigins: z.array(origin).min(1).max(ORIGINS_MAX).optional(),
  /** False closes the form; it can be opened again. */
  active: z.boolean().optional(),
});
export const LeadForm = LeadFormInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const LeadFormView = LeadForm.extend({ definitionPath: z.string(), submissionPath: z.string() });

const { name, company, title, email, phone, website, note, productIds, custom } = LeadInput.shape;

/** What a page sends, once it is read as browsers write it. */
const Told = z
  .strictObject({
    name,
    company,
    title,
    email,
    phone,
    website,
    note,
    productIds,
    custom,
    consent: z.boolean().optional(),
    /** The token of the definition that the page was rendered with. */
    renderedAt: z.string().max(300),
    [HONEYPOT]: z.string().max(1_000).optional(),
  })
  .refine((given) => given.email !== undefined || given.phone !== undefined, {
    path: ["email"],
    message: "is required, or a phone",
  });
const FIELDS = Object.keys(Told.shape);

export const Submission = z.preprocess((given) => asTaken(given, FIELDS), Told);
export type Submission = z.output<typeof Submission>;

/** What a page needs to show a form. */
export const FormDefinition = z.object({
  id: z.string(),
  name: z.string(),
  fields: z.array(z.string()),
  consentText: z.string().optional(),
  /** A field to be left empty and hidden from people. */
  honeypot: z.literal(HONEYPOT),
  /** To be sent back with the submission. */
  renderedAt: z.string(),
});

/** A submission that has become a lead; an equal one within the minute adds nothing. */
export const FoldedSubmission = z.object({
  ...recordFields,
  leadId: z.string(),
  /** What was said, so that the very same sent twice is told from a further request. */
  said: z.string().optional(),
  ttl: z.int(),
});
