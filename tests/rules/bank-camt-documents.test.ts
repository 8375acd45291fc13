import { describe, expect, test } from "@jest/globals";
import { parseNotice } from "../../functions/bank/intake/index.ts";
import { Fault } from "../../shared/fault.ts";
import { camtDocument, type EntrySpec } from "../support/fixtures/bank/camt.ts";
import { OWN, read } from "../support/fixtures/bank/read.ts";

const faultOf = (work: () => unknown): Fault => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

const payment: EntrySpec = { amount: "990.00", details: [{ payer: { name: "Müller" }, remittance: ["first part"] }] };

describe("documents that cannot be read", () => {
  const good = camtDocument({ message: "053", version: 4, statements: [{ id: "S", entries: [payment] }] });
  const bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';

  test.each([
    ["a document type", good.replace("\n", `\n${bomb}`), /DOCTYPE/],
    ["an undefined entity", good.replace("first part", "&xxe;"), /line 2, column \d+: undefined entity/],
    ["an unclosed element", good.slice(0, -12), /not well formed at line 2/],
    ["another message", good.replace("camt.053.001.04", "pain.001.001.03"), /must be camt\.053.*pain\.001/],
    ["an intraday report", good.replace("camt.053", "camt.052"), /camt\.052 .*camt\.054/],
    ["a later version", good.replace("001.04", "001.13"), /must be/],
    ["a declared encoding", good.replace("UTF-8", "ISO-8859-1"), /ISO-8859-1.*UTF-8/],
    ["no statement", good.replace(/<Stmt>.*<\/Stmt>/, ""), /has no BkToCstmrStmt with a Stmt/],
    ["an empty body", "", /not well formed/],
    ["deep nesting", good.replace("<Stmt>", "<a>".repeat(100)), /deeper than 64/],
  ])("%s", (_name, xml, says) => {
    const fault = faultOf(() => read(xml));
    expect([fault.code, fault.detail]).toEqual(["malformed_request", expect.stringMatching(says)]);
  });

  test("bytes that are not UTF-8 are refused, a byte order mark is not", () => {
    expect(parseNotice("text/xml; charset=utf-8", Buffer.from(`\uFEFF${good}`)).lines).toHaveLength(1);
    expect(faultOf(() => parseNotice("application/xml", Buffer.from(good, "latin1"))).detail).toMatch(/not UTF-8/);
    expect(faultOf(() => parseNotice("application/xml", Buffer.from(good, "utf16le"))).detail).toMatch(/UTF-16/);
    expect(faultOf(() => parseNotice("application/xml; charset=gbk", good)).code).toBe("unsupported_media_type");
    expect(faultOf(() => parseNotice("text/csv", good)).code).toBe("unsupported_media_type");
  });

  test("a thousand lines are read, one more is too large, and so are a flood of elements or bytes", () => {
    const many = (count: number): string => {
      const entries = Array.from(
        { length: count },
        (_, i): EntrySpec => ({ ...payment, reference: `TX-${i}`, details: [{}] }),
      );
      return camtDocument({ message: "053", version: 8, statements: [{ id: "S", iban: OWN, entries }] });
    };
    expect(read(many(1_000)).lines).toHaveLength(1_000);
    expect(faultOf(() => read(many(1_001))).code).toBe("too_large");
    expect(faultOf(() => read(good.replace("<Stmt>", "<a/>".repeat(400_001)))).code).toBe("too_large");
    expect(faultOf(() => read(good.replace("first part", "x".repeat(7_000_000)))).code).toBe("too_large");
  });
});
