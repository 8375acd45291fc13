import { describe, expect, test } from "@jest/globals";
import type { ParsedLine } from "../../functions/bank/intake/index.ts";
import type { DetailSpec } from "../support/fixtures/bank/camt.ts";
import { linesOf, readEntries } from "../support/fixtures/bank/read.ts";

describe("batches", () => {
  test("without details a batch is one line that says how many payments it stands for", () => {
    expect(linesOf([{ amount: "300.00", reference: "B-1", batchSize: 3 }])).toMatchObject([
      { amountMinor: 30_000, bankReference: "B-1", batchSize: 3 },
    ]);
  });

  test("details without amounts do not divide a booking", () => {
    const entry = { amount: "300.00", reference: "B-1", details: [{ reference: "A" }, { reference: "B" }] };
    expect(linesOf([entry], 2)).toMatchObject([{ amountMinor: 30_000, bankReference: "B-1", batchSize: 2 }]);
  });

  test("a reference of its own identifies a detail, one that is repeated identifies none", () => {
    const details = [
      { amount: "1.00", reference: "A" },
      { amount: "2.00", reference: "S" },
      { amount: "3.00", reference: "S" },
      { amount: "4.00", reference: "B-1" },
      { amount: "5.00" },
    ];
    const lines = linesOf([{ amount: "15.00", reference: "B-1", details }]);
    expect(lines.map((line) => [line.bankReference, line.sharedReference, line.batchReference])).toEqual([
      ["A", undefined, "B-1"],
      [undefined, "S", "B-1"],
      [undefined, "S", "B-1"],
      [undefined, undefined, "B-1"],
      [undefined, undefined, "B-1"],
    ]);
  });

  test("details that do not add up leave the booked sum to a person, with both sums and what they say", () => {
    const details = [
      { amount: "10.00", remittance: ["INV-1"] },
      { amount: "20.00", remittance: ["INV-2"] },
    ];
    expect(linesOf([{ amount: "31.00", details }])).toMatchObject([
      { amountMinor: 3_100, oddDetails: expect.stringMatching(/3000.*3100 EUR/), remittance: "INV-1 INV-2" },
    ]);
    const one = { amount: "1500.00", payer: { name: "A" }, remittance: ["INV-3"] };
    expect(linesOf([{ amount: "1474.00", details: [one] }])).toMatchObject([
      { amountMinor: 147_400, oddDetails: expect.any(String), payer: { name: "A" }, remittance: "INV-3" },
    ]);
  });

  test("one detail of a batch of several neither describes nor divides it", () => {
    const told = (details: DetailSpec[], amount: string) => readEntries([{ amount, batchSize: 3, details }], 2);
    const odd = told([{ amount: "10.00", payer: { name: "A" } }], "30.00").lines[0] as ParsedLine;
    expect([odd.line.oddDetails, odd.line.payer]).toEqual([expect.any(String), undefined]);
    const { line } = told([{ payer: { name: "A" } }], "30.00").lines[0] as ParsedLine;
    expect([line.amountMinor, line.batchSize, line.payer]).toEqual([3_000, 3, undefined]);
  });

  test("the details of a reversed batch move as its entry does, whatever they repeat of the original", () => {
    const details = [{ amount: "10.00" }, { amount: "20.00", direction: "CRDT" as const }];
    const lines = linesOf([{ amount: "30.00", direction: "DBIT", reversal: true, details }]);
    expect(lines.map((line) => [line.direction, line.reversal])).toEqual([
      ["debit", true],
      ["debit", true],
    ]);
  });

  test("sums beyond what a double holds are compared exactly", () => {
    const most = "999999999999.99";
    const details = [
      ...Array.from({ length: 200 }, () => ({ amount: most })),
      ...Array.from({ length: 199 }, () => ({ amount: most, direction: "DBIT" as const })),
      { amount: "0.01" },
    ];
    expect(linesOf([{ amount: most, details }])).toMatchObject([{ oddDetails: expect.any(String) }]);
    expect(linesOf([{ amount: most, details: details.slice(0, -1) }])).toHaveLength(399);
  });

  test("amounts in another currency than the booking's divide nothing and contradict nothing", () => {
    const usd = { amount: "11.00", currency: "USD" };
    expect(linesOf([{ amount: "10.00", details: [usd] }])).toMatchObject([{ amountMinor: 1_000, currency: "EUR" }]);
    expect(linesOf([{ amount: "20.00", details: [usd, usd] }])).toMatchObject([{ amountMinor: 2_000, batchSize: 2 }]);
    expect(linesOf([{ amount: "10.00", details: [usd, { amount: "10.00" }] }])).toMatchObject([
      { amountMinor: 1_000, oddDetails: "1 of 2 details have no amount in EUR." },
    ]);
  });

  test("a detail that moves the other way counts against the sum", () => {
    const details = [{ amount: "40.00" }, { amount: "10.00", direction: "DBIT" as const }];
    expect(linesOf([{ amount: "30.00", details }]).map((line) => [line.direction, line.amountMinor])).toEqual([
      ["credit", 4_000],
      ["debit", 1_000],
    ]);
  });

  test("charges of each detail are taken out of its amount when that is what adds up", () => {
    const details = [{ amount: "10.00", charges: { amount: "1.00" } }, { amount: "20.00" }];
    expect(linesOf([{ amount: "29.00", details }])).toMatchObject([
      { amountMinor: 900, chargesMinor: 100 },
      { amountMinor: 2_000 },
    ]);
  });

  test("charges kept from a whole batch are a line of their own, so that the lines add up to what was booked", () => {
    const entry = { amount: "28.00", charges: { amount: "2.00" }, details: [{ amount: "10.00" }, { amount: "20.00" }] };
    expect(linesOf([entry])).toMatchObject([
      { direction: "credit", amountMinor: 1_000 },
      { direction: "credit", amountMinor: 2_000 },
      { direction: "debit", amountMinor: 200, bankTransactionCode: "ACMT/MDOP/CHRG" },
    ]);
  });
});
