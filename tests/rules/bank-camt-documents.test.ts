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
    ["another message", good.replace("camt.053.001.04", "pain.001.001.03"), /must be camt\.052, camt\.053.*pain\.001/],
    ["a later version", good.replace("001.04", "001.14"), /must be/],
    ["an unknown encoding", Buffer.from(good.replace("UTF-8", "KOI8-R")), /KOI8-R.*UTF-8, ISO-8859-1/],
    ["no statement", good.replace(/<Stmt>.*<\/Stmt>/, ""), /has no BkToCstmrStmt with a Stmt/],
    ["an empty body", "", /not well formed/],
    ["deep nesting", good.replace("<Stmt>", "<a>".repeat(100)), /deeper than 64/],
  ] as [string, string | Uint8Array, RegExp][])("%s", (_name, xml, says) => {
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

  test.each(["ISO-8859-1", "ISO-8859-15", "windows-1252"])("a document that says it is %s is read so", (encoding) => {
    const bytes = Buffer.from(good.replace("UTF-8", encoding), "latin1");
    const [parsed] = parseNotice("application/xml", bytes).lines;
    expect(parsed?.line.payer?.name).toBe("Müller");
  });

  test("a message stands bare or in an envelope with a header, several side by side", () => {
    const bare = good.replace(/^<\?xml[^>]*>\s*/, "");
    const header = '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><BizMsgIdr>B</BizMsgIdr></AppHdr>';
    const wrapped = (inner: string): string => `<Envelope xmlns="urn:swift:xsd:envelope">${header}${inner}</Envelope>`;
    expect(read(wrapped(bare)).lines.map(({ line }) => line)).toEqual(read(good).lines.map(({ line }) => line));
    expect(read(wrapped(bare + bare)).received).toBe(2);
    expect(faultOf(() => read(wrapped("<x/>"))).detail).toMatch(/it is Envelope of namespace urn:swift/);
  });

  test("a statement of another connection's account is left to that connection", () => {
    const statements = [
      { id: "S1", iban: OWN, entries: [payment] },
      { id: "S2", iban: "CH9300762011623852957", entries: [payment] },
    ];
    const both = camtDocument({ message: "053", version: 8, statements });
    const parsed = parseNotice("application/xml", both, { otherAccountNos: ["CH93 0076 2011 6238 5295 7"] });
    expect([parsed.lines.length, parsed.rejected.map(({ code }) => code)]).toEqual([1, ["account_mismatch"]]);
  });

  test("an entry without a day was booked on the day of its message", () => {
    const dateless = good
      .replace(/<BookgDt>.*?<\/BookgDt>/, "")
      .replace("<Stmt>", "<Stmt><CreDtTm>2026-11-20T23:30:00Z</CreDtTm>");
    expect(parseNotice("application/xml", dateless, { timeZone: "Asia/Shanghai" }).lines[0]?.line.bookedOn).toBe(
      "2026-11-21",
    );
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

test("a statement's booked balances are kept, those within the day and those of another currency are not", () => {
  const written = camtDocument({
    message: "053",
    version: 8,
    statements: [{ id: "S1", iban: OWN, entries: [{ amount: "5.00" }] }],
  });
  const balance = (code: string, amount: string, more = {}) => {
    const { currency = "EUR", direction = "CRDT", on = "2026-11-20" } = more as Record<string, string>;
    return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
  };
  const told = (...balances: string[]) => read(written.replace("<Ntry>", `${balances.join("")}<Ntry>`)).statements;
  expect(
    told(
      balance("OPBD", "1.00", { direction: "DBIT", on: "2026-11-19" }),
      balance("ITBD", "9.00"),
      balance("CLBD", "4.00"),
    ),
  ).toEqual([
    {
      statement: 0,
      statementId: "S1",
      currency: "EUR",
      opening: { on: "2026-11-19", amountMinor: -100 },
      closing: { on: "2026-11-20", amountMinor: 400 },
    },
  ]);
  expect(told(balance("ITBD", "9.00"), balance("CLAV", "9.00"))).toBeUndefined();
  expect(told(balance("PRCD", "1.00"), balance("CLBD", "4.00", { currency: "USD" }))).toBeUndefined();
});
