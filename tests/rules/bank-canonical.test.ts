import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseNotice } from "../../functions/bank/intake/index.ts";
import { Fault } from "../../shared/fault.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import { anyCharacter } from "../support/characters.ts";
import { SOAK } from "../support/soak.ts";

const full = {
  bankReference: "2026112200017",
  bookedOn: "2026-11-22",
  direction: "credit",
  amountMinor: 118_580,
  currency: "CNY",
  virtualAccountNo: "6225-0017",
  endToEndId: "E2E-77",
  payer: { name: "上海某某科技有限公司", accountNo: "3100123", bankCode: "ICBKCNBJ" },
  remittance: "合同 HT-2026-0117 首付款",
  references: ["HT-2026-0117"],
  reversalOf: null,
};
const least = { bookedOn: "2026-11-22", direction: "debit", amountMinor: 1, currency: "CNY" };

const read = (...transactions: unknown[]) => parseNotice("application/json", JSON.stringify({ transactions }));
const refused = (change: object) => read({ ...full, ...change }).rejected[0];

describe("the canonical body", () => {
  test("the contract's example is read as it stands", () => {
    const { reversalOf: _, ...told } = full;
    expect(read(full)).toEqual({
      received: 1,
      rejected: [],
      lines: [{ index: 0, statement: 0, line: { ...told, reversal: false } }],
    });
  });

  test("absent, null and empty mean the same", () => {
    const empty = { bankReference: "", endToEndId: null, payer: { name: " " }, remittance: "", references: ["", "/"] };
    const bare = { ...least, reversal: false, references: [] };
    expect(read(least, { ...least, ...empty }, { ...least, payer: null }).lines.map(({ line }) => line)).toEqual([
      bare,
      bare,
      bare,
    ]);
  });

  test("good lines are kept beside bad ones, each under its index", () => {
    const parsed = read(full, { ...full, amountMinor: 0 }, null, { ...least, currency: "RMB元" }, least);
    expect(parsed.lines.map(({ index }) => index)).toEqual([0, 4]);
    expect(parsed.rejected.map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(parsed.received).toBe(5);
  });

  test("remittance lines are kept as told, and one that is wrong is named with its place", () => {
    const deduction = { code: "damage", text: " two  pallets ", amountMinor: 2_500 };
    const lines = [
      { reference: " INV-1 ", amountMinor: 7_500, discountMinor: 0, deduction, memo: "" },
      { reference: "CN-7", amountMinor: -1_500 },
    ];
    expect(read({ ...full, remittanceLines: lines }).lines[0]?.line.remittanceLines).toEqual([
      { reference: "INV-1", amountMinor: 7_500, deduction: { ...deduction, text: "two pallets" } },
      { reference: "CN-7", amountMinor: -1_500 },
    ]);
    for (const none of [[], null, undefined])
      expect(read({ ...full, remittanceLines: none }).lines[0]?.line).not.toHaveProperty("remittanceLines");
    const wrong = (line: object): string | undefined => refused({ remittanceLines: [line] })?.detail;
    expect(wrong({ amountMinor: 5 })).toBe("remittanceLines.0.reference is missing.");
    expect(wrong({ reference: " ", amountMinor: 5 })).toBe("remittanceLines.0.reference must not be empty.");
    expect(wrong({ reference: "A", amountMinor: 0 })).toBe("remittanceLines.0.amountMinor must not be 0.");
    expect(wrong({ reference: "A", amountMinor: 5, discountMinor: -1 })).toContain("remittanceLines.0.discountMinor");
    expect(wrong({ reference: "A", amountMinor: 5, deduction: { code: "x", amountMinor: 0 } })).toContain(
      "remittanceLines.0.deduction.amountMinor",
    );
    expect(wrong({ reference: "A", amountMinor: 5, colour: "red" })).toContain("remittanceLines.0.colour");
    const many = Array.from({ length: 301 }, () => ({ reference: "A", amountMinor: 5 }));
    expect(refused({ remittanceLines: many })?.detail).toBe("remittanceLines must have at most 300 entries.");
  });

  test("a reversal names what it takes back", () => {
    expect(read({ ...full, direction: "debit", reversalOf: "R-1" }).lines[0]?.line).toMatchObject({
      reversal: true,
      reversalOf: "R-1",
    });
  });

  test.each([
    [{ amountMinor: "1" }, "invalid_field", /^amountMinor must be a whole number/],
    [{ amountMinor: 1.5 }, "invalid_field", /^amountMinor/],
    [{ amountMinor: -1 }, "invalid_field", /^amountMinor must be at least 1/],
    [{ amountMinor: AMOUNT_MINOR_MAX + 1 }, "invalid_field", /^amountMinor must be at most/],
    [{ amountMinor: 1e300 }, "invalid_field", /^amountMinor/],
    [{ bookedOn: "2026-02-29" }, "invalid_field", /^bookedOn must be a calendar date/],
    [{ bookedOn: "2026-1-2" }, "invalid_field", /^bookedOn/],
    [{ bookedOn: undefined }, "missing_field", /^bookedOn is missing/],
    [{ direction: "CRDT" }, "invalid_field", /^direction must be "credit" or "debit"/],
    [{ currency: "cny" }, "invalid_field", /^currency must be an ISO 4217 code/],
    [{ bankReference: "a\u0000b" }, "invalid_field", /^bankReference must not contain control characters/],
    [{ bankReference: "a\ud800" }, "invalid_field", /^bankReference must not contain .*surrogate/],
    [{ bankReference: "x".repeat(141) }, "invalid_field", /^bankReference must have at most 140/],
    [{ bankReference: 17 }, "invalid_field", /^bankReference must be a string/],
    [{ payer: { name: "A", iban: "B" } }, "unknown_field", /^payer\.iban is not a known field/],
    [{ amount: 5 }, "unknown_field", /^amount is not a known field/],
    [{ references: "R" }, "invalid_field", /^references must be a list/],
    [{ references: ["R", 5] }, "invalid_field", /^references\.1 must be a string/],
  ])("%j is refused by name", (change, code, says) => {
    expect(refused(change)).toEqual({ index: 0, code, detail: expect.stringMatching(says), raw: expect.any(String) });
  });

  test("free text is cleaned, not refused", () => {
    const line = read({ ...full, remittance: "a\u0000b\r\n\tc \ud800", payer: { name: "  甲\u3000乙 " } }).lines[0]
      ?.line;
    expect([line?.remittance, line?.payer?.name]).toEqual(["a b c \ufffd", "甲 乙"]);
  });

  test.each(["", "{", "[]", "null", '"x"', "{}", '{"transactions":{}}', '{"transactions":[],"more":1}'])(
    "%j cannot be read at all",
    (body) => expect(() => parseNotice("application/json", body)).toThrow(expect.objectContaining({ status: 400 })),
  );

  test("a thousand lines are taken, one more is too large", () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => ({ ...full, bankReference: `R${i}` }));
    expect(read(...lines(1_000)).lines).toHaveLength(1_000);
    expect(() => read(...lines(1_001))).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(read()).toEqual({ received: 0, lines: [], rejected: [] });
  });
});

