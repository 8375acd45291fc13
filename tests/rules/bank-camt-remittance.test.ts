import { describe, expect, test } from "@jest/globals";
import type { RemittanceLine } from "../../functions/bank/intake/index.ts";
import { camtDocument, everyVersion, type PaperSpec } from "../support/fixtures/bank/camt.ts";
import { OWN, read } from "../support/fixtures/bank/read.ts";

function linesOf(papers: PaperSpec[], which: (typeof everyVersion)[number] = { message: "053", version: 8 }) {
  const details = [{ amount: "990.00", reference: "TX-1", papers }];
  const entries = [{ amount: "990.00", reference: "TX-1", details }];
  const { lines, rejected } = read(camtDocument({ ...which, statements: [{ id: "S1", iban: OWN, entries }] }));
  expect(rejected).toEqual([]);
  return lines[0]?.line.remittanceLines;
}
const only = (paper: Partial<PaperSpec>): RemittanceLine | undefined =>
  linesOf([{ numbers: ["INV-1"], ...paper }])?.[0];

describe("a structured remittance becomes remittance lines", () => {
  test.each(everyVersion)("in camt.$message version $version", (which) => {
    const adjustments = [{ amount: "5.00", sign: "DBIT", reason: "FRGT", words: "freight" }];
    const papers = [
      { numbers: ["INV-1"], type: "CINV", due: "1000.00", discounts: ["20.00"], adjustments, paid: "975.00" },
      { numbers: ["INV-2"], due: "30.00", paid: "30.00" },
      { numbers: ["CN-7"], type: "CREN", note: "15.00" },
    ];
    expect(linesOf(papers, which)).toEqual([
      {
        ...{ reference: "INV-1", amountMinor: 97_500, discountMinor: 2_000 },
        deduction: { code: "FRGT", text: "freight", amountMinor: 500 },
      },
      { reference: "INV-2", amountMinor: 3_000 },
      { reference: "CN-7", amountMinor: -1_500 },
    ]);
  });

  test("what is remitted follows from what is due where it is not told", () => {
    const adjustments = [{ amount: "5.00", reason: "FRGT" }];
    expect(only({ due: "1000.00", discounts: ["12.00", "8.00"], adjustments })).toEqual({
      ...{ reference: "INV-1", amountMinor: 97_500, discountMinor: 2_000 },
      deduction: { code: "FRGT", amountMinor: 500 },
    });
  });

  test("what is missing between due and remitted is a deduction, whichever way its indicator points", () => {
    for (const sign of ["CRDT", "DBIT", undefined])
      expect(only({ due: "1000.00", adjustments: [{ amount: "5.00", sign }], paid: "995.00" })).toEqual({
        ...{ reference: "INV-1", amountMinor: 99_500 },
        deduction: { code: "adjustment", amountMinor: 500 },
      });
    expect(only({ due: "990.00", adjustments: [{ amount: "5.00", sign: "CRDT" }], paid: "995.00" })).toEqual({
      ...{ reference: "INV-1", amountMinor: 99_500 },
    });
    expect(only({ due: "1000.00", note: "10.00", paid: "990.00" })?.deduction).toEqual({
      ...{ code: "creditNote", amountMinor: 1_000 },
    });
  });

  test("half a list is none: a paper without amounts, two for one amount, another currency, no number", () => {
    const whole = { numbers: ["INV-2"], paid: "30.00" };
    expect(linesOf([whole])).toHaveLength(1);
    expect(linesOf([{ numbers: ["INV-1"] }, whole])).toBeUndefined();
    expect(linesOf([{ numbers: ["INV-1", "INV-3"], paid: "960.00" }, whole])).toBeUndefined();
    expect(linesOf([{ numbers: ["INV-1"], paid: "960.00", currency: "USD" }, whole])).toBeUndefined();
    expect(linesOf([{ numbers: ["NOTPROVIDED"], paid: "960.00" }, whole])).toBeUndefined();
    expect(linesOf([{ numbers: ["INV-1"], paid: "0.00" }, whole])).toBeUndefined();
  });
});
