import { expect, test } from "@jest/globals";
import { type BankLine, parseNotice } from "../../functions/bank/intake/index.ts";
import { readStatementTable } from "../../functions/bank/intake/table/read.ts";
import { camt } from "../support/strangers/formats/camt.ts";
import { type Known, mt940 } from "../support/strangers/formats/mt940.ts";
import { tables } from "../support/strangers/formats/tables.ts";

const minorOf = (units: number, currency: string): number => Math.round(units * (currency === "JPY" ? 1 : 100));

/** The fields of a line as far as something is known of them, in the form in which it is known. */
function seen(line: BankLine | undefined, { says, payer, ...known }: Known) {
  if (!line) return undefined;
  const told: Record<keyof Known, unknown> = {
    ...{ amount: line.amountMinor, out: line.direction === "debit", on: line.bookedOn, currency: line.currency },
    ...{ account: line.payer?.accountNo, endToEndId: line.endToEndId, bankReference: line.bankReference },
    ...{ reversal: line.reversal, payer: line.payer?.name, says: line.remittance },
  };
  const fields = Object.keys(known) as (keyof Known)[];
  return {
    ...Object.fromEntries(fields.map((name) => [name, told[name]])),
    ...(payer && { payer: line.payer?.name?.includes(payer) ? payer : line.payer?.name }),
    ...(says && { says: line.remittance?.includes(says) ? says : line.remittance }),
  };
}
const expected = (known: Known[], currency: string) =>
  known.map((one) => ({ ...one, amount: minorOf(one.amount, one.currency ?? currency) }));

test.each(mt940)("an MT940 with %s", (_, text, known) => {
  const { lines, rejected } = parseNotice("application/mt940", text);
  expect([lines.length, rejected]).toEqual([known.length, []]);
  expect(known.map((one, n) => seen(lines[n]?.line, one))).toEqual(expected(known, "EUR"));
});

test.each(camt)("a camt.053 with %s", (_, text, known) => {
  const { lines } = parseNotice("application/xml", text);
  expect(lines).toHaveLength(known.length);
  expect(known.map((one, n) => seen(lines[n]?.line, one))).toEqual(expected(known, "EUR"));
});

test.each(tables)("a table with $what", async ({ text, mapping, currency = "CNY", lines: known, rejected = 0 }) => {
  const read = await readStatementTable("csv", Buffer.from(text), { mapping, currency });
  expect([read.lines.length, read.rejected.length]).toEqual([known.length, rejected]);
  expect(known.map((one, n) => seen(read.lines[n]?.line, one))).toEqual(expected(known, currency));
});
