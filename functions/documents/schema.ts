import * as z from "zod";
import { email, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { patternProblem } from "./rules.ts";

/** What the tenant numbers without gaps. */
export const NUMBER_KINDS = ["quote", "invoice", "creditNote", "receipt", "ticket"] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** A text in the languages that documents speak. */
const spoken = (max: number) =>
  z.strictObject({
    "zh-CN": text(max).optional().describe("In Chinese."),
    en: text(max).optional().describe("In English."),
  });

const PATTERN_MAX = 40;
const pattern = text(PATTERN_MAX).refine((given) => patternProblem(given) === undefined, {
  error: ({ input }) => patternProblem(String(input)),
});

const TERMS_MAX = 6_000;

/** How the tenant's documents look, are numbered and what they say. */
export const documentSetSchema = z.strictObject({
  name: spoken(200).default({}).describe("The company's name on paper; the tenant's own where it is left out."),
  address: spoken(300).default({}).describe("Where it is."),
  phone: text(60).optional().describe("As it is printed."),
  email: email.optional().describe("As it is printed."),
  website: text(200).optional().describe("As it is printed."),
  tax: z
    .strictObject({
      taxNo: text(40).optional().describe("The company's tax number."),
      bankName: text(100).optional().describe("The bank that customers pay to."),
      bankAccountNo: text(64).optional().describe("The account that they pay to."),
    })
    .default({})
    .describe("What tax authorities and payers ask for."),
  terms: z
    .strictObject({
      quote: spoken(TERMS_MAX).optional().describe("Below every quote."),
      order: spoken(TERMS_MAX).optional().describe("Below every order that is to be signed."),
      invoice: spoken(TERMS_MAX).optional().describe("Below every invoice and credit note."),
      statement: spoken(TERMS_MAX).optional().describe("Below every statement of account."),
      receipt: spoken(TERMS_MAX).optional().describe("Below every receipt."),
    })
    .default({})
    .describe("What stands below the documents."),
  numbers: z
    .strictObject({
      quote: pattern.default("QT-{YYYY}-{NNNN}").describe("The numbers of quotes."),
      invoice: pattern.default("INV-{YYYY}-{NNNNN}").describe("The numbers of invoices."),
      creditNote: pattern.default("CN-{YYYY}-{NNNNN}").describe("The numbers of credit notes."),
      receipt: pattern.default("RC-{YYYY}-{NNNNN}").describe("The numbers of receipts."),
      ticket: pattern.default("T{YYYY}-{NNNNN}").describe("The numbers of tickets."),
    })
    .default({
      quote: "QT-{YYYY}-{NNNN}",
      invoice: "INV-{YYYY}-{NNNNN}",
      creditNote: "CN-{YYYY}-{NNNNN}",
      receipt: "RC-{YYYY}-{NNNNN}",
      ticket: "T{YYYY}-{NNNNN}",
    })
    .describe("Patterns of {YYYY}, {MM} and one count {NNNN}; each year or month that a pattern names counts from 1."),
});

/** The patterns in force: a kind that is younger than what the tenant has written has its default. */
export const patternsOf = ({ numbers }: Pick<z.output<typeof documentSetSchema>, "numbers">) =>
  documentSetSchema.shape.numbers.parse(numbers);

/** How far a kind of document is counted within a period. */
export const NumberSeries = z.object({ ...recordFields, last: z.int() });

/** How many documents have a number: one. */
export const NumberMark = z.object({ ...recordFields, times: z.int() });

export const NumberSeriesView = z.object({
  kind: z.enum(NUMBER_KINDS),
  pattern: z.string(),
  /** `2027`, `2027-01`, or empty where the pattern counts for ever. */
  period: z.string(),
  /** How many were given out; the next one is the one after it. */
  last: z.int(),
  next: z.string(),
});
