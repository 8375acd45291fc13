import * as z from "zod";
import { basisPoints, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { Template, VariableValues } from "../templates/schema.ts";
import { Paged, Progress, Recipients, TO_WHOM } from "./schema.ts";

const VARIANTS_MAX = 3;

const Variant = z.strictObject({
  templateId: idOf("tpl").describe("The other text."),
  shareBasisPoints: basisPoints.min(1).describe("The share of the people who get it, drawn by campaign and person."),
});

/** A mail to many people. */
export const MailCampaignInput = z.object({
  name: text(100).describe("What it is called; of a service it is the purpose that is noted with each message."),
  templateId: idOf("tpl").describe("Its text, of mails; the template says whether it is marketing or a service."),
  variants: z
    .array(Variant)
    .max(VARIANTS_MAX)
    .optional()
    .describe("Other texts that shares of the people get, to compare them; the rest gets templateId."),
  holdOutBasisPoints: basisPoints.optional().describe("The share of the people who get nothing, to compare with."),
  variables: VariableValues.optional().describe("Values of the templates' own variables."),
  recipients: Recipients.describe(TO_WHOM),
  campaignId: idOf("cam").optional().describe("The campaign that it belongs to: whom it meets becomes its member."),
  mailboxId: idOf("mbx")
    .optional()
    .describe("The mailbox that answers come to, where each is counted once; to the sender's address, where left out."),
  tracks: z.boolean().optional().describe("False where neither opening nor following a button is counted."),
  ownerId: idOf("usr").optional().describe("Whose campaign it is; the caller's, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

/** A template as it was when a campaign was sent. */
const MailTextOf = Template.pick({ subject: true, preheader: true, blocks: true, variables: true, version: true });
const MailText = MailTextOf.extend({ templateId: z.string() });
export type MailText = z.output<typeof MailText>;

export const MailCampaign = MailCampaignInput.extend({
  ...recordFields,
  ...Progress,
  status: z.enum(["draft", "counting", "scheduled", "sending", "sent", "stopped"]),
  purpose: z.enum(["marketing", "service"]),
  /** When it begins, where it was not sent at once. */
  sendAt: instant.optional(),
  /** Its texts, as they were when it was sent. */
  texts: z.array(MailText).optional(),
});
export const MailCampaignView = MailCampaign.omit({ after: true, turns: true, texts: true, isAgreed: true });

export const SendInput = z.strictObject({
  at: instant.optional().describe("When it begins, within a year; at once, where left out."),
});

export const MailPreview = z.object({
  purpose: z.string(),
  recipients: z.int(),
  reachable: z.int(),
  unreachable: z.int(),
  withheld: z.int(),
  heldOut: z.int(),
  lacking: z.int().describe("People for whom a variable has neither value nor fallback: they get nothing."),
  doubled: z.int().describe("People at an address of another of these, as far as they stand on one page: one gets it."),
  ...Paged,
});

/** What became of a campaign's mails. Openings are told by a picture that some programs load unasked, and others never. */
export const MailFigures = z.object({
  variant: z.string().optional(),
  queued: z.int(),
  sent: z.int(),
  delivered: z.int(),
  bounced: z.int(),
  complained: z.int(),
  suppressed: z.int(),
  failed: z.int(),
  openedUnreliable: z.int(),
  clicked: z.int(),
  replied: z.int().describe("Mails that a person has answered, each once; counted where answers come to a mailbox."),
  withdrawn: z.int(),
});
