import * as z from "zod";
import { text } from "../../../../shared/schema.ts";
import { headerKey, placesOf, writtenForms } from "../table/mapping.ts";

const column = text(100);

/** Which column of a payer's table holds what, each named by its header; of several with one header the second is `header#2`. */
export const AdviceColumns = z.strictObject({
  reference: column.describe("The paper that is paid."),
  amount: column.describe("What is paid on it; below zero for a credit note."),
  discount: column.optional().describe("The discount that was taken."),
  deduction: column.optional().describe("What else was taken off."),
  deductionCode: column.optional().describe("The kind of deduction."),
  deductionText: column.optional().describe("The payer's words for the deduction."),
  memo: column.optional().describe("What else is said of the paper."),
  advice: column.optional().describe("What is the same in all rows of one payment, where a file holds several."),
  payerName: column.optional().describe("The payer's name."),
  payerAccountNo: column.optional().describe("The account that is paid from."),
  paidOn: column.optional().describe("The day of the payment."),
  currency: column.optional().describe("The currency of the payment."),
  paymentReference: column.optional().describe("What the payer calls the payment."),
});
export type AdviceColumn = keyof z.output<typeof AdviceColumns>;

/** How the tables of a payer are read. */
export const AdviceMapping = z.strictObject({
  columns: AdviceColumns.describe("Which column holds what."),
  amountIs: z
    .enum(["paid", "due"])
    .optional()
    .describe("Whether discount and deduction are taken off the amount already (`paid`), or are still to be (`due`)."),
  ...writtenForms,
});
export type AdviceMapping = z.output<typeof AdviceMapping>;

export type AdvicePlaces = ReadonlyMap<AdviceColumn, readonly number[]>;

/** The places of a mapping's columns where a row is their header; else which of them it lacks. */
export const advicePlaces = (
  row: readonly string[],
  { columns }: AdviceMapping,
): AdvicePlaces | { missing: string[] } => placesOf<AdviceColumn>(row, columns);

/** Headers as payers write them; the first that a table has is taken where no mapping is named. */
const USUAL: Record<AdviceColumn, readonly string[]> = {
  reference: [
    ...["发票号", "发票号码", "单据号", "合同号", "合同编号", "应收单号", "invoice", "invoice no", "invoice no."],
    ...[
      "invoice number",
      "document",
      "document no",
      "reference",
      "rechnung",
      "rechnungsnr.",
      "rechnungsnummer",
      "belegnr.",
    ],
  ],
  amount: [
    ...["付款金额", "实付金额", "支付金额", "金额", "amount paid", "paid", "payment amount", "net amount", "amount"],
    ...["zahlbetrag", "zahlungsbetrag", "betrag"],
  ],
  discount: ["折扣", "现金折扣", "discount", "discount taken", "skonto"],
  deduction: ["扣款", "扣款金额", "deduction", "deducted", "abzug", "kürzung"],
  deductionCode: ["扣款类型", "deduction code", "reason code", "abzugsart"],
  deductionText: ["扣款原因", "deduction reason", "reason", "abzugsgrund"],
  memo: ["备注", "memo", "note", "remarks", "bemerkung"],
  advice: ["付款单号", "advice", "advice no", "payment no", "payment number", "avis"],
  payerName: ["付款人", "付款单位", "payer", "payer name", "zahler"],
  payerAccountNo: ["付款账号", "payer account", "payer iban"],
  paidOn: ["付款日期", "payment date", "paid on", "value date", "zahldatum", "zahlungsdatum"],
  currency: ["币种", "currency", "währung"],
  paymentReference: ["付款流水号", "payment reference", "end to end id", "zahlungsreferenz"],
};

/** A mapping for a row of headers as payers usually write them; nothing where number or amount are not among them. */
export function proposedAdvice(row: readonly string[]): AdviceMapping | undefined {
  const headers = new Map(row.map((cell) => [headerKey(cell), cell.trim()] as const).reverse());
  const columns = Object.fromEntries(
    Object.entries(USUAL).flatMap(([name, usual]) => {
      const found = usual.map((header) => headers.get(headerKey(header))).find(Boolean);
      return found ? [[name, found]] : [];
    }),
  );
  const { data } = AdviceMapping.safeParse({ columns });
  return data;
}
