import { describe, expect, test } from "@jest/globals";
import type { BankLine } from "../../functions/bank/intake/index.ts";
import { german, read } from "../support/fixtures/bank/mt940.ts";

const linesOf = (lines: string[]): BankLine[] => read(german(lines)).lines.map(({ line }) => line);
const codesOf = (lines: string[]): string[] => read(german(lines)).rejected.map(({ code }) => code);

describe("the form of the German banks", () => {
  test("a transfer with the tags of SEPA over parts of 27 characters", () => {
    const lines = linesOf([
      ":61:2611201120CR1185,80NTRFKREF+//2611200001",
      "/OCMT/EUR1185,80/",
      ":86:166?00SEPA-UEBERWEISUNG?109310?20EREF+ZV-2026-11-20-0000017?2",
      "100?22ABWA+Muster Holding AG?23SVWZ+Rechnung RE-2026-0117 ?24und RE-2026-0118 -Kundennr.",
      "?25 4711?30BYLADEM1001?31DE02120300000000202051",
      "?32Muster Maschinenbau Gesells?33chaft mbH?34000?60 vielen Dank",
    ]);
    expect(lines).toEqual([
      {
        bankReference: "2611200001",
        bookedOn: "2026-11-20",
        valueOn: "2026-11-20",
        direction: "credit",
        reversal: false,
        amountMinor: 118_580,
        currency: "EUR",
        endToEndId: "ZV-2026-11-20-000001700",
        payer: {
          name: "Muster Maschinenbau Gesellschaft mbH",
          accountNo: "DE02120300000000202051",
          bankCode: "BYLADEM1001",
        },
        ultimatePayer: "Muster Holding AG",
        remittance: "Rechnung RE-2026-0117 und RE-2026-0118 -Kundennr. 4711 vielen Dank",
        references: [],
        bankTransactionCode: "NTRF/166",
        additionalInfo: "SEPA-UEBERWEISUNG /OCMT/EUR1185,80/",
        statementId: "STARTUMSE 00012/001",
      },
    ]);
  });

  test("a text without tags goes on where a part is full, and else a word ends", () => {
    const [line] = linesOf([
      ":61:261120C5,00NTRFNONREF",
      ":86:051?00GUTSCHRIFT?20RECHNUNG RE-2026-0117 VOM 0?215.11.2026?22DANKE?32MAYER",
    ]);
    expect(line).toMatchObject({ remittance: "RECHNUNG RE-2026-0117 VOM 05.11.2026 DANKE", payer: { name: "MAYER" } });
    expect(line?.endToEndId).toBeUndefined();
  });

  test("a returned debit says why, what it was and what the bank adds", () => {
    const [line] = linesOf([
      ":61:2611201120DR53,00NRTIKREF+//R-1",
      ":86:109?00RETOURE?20EREF+E-77?21OAMT+50,00?22COAM+3,00?23SVWZ+RETURN MS03?32KUNDE",
    ]);
    expect(line).toMatchObject({
      direction: "debit",
      reversal: false,
      amountMinor: 5_300,
      chargesMinor: 300,
      returnReason: "MS03",
      endToEndId: "E-77",
    });
  });

  test("other marks stand for the question mark at some banks", () => {
    const [line] = linesOf([":61:261120C5,00NTRFNONREF", ":86:166<00UEBERWEISUNG<20SVWZ+RE-1<32KUNDE"]);
    expect(line).toMatchObject({ remittance: "RE-1", payer: { name: "KUNDE" }, bankTransactionCode: "NTRF/166" });
  });

  test("what is noted and not booked is no money", () => {
    const noted = german([":61:261120C5,00NTRFNONREF"], { reference: "STARTDISPE" });
    const parsed = read(noted, {}, "application/mt942");
    expect([parsed.lines, parsed.rejected.map(({ code }) => code), parsed.statements]).toEqual([
      [],
      ["not_booked"],
      [],
    ]);
  });
});

describe("other forms of what the bank tells", () => {
  test("code words between slashes", () => {
    const [line, structured] = linesOf([
      ":61:2611201120C25,00NTRFEREF//00000000001005",
      "/TRCD/00100/",
      ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/",
      "Voorbeeld B.V./REMI/USTD//Factuur RE-2026-0117/EREF/E-1/",
      ":61:2611201120C26,00NTRFEREF",
      ":86:/EREF/E-2//CNTP/NL91ABNA0417164300/ABNANL2A/Voorbeeld B.V.///REMI/STRD/CUR/RF18539007547034/",
    ]);
    expect(line).toMatchObject({
      payer: { name: "Voorbeeld B.V.", accountNo: "NL91ABNA0417164300", bankCode: "ABNANL2A" },
      remittance: "Factuur RE-2026-0117",
      endToEndId: "E-1",
    });
    expect(structured).toMatchObject({
      payer: { name: "Voorbeeld B.V." },
      references: ["RF18539007547034"],
      creditorReference: "RF18539007547034",
      endToEndId: "E-2",
    });
  });

  test("free text, with the reference that the payer's bank gave it", () => {
    const [line] = linesOf([
      ":61:2611201120CR1234,5NTRFCUST-9//BANK-1",
      "CHARGES /CHGS/EUR5,00/",
      ":86:INVOICE HT-2026-0117",
      "FROM SAMPLE LTD",
    ]);
    expect(line).toMatchObject({
      bankReference: "BANK-1",
      endToEndId: "CUST-9",
      amountMinor: 123_450,
      chargesMinor: 500,
      remittance: "INVOICE HT-2026-0117 FROM SAMPLE LTD",
    });
  });

  test("charges and interest are told by their type", () => {
    const codes = linesOf([":61:261120D5,00NCHGNONREF", ":61:261120C1,00NINTNONREF"]).map((l) => l.bankTransactionCode);
    expect(codes).toEqual(["NCHG/CHRG", "NINT/INTR"]);
  });
});

