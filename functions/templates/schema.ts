import * as z from "zod";
import { fieldKey } from "../../shared/records/fields.ts";
import { idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const SUBJECT_CHARS_MAX = 200;
const LABEL_CHARS_MAX = 100;
const PARAGRAPH_CHARS_MAX = 2_000;
const URL_CHARS_MAX = 1_000;
const SMS_CHARS_MAX = 1_000;
const BLOCKS_MAX = 50;
const ROWS_MAX = 30;
const VARIABLES_MAX = 50;
const VALUE_CHARS_MAX = 500;

/** Characters of all blocks together: what a message's row, which keeps its own text, has room for. */
export const BLOCKS_CHARS_MAX = 50_000;

const label = text(LABEL_CHARS_MAX);
const value = text(VALUE_CHARS_MAX);
const tone = z.enum(["neutral", "good", "attention"]).optional().describe("How it is coloured.");
const Row = z.strictObject({ label: label.describe("What it is."), value: value.describe("What it says.") });
const Item = z.strictObject({
  title: value.describe("What stands on the left."),
  detail: value.optional().describe("What stands below it."),
  value: value.describe("What stands on the right."),
  note: value.optional().describe("What stands below that."),
  tone,
});
const Total = z.strictObject({ title: label.describe("What the sum is called."), value: value.describe("The sum.") });

/** What the text of a mail is made of; every text may hold variables. */
export const TemplateBlock = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("heading"), text: text(SUBJECT_CHARS_MAX).describe("A heading.") }),
  z.strictObject({ kind: z.literal("paragraph"), text: text(PARAGRAPH_CHARS_MAX).describe("A paragraph.") }),
  z.strictObject({ kind: z.literal("note"), text: text(PARAGRAPH_CHARS_MAX).describe("Small print.") }),
  z.strictObject({
    kind: z.literal("figure"),
    label: label.describe("What the figure is of."),
    value: label.describe("The one figure that the reader looks for."),
    note: value.optional().describe("A remark on it."),
    tone,
  }),
  z.strictObject({ kind: z.literal("facts"), rows: z.array(Row).min(1).max(ROWS_MAX).describe("Facts, a line each.") }),
  z.strictObject({
    kind: z.literal("list"),
    items: z.array(Item).min(1).max(ROWS_MAX).describe("Lines of two columns."),
    total: Total.optional().describe("The line below them."),
  }),
  z.strictObject({
    kind: z.literal("button"),
    label: label.describe("What it says."),
    url: text(URL_CHARS_MAX).describe("Where it leads; variables may stand behind the host."),
  }),
]);

const Variable = z.strictObject({
  name: z
    .string()
    .regex(/^(custom\.)?[a-z][A-Za-z0-9]{0,39}$/, "must be letters and digits, beginning small")
    .describe(
      "A field of the person, such as name or custom.size, or a name of its own that whoever sends it fills in.",
    ),
  fallback: value.optional().describe("What stands there for whom there is no value. Without it they get nothing."),
});

/** The values that whoever sends gives to a template's own variables. */
export const VariableValues = z.record(fieldKey, value);

/** A text for many people, with places that are filled in for each. */
export const TemplateInput = z.object({
  name: text(LABEL_CHARS_MAX).describe(
    "What it is called; of a service it is the purpose that is noted with a message.",
  ),
  channel: z.enum(["email", "sms"]).describe("How it is sent."),
  purpose: z.enum(["marketing", "service"]).describe("Marketing needs the consent of each; a service does not."),
  subject: text(SUBJECT_CHARS_MAX).optional().describe("The subject of a mail. {{name}} is the person's name."),
  preheader: text(SUBJECT_CHARS_MAX).optional().describe("What mail programs show behind the subject."),
  blocks: z.array(TemplateBlock).min(1).max(BLOCKS_MAX).optional().describe("The text of a mail."),
  text: text(SMS_CHARS_MAX).optional().describe("The text message, without signature and opt-out words."),
  variables: z
    .array(Variable)
    .max(VARIABLES_MAX)
    .optional()
    .describe("Variables of its own, and what stands there for people who lack a field."),
});
export const Template = TemplateInput.extend({
  ...recordFields,
  ownerId: z.string().optional(),
  archived: z.boolean().optional(),
});

const personId = z.string().regex(/^(con|led)_[0-9A-Za-z]{6,40}$/, "must be the id of a contact or a lead");

export const PreviewInput = z.strictObject({
  personId: personId.describe("The contact or lead for whom it is filled in."),
  variables: VariableValues.optional().describe("Values of its own variables."),
});

export const TestInput = PreviewInput.extend({
  userId: idOf("usr").optional().describe("The colleague who gets it; whoever calls, where left out."),
});

/** A template as one person would get it. */
export const TemplatePreview = z.object({
  missing: z.array(z.string()).describe("Variables without value and fallback: this person would get nothing."),
  subject: z.string().optional(),
  html: z.string().optional(),
  text: z.string().describe("The plain part of a mail, or the whole text message."),
  encoding: z.enum(["GSM-7", "UCS-2"]).optional(),
  characters: z.int().optional(),
  parts: z.int().optional(),
});
export const TestSent = z.object({ messageId: z.string(), to: z.string() });
