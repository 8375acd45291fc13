import * as z from "zod";
import { unspaced } from "../../../../shared/names.ts";
import { text } from "../../../../shared/schema.ts";
import { CREDIT_WORDS, DEBIT_WORDS, USUAL_HEADERS } from "./usual.ts";

/** Texts of one cell that a statement's line is told by. */
const WORDS_MAX = 20;
const TEXT_COLUMNS_MAX = 5;

const column = text(100);
const words = z.array(text(40)).min(1).max(WORDS_MAX);

/** Which column holds what, each named by its header; of several with one header the second is `header#2`. */
export const StatementColumns = z.strictObject({
  bookedOn: column.describe("The day of the booking."),
  valueOn: column.optional().describe("The day from which the money bears interest."),
  amount: column.optional().describe("One amount a line: with a sign, or with its direction in a column of its own."),
  credit: column.optional().describe("Money that came in, where it has a column of its own (贷方)."),
  debit: column.optional().describe("Money that went out, where it has a column of its own (借方)."),
  direction: column.optional().describe("Which way the amount of the line moved, in words."),
  currency: column.optional().describe("The currency; left out, that of the connection."),
  balance: column.optional().describe("The balance after the line, by which missing lines are found."),
  accountNo: column.optional().describe("The own account, where one file holds several."),
  bankReference: column.optional().describe("The bank's own number of the line, by which it is known again."),
  networkReference: column.optional().describe("What else tells equal lines apart, such as the time of the booking."),
  endToEndId: column.optional().describe("The payer's own number of the payment."),
  payerName: column.optional().describe("The other side; where both sides have columns, the payer."),
  payerAccountNo: column.optional().describe("The account of the other side, or of the payer."),
  payerBankCode: column.optional().describe("The bank of the other side, or of the payer."),
  payeeName: column.optional().describe("The payee, where both sides have columns: the other side of what went out."),
  payeeAccountNo: column.optional().describe("The payee's account, where both sides have columns."),
  virtualAccountNo: column.optional().describe("The virtual account into which it was paid."),
  remittance: z
    .array(column)
    .min(1)
    .max(TEXT_COLUMNS_MAX)
    .optional()
    .describe("The columns of the payer's text, put together in this order."),
  additionalInfo: column.optional().describe("The bank's own words on the line."),
  transactionCode: column.optional().describe("The bank's kind of booking."),
});

/** How days and numbers of a table are written, where that may be read twice. */
export const writtenForms = {
  dayOrder: z
    .enum(["ymd", "dmy", "mdy"])
    .optional()
    .describe("The order of day, month and year, where the year is not first and of four digits."),
  decimalMark: z
    .enum([".", ","])
    .optional()
    .describe("What stands before the fraction, where 1,234 may be read twice."),
};

/** How the statements of a connection are read that come as tables (csv, xlsx). */
export const StatementMapping = z
  .strictObject({
    columns: StatementColumns.describe("Which column holds what."),
    creditWords: words.optional().describe("What stands in the direction column for money that came in."),
    debitWords: words.optional().describe("What stands there for money that went out."),
    ...writtenForms,
    negative: z
      .enum(["takesBack", "sameDirection"])
      .optional()
      .describe(
        "What a negative amount means in a column that tells the direction: an earlier line taken back, or nothing more.",
      ),
  })
  .superRefine(({ columns, creditWords, debitWords }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: ["columns", path], message });
    const isTwo = columns.credit !== undefined || columns.debit !== undefined;
    if (isTwo === (columns.amount !== undefined))
      wrong("amount", "name either amount, or credit and debit, as the columns of the money");
    if (isTwo && (columns.credit === undefined || columns.debit === undefined))
      wrong(columns.credit === undefined ? "credit" : "debit", "name both columns, credit and debit");
    if (isTwo && columns.direction !== undefined)
      wrong("direction", "leave it out: the columns credit and debit tell the direction");
    const hasWords = creditWords !== undefined && debitWords !== undefined;
    if (columns.direction !== undefined && !hasWords)
      wrong("direction", "name creditWords and debitWords, the words that stand in this column");
  });

export type StatementMapping = z.output<typeof StatementMapping>;
export type ColumnName = keyof z.output<typeof StatementColumns>;

/** A header as it is compared: without blanks, line ends, case and full-width forms. */
export const headerKey = unspaced;

/** Where the columns of a mapping stand in a table. */
export type Places = ReadonlyMap<ColumnName, readonly number[]>;

/** The places of all headers of one row: the first of a name under the name, the second under `name#2`. */
function byName(row: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, cell] of row.entries()) {
    const key = headerKey(cell);
    if (key === "") continue;
    let name = key;
    for (let n = 2; places.has(name); n++) name = `${key}#${n}`;
    places.set(name, at);
  }
  return places;
}

/** The places of a mapping's columns where a row is their header; else which of them it lacks. */
export const placesIn = (row: readonly string[], { columns }: StatementMapping): Places | { missing: string[] } =>
  placesOf<ColumnName>(row, columns);

/** The same of any columns that are named by their headers. */
export function placesOf<N extends string>(
  row: readonly string[],
  columns: Partial<Record<N, string | string[]>>,
): ReadonlyMap<N, readonly number[]> | { missing: string[] } {
  const known = byName(row);
  const wanted = Object.entries(columns).map(
    ([name, headers]) => [name as N, [headers as string | string[]].flat()] as const,
  );
  const missing = wanted.flatMap(([, headers]) => headers).filter((header) => !known.has(headerKey(header)));
  if (missing.length > 0) return { missing: [...new Set(missing)] };
  return new Map(wanted.map(([name, headers]) => [name, headers.map((header) => known.get(headerKey(header)) ?? 0)]));
}

/** A header without what some banks put behind it: its translation, its currency (`交易金额[ Trade Amount ]`, `Gutschrift in CHF`). */
const bareKey = (header: string): string =>
  headerKey(header.replace(/\s*(?:[[(（].*|\s(?:in\s)?(?:[A-Z]{3}|euros?))$/s, ""));

/** A mapping for a row of headers as banks usually write them; nothing where day or money are not among them. */
export function proposedFor(row: readonly string[]): StatementMapping | undefined {
  const named = (keyOf: (cell: string) => string) => row.map((cell) => [keyOf(cell), cell.trim()] as const).reverse();
  const headers = new Map([...named(bareKey), ...named(headerKey)]);
  const columns: Record<string, string | string[]> = {};
  for (const [name, usual] of Object.entries(USUAL_HEADERS)) {
    const found = [...new Set(usual.flatMap((header) => headers.get(headerKey(header)) ?? []))];
    if (found[0] !== undefined) columns[name] = name === "remittance" ? found.slice(0, TEXT_COLUMNS_MAX) : found[0];
  }
  if (columns.credit && columns.debit) {
    delete columns.amount;
    delete columns.direction;
  } else {
    delete columns.credit;
    delete columns.debit;
  }
  const told = columns.direction ? { creditWords: CREDIT_WORDS, debitWords: DEBIT_WORDS } : {};
  const { success, data } = StatementMapping.safeParse({ columns, ...told });
  return success ? data : undefined;
}