describe("the wire", () => {
  test("SWIFT's blocks, at signs for ends of line, and the marks that end a message", () => {
    const bare = german([":61:261120C5,00NTRFNONREF"]).trim();
    const blocks = `{1:F01BANKDEFFAXXX0000000000}{2:O9401200261120BANKDEFFAXXX00000000002611201200N}{3:{108:X}}{4:\r\n${bare}}{5:{CHK:123456789ABC}}`;
    const expected = read(bare).lines;
    expect(expected).toHaveLength(1);
    for (const text of [
      blocks,
      bare.replaceAll("\r\n", "@@"),
      bare.replaceAll("\r\n", "\n"),
      `${bare}+@446@`,
      `940\r\n${bare}`,
    ])
      expect(read(text).lines).toEqual(expected);
    expect(read(`${blocks}\r\n${blocks}`).lines.map(({ statement }) => statement)).toEqual([0, 1]);
  });

  test("bytes are read as declared, as UTF-8, as Chinese, or as what Western banks write", () => {
    const name = (bytes: Uint8Array, type?: string) => read(bytes, {}, type).lines[0]?.line.payer?.name;
    const text = german([":61:261120C5,00NTRFNONREF", ":86:166?00X?32Müller & Söhne"]);
    expect(name(Buffer.from(text))).toBe("Müller & Söhne");
    expect(name(Buffer.from(text, "latin1"))).toBe("Müller & Söhne");
    expect(name(Buffer.from(text, "latin1"), "application/mt940; charset=ISO-8859-1")).toBe("Müller & Söhne");
    const chinese = Buffer.concat([
      Buffer.from(german([":61:261120C5,00NTRFNONREF", ":86:166?00X?32"]).split("\r\n:62F")[0] ?? ""),
      Buffer.from([0xc9, 0xcf, 0xba, 0xa3, 0xc4, 0xb3, 0xc4, 0xb3]),
    ]);
    expect(name(chinese)).toBe("上海某某");
    expect(() => name(chinese, "application/mt940; charset=big5")).toThrow(/charset big5 is not read/);
  });

  test("marks of reversals and of what is expected only", () => {
    const lines = linesOf([":61:261120RC5,00NTRFNONREF//A", ":61:261120RDR6,00NTRFNONREF//B"]);
    expect(lines.map((l) => [l.direction, l.reversal, l.amountMinor])).toEqual([
      ["debit", true, 500],
      ["credit", true, 600],
    ]);
    expect(codesOf([":61:261120EC5,00NTRFNONREF"])).toEqual(["not_booked"]);
  });

  test("an entry's day is that nearest to its value date, over the turn of a year", () => {
    const days = linesOf([":61:2612310102C5,00NTRFNONREF", ":61:2701021231C5,00NTRFNONREF"]);
    expect(days.map(({ bookedOn }) => bookedOn)).toEqual(["2027-01-02", "2026-12-31"]);
  });

  test("lines that are none are rejected by what is wrong, and keep what the bank sent", () => {
    const bad = [
      ":61:261120C1.234,56NTRFNONREF",
      ":61:261120C5.00NTRFNONREF",
      ":61:261120C0,00NTRFNONREF",
      ":61:261340C5,00NTRFNONREF",
      ":61:nonsense",
    ];
    const expected = ["invalid_amount", "invalid_amount", "zero_amount", "missing_date", "invalid_field"];
    expect(codesOf(bad)).toEqual(expected);
    const { rejected, received } = read(german([...bad, ":61:261120C5,00NTRFNONREF"]));
    expect(received).toBe(6);
    expect(rejected[0]).toMatchObject({
      index: 0,
      raw: bad[0],
      detail: expect.stringMatching(/^Entry 1 of statement STARTUMSE/),
    });
  });

  test("what is no such text, or too long, is refused whole", () => {
    expect(() => read("hello")).toThrow(expect.objectContaining({ code: "malformed_request" }));
    const limits = { bytesMax: 1_000_000, linesMax: 2 };
    const three = german(Array.from({ length: 3 }, (_, n) => `:61:261120C${n + 1},00NTRFNONREF`));
    expect(() => read(three, { limits })).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(() => read(Buffer.from(three), { limits: { bytesMax: 9, linesMax: 9 } })).toThrow(
      expect.objectContaining({ code: "too_large" }),
    );
  });
});
