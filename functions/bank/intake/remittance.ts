import * as z from "zod";
import { AMOUNT_MINOR_MAX } from "../../../shared/money.ts";
import { compact, type RemittanceLine } from "./line.ts";
import { key, must, prose } from "./shapes.ts";
import { cleanText, REFERENCE_CHARS_MAX } from "./text.ts";

/** Lines kept of one payment: so many, with their words and what is applied of them, are a row of at most 300 KB. */
export const REMITTANCE_LINES_MAX = 300;
/** Characters of a deduction's code; ISO 20022 has four, and 35 for a sender's own. */
const CODE_CHARS_MAX = 35;
/** Characters of a deduction's words and of a memo; ISO 20022 has 140. */
const WORDS_CHARS_MAX = 140;

const minor = (least: number) =>
  z
    .int(must("a whole number of minor units"))
    .min(least, `must be at least ${least} minor units`)
    .max(AMOUNT_MINOR_MAX, `must be at most ${AMOUNT_MINOR_MAX} minor units`);

const named = (charsMax: number) =>
  key(charsMax).refine((text) => cleanText(text, charsMax) !== undefined, "must not be empty");

/** One line of a remittance: of a bank line, or of an advice that comes apart from its money. */
export const remittanceLine = z.strictObject(
  {
    reference: named(REFERENCE_CHARS_MAX).describe("The paper that is paid, as the payer names it."),
    amountMinor: minor(-AMOUNT_MINOR_MAX)
      .refine((amount) => amount !== 0, "must not be 0")
      .describe(
        "What of the payment is for this paper, in minor units: after discount and deduction, negative for a credit note that is taken off.",
      ),
    discountMinor: minor(0).optional().describe("The discount taken besides, in minor units."),
    deduction: z
      .strictObject(
        {
          code: named(CODE_CHARS_MAX).describe("The kind of deduction, such as withholdingTax, bankCharges or damage."),
          text: prose(WORDS_CHARS_MAX).optional().describe("The payer's words for it."),
          amountMinor: minor(1).describe("What is deducted besides, in minor units."),
        },
        must("an object of code, text and amountMinor"),
      )
      .optional()
      .describe("What else the payer has taken off, and why."),
    memo: prose(WORDS_CHARS_MAX).optional().describe("Anything else that the payer says of this paper."),
  },
  must("an object"),
);

export const remittanceLines = z
  .array(remittanceLine, must("a list of remittance lines"))
  .max(REMITTANCE_LINES_MAX, `must have at most ${REMITTANCE_LINES_MAX} entries`);

/** The lines as they are kept; nothing where there are none. */
export function toRemittanceLines(told: z.output<typeof remittanceLines>): RemittanceLine[] | undefined {
  const lines = told.map(
    ({ reference, amountMinor, discountMinor, deduction, memo }): RemittanceLine =>
      compact({
        reference: cleanText(reference, REFERENCE_CHARS_MAX) as string,
        amountMinor,
        discountMinor: discountMinor || undefined,
        deduction:
          deduction &&
          compact({
            code: cleanText(deduction.code, CODE_CHARS_MAX) as string,
            text: cleanText(deduction.text, WORDS_CHARS_MAX),
            amountMinor: deduction.amountMinor,
          }),
        memo: cleanText(memo, WORDS_CHARS_MAX),
      }),
  );
  return lines.length > 0 ? lines : undefined;
}
