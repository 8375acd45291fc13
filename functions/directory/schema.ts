import * as z from "zod";
import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import { Filter } from "../../shared/filter/filter.ts";
import { idOf, instant, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const RANK_MAX = 1_000;
const EMPLOYEES_MAX = 10_000_000;
const DOMAINS_MAX = 20;
const TAGS_MAX = 50;
/** Deliveries that an entry remembers; beyond, the oldest that decide nothing go. */
export const SAID_MAX = 60;
const GRADES_MAX = 20;
const TASKS_MAX = 10;
const DUE_DAYS_MAX = 365;
const PULL_HOURS_MAX = 720;

const webAddress = z.url({ protocol: /^https?$/ }).max(500);
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}][\p{L}\p{N}-]{1,62}$/u, "must be the part behind the @, as in example.com");

/** Where companies are known from. Of two that say something the one of the smaller rank is believed. */
export const DirectorySourceInput = z.object({
  name: text(100).describe("What people call it."),
  rank: z.int().min(1).max(RANK_MAX).describe("How much it is believed: 1 before all others."),
  kind: z.enum(["list", "provider"]).describe("Whether it is delivered, or asked by us page by page."),
  baseUrl: webAddress.optional().describe("Of a provider: where it answers {baseUrl}/companies?cursor="),
  token: text(500).optional().describe("Of a provider: what it is called with, as a bearer; never shown."),
  pullHours: z.int().min(1).max(PULL_HOURS_MAX).default(24).describe("Of a provider: how often it is asked."),
});
export const DirectorySource = DirectorySourceInput.extend({
  ...recordFields,
  /** Where asking goes on, since when, and when next. */
  cursor: z.string().optional(),
  dueAt: instant.optional(),
  runAt: instant.optional(),
  pulledAt: instant.optional(),
  failures: z.int().optional(),
  error: z.string().optional(),
  archived: z.boolean().optional(),
});
export const DirectorySourceView = DirectorySource.omit({ token: true, cursor: true, runAt: true });

/** What a source may say of a company. */
export const said = {
  name: text(200).describe("The company's name."),
  registrationNo: text(64)
    .optional()
    .describe("Its registration number; the check digit of Chinese ones must be right."),
  vatNo: text(20).optional().describe("Its VAT number, which begins with its country; the check digit must be right."),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "must be two letters such as CN (ISO 3166-1)")
    .optional()
    .describe("Its country, by ISO 3166-1."),
  region: text(100).optional().describe("Its province or region."),
  industry: text(100).optional().describe("Its industry; known ones become a section of GB/T 4754."),
  size: z.int().min(0).max(EMPLOYEES_MAX).optional().describe("Its employees."),
  website: webAddress.optional().describe("Its website."),
  emailDomains: z.array(domain).max(DOMAINS_MAX).optional().describe("What stands behind the @ of its people."),
  phone: phone.optional(),
  address: text(300).optional().describe("Where it is."),
};
export const SAID_FIELDS = Object.keys(said) as (keyof typeof said)[];

/** What one source says of one company. Changing it corrects what was said, and archiving it takes it back. */
export const DirectoryDeliveryInput = z.object({
  sourceId: idOf("dsr").describe("Which source says it."),
  asOf: instant.optional().describe("When it was so; now, where left out."),
  ...said,
});
export const DirectoryDelivery = DirectoryDeliveryInput.extend({
  ...recordFields,
  ...phoneFields,
  asOf: instant,
  /** The entry that it counts for. */
  entryId: z.string().optional(),
  /** What a new entry that it makes is called. */
  newEntryId: z.string().optional(),
  archived: z.boolean().optional(),
});
/** As it is shown: how its entry came by its name is over. */
export const DirectoryDeliveryView = DirectoryDelivery.omit({ newEntryId: true });

/** Which delivery of which source a field's value comes from, and since when that source says so. */
const Origin = z.object({ sourceId: z.string(), deliveryId: z.string(), at: instant });

const Remembered = z.object({ id: z.string(), sourceId: z.string(), asOf: instant, values: z.looseObject({}) });
export type Remembered = z.output<typeof Remembered>;

/** What people say of an entry themselves. */
export const DirectoryEntryInput = z.object({
  tags: z
    .array(text(50))
    .max(TAGS_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .optional()
    .describe("Words that people group companies by."),
  ownerId: idOf("usr").optional().describe("Who looks after it."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

/** A company as all sources together know it. */
export const DirectoryEntry = DirectoryEntryInput.extend({
  ...said,
  ...recordFields,
  ...phoneFields,
  provenance: z.record(z.string(), Origin),
  /** What the sources have said: all else is reckoned of it. */
  said: z.array(Remembered).max(SAID_MAX + 1),
  grade: z.string().optional(),
  gradeWhy: z.string().optional(),
  accountId: z.string().optional(),
  /** The entry that took this one in, once they were known to be one company. */
  mergedInto: z.string().optional(),
  archived: z.boolean().optional(),
});
export const DirectoryEntryView = DirectoryEntry.omit({ said: true });

/** What leads to an entry: a registration number, or a name. */
export const DirectoryKey = z.object({ ...recordFields, entryId: z.string() });

/** A lead that was found to be of a company of the directory. */
export const DirectoryMatch = z.object({ ...recordFields, entryId: z.string(), leadId: z.string() });

export const DirectorySegmentInput = z.object({
  name: text(100).describe("What it is called."),
  filter: Filter.describe("Which companies it has, at every moment anew; { all: [] } is all."),
});
export const DirectorySegment = DirectorySegmentInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** What rules of grades may ask about. */
export const gradeFields = filterFieldsOf(DirectoryEntryView);

const When = Filter.superRefine((when, context) => {
  for (const { message } of filterErrors(when, gradeFields, "when")) context.addIssue({ code: "custom", message });
});

const task = z.strictObject({
  subject: text(200).describe("What is to be done."),
  kind: z.enum(["task", "call", "visit", "meeting"]).default("task").describe("What kind of activity it is."),
  dueDays: z.int().min(0).max(DUE_DAYS_MAX).default(1).describe("Days after the lead came by which it is to be done."),
});

const distinctGrades = (all: readonly { grade: string }[]): boolean =>
  new Set(all.map(({ grade }) => grade)).size === all.length;

/** How companies are graded, and what is done about a lead from a company of a grade. */
export const DirectoryPolicy = z.object({
  grades: z
    .array(
      z.strictObject({
        grade: text(20).describe("The grade, such as A."),
        why: text(200).describe("The reason that is shown with it."),
        when: When.describe("Which companies have it. The first rule that fits decides."),
      }),
    )
    .max(GRADES_MAX)
    .default([])
    .describe("Rules, the first that fits decides; without any there are no grades."),
  plans: z
    .array(
      z.strictObject({
        grade: text(20).describe("The grade that it is for."),
        tasks: z.array(task).min(1).max(TASKS_MAX),
      }),
    )
    .max(GRADES_MAX)
    .refine(distinctGrades, "must not name one grade twice")
    .default([])
    .describe("What whoever owns a lead is to do, by the grade of its company."),
});

export const ConvertInput = z.strictObject({
  accountId: idOf("acc").optional().describe("The account that it is; found by its number or made, where left out."),
  ownerId: idOf("usr").optional().describe("Who owns the new account; whoever looks after the entry, where left out."),
});