describe("any input", () => {
  const onlyFaults = (contentType: string, body: string | Uint8Array): void => {
    try {
      const parsed = parseNotice(contentType, body);
      expect(parsed.lines.length + parsed.rejected.length).toBe(parsed.received);
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  };

  test("bytes, text and JSON of any shape are read or refused, never anything else", () => {
    const field = fc.constantFrom(...Object.keys(full), "__proto__", "constructor", "toString", "");
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(full)), fc.string({ unit: anyCharacter }));
    const transaction = fc
      .array(fc.tuple(field, value), { maxLength: 12 })
      .map((pairs) => `{${pairs.map(([key, v]) => `${JSON.stringify(key)}:${JSON.stringify(v)}`).join(",")}}`);
    const bodies = fc.oneof(
      fc.array(transaction, { maxLength: 5 }).map((list) => `{"transactions":[${list.join(",")}]}`),
      fc.json(),
      fc.string({ unit: anyCharacter }),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(bodies, (body) => onlyFaults("application/json", body)),
      { numRuns: 2_000 * SOAK },
    );
  });

  test("nesting without end is refused", () => {
    onlyFaults("application/json", "[".repeat(1_000_000));
    onlyFaults("application/json", `{"transactions":[${"[".repeat(500_000)}${"]".repeat(500_000)}]}`);
  });
});
