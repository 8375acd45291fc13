import { describe, expect, test } from "@jest/globals";
import { camtDocument, type EntrySpec, everyVersion } from "../support/fixtures/bank/camt.ts";
import { codesOf, linesOf, OWN, read, readEntries } from "../support/fixtures/bank/read.ts";

const payment = {
  amount: "990.00",
  reference: "TX-1",
  entryReference: "1",
  details: [
    {
      amount: "990.00",
      reference: "TX-1",
      endToEndId: "E2E-77",
      payer: { name: "Müller & Söhne GmbH", iban: "DE02120300000000202051", bank: "BYLADEM1001" },
      payee: { iban: "DE44500105175407324931" },
      ultimatePayer: "Müller Holding",
      remittance: ["Contract HT-2026-0117", "first part"],
      creditorReference: "RF18539007547034",
      documentNo: "INV-1",
      charges: { amount: "10.00" },
    },
  ],
} satisfies EntrySpec;

describe("every version of both messages tells the same line", () => {
  test.each(everyVersion)("camt.$message version $version", ({ message, version }) => {
    for (const prefix of [undefined, "ns2"]) {
      const xml = camtDocument({ message, version, prefix, statements: [{ id: "S1", iban: OWN, entries: [payment] }] });
      expect(read(xml)).toEqual({
        received: 1,
        rejected: [],
        lines: [
          {
            index: 0,
            statement: 0,
            line: {
              bankReference: "TX-1",
              bookedOn: "2026-11-20",
              direction: "credit",
              reversal: false,
              amountMinor: 99_000,
              currency: "EUR",
              chargesMinor: 1_000,
              virtualAccountNo: "DE44500105175407324931",
              endToEndId: "E2E-77",
              payer: { name: "Müller & Söhne GmbH", accountNo: "DE02120300000000202051", bankCode: "BYLADEM1001" },
              ultimatePayer: "Müller Holding",
              remittance: "Contract HT-2026-0117 first part",
              references: ["RF18539007547034", "INV-1"],
              creditorReference: "RF18539007547034",
              bankTransactionCode: "PMNT/RCDT/ESCT",
              statementId: "S1",
            },
          },
        ],
      });
    }
  });

  test.each(everyVersion)("a batch, a reversal and an unbooked entry in camt.$message version $version", (which) => {
    const entries: EntrySpec[] = [
      { amount: "30.00", reference: "B-1", batchSize: 2, details: [{ amount: "10.00" }, { amount: "20.00" }] },
      { amount: "5.00", reference: "TX-9", direction: "DBIT", reversal: true, details: [{ payer: { name: "P" } }] },
      { amount: "7.00", status: "PDNG" },
    ];
    const parsed = read(camtDocument({ ...which, statements: [{ id: "S", iban: OWN, entries }] }));
    expect(parsed.lines.map(({ line }) => [line.direction, line.reversal, line.amountMinor, line.payer?.name])).toEqual(
      [
        ["credit", false, 1_000, undefined],
        ["credit", false, 2_000, undefined],
        ["debit", true, 500, "P"],
      ],
    );
    expect(parsed.rejected).toMatchObject([{ index: 3, code: "not_booked", detail: expect.stringContaining("PDNG") }]);
  });
});

describe("money and dates", () => {
  test("minor digits are the currency's", () => {
    const amounts = [
      ["1000", "JPY"],
      ["1.234", "KWD"],
      ["0.29", "EUR"],
      ["1000.00", "JPY"],
    ].map(([amount, currency]) => ({ amount: amount as string, currency }));
    expect(linesOf(amounts).map(({ amountMinor }) => amountMinor)).toEqual([1_000, 1_234, 29, 1_000]);
  });

  test.each(["1.234", "1e3", "abc", "-5.00", "9999999999999999", ""])("%p is no amount in euros", (amount) => {
    expect(codesOf([{ amount }])).toEqual(["invalid_amount"]);
  });

  test("a zero amount, an impossible date and an unknown direction are each refused by name", () => {
    expect(codesOf([{ amount: "0.00" }])).toEqual(["zero_amount"]);
    expect(codesOf([{ amount: "1.00", bookedOn: "2026-02-30" }])).toEqual(["missing_date"]);
    expect(codesOf([{ amount: "1.00", direction: "BOTH" as "CRDT" }])).toEqual(["invalid_direction"]);
  });

  test("an instant becomes the civil date of the tenant's zone, or stays as the bank wrote it", () => {
    const entry = { amount: "1.00", bookedAt: "2026-11-20T18:30:00Z" };
    expect(readEntries([entry], 4, { timeZone: "Asia/Shanghai" }).lines[0]?.line.bookedOn).toBe("2026-11-21");
    const written = ["T23:30:00-05:00", "T00:30:00+13:00", "T12:00:00"].map((time) => `2026-11-20${time}`);
    const dates = linesOf(written.map((bookedAt) => ({ amount: "1.00", bookedAt }))).map(({ bookedOn }) => bookedOn);
    expect(dates).toEqual(["2026-11-20", "2026-11-20", "2026-11-20"]);
  });

  test("charges of the entry are those of its only detail", () => {
    const entry = { amount: "9.00", charges: { amount: "1.00" }, details: [{ amount: "10.00" }] };
    expect(linesOf([entry])).toMatchObject([{ amountMinor: 900, chargesMinor: 100 }]);
  });

  test("charges that the bank books apart are not part of the amount", () => {
    const detail = { amount: "9.00", charges: { amount: "1.00", included: false } };
    expect(linesOf([{ amount: "9.00", details: [detail] }])[0]?.chargesMinor).toBeUndefined();
  });
});

describe("parties and references", () => {
  test("the other side of a debit is who was paid, of a reversed credit who had paid", () => {
    const details = [{ payer: { name: "Payer" }, payee: { name: "Payee" } }];
    const entries: EntrySpec[] = [
      { amount: "1.00", direction: "DBIT", details },
      { amount: "1.00", direction: "DBIT", reversal: true, details },
      { amount: "1.00", direction: "CRDT", reversal: true, details },
    ];
    expect(linesOf(entries).map(({ payer }) => payer?.name)).toEqual(["Payee", "Payer", "Payee"]);
  });

  test("a reversal may be flagged with a digit", () => {
    expect(linesOf([{ amount: "1.00", reversal: "1" }])[0]?.reversal).toBe(true);
  });

  test("text beyond the bound is cut between characters", () => {
    const remittance = ["x".repeat(999), "😀"].join("");
    const [line] = linesOf([{ amount: "1.00", details: [{ remittance: [remittance] }] }]);
    expect(line?.remittance).toBe("x".repeat(999));
  });

  test("placeholders are no signal", () => {
    const detail = { reference: "NONREF", endToEndId: "notprovided", creditorReference: "/", documentNo: "000" };
    const [line] = linesOf([{ amount: "1.00", reference: "0", details: [detail] }]);
    expect(line).toMatchObject({ references: [] });
    expect(line).not.toHaveProperty("bankReference");
    expect(line).not.toHaveProperty("endToEndId");
  });

  test("the statement's own account in national notation is no virtual account", () => {
    const to = (iban: string) => linesOf([{ amount: "1.00", details: [{ payee: { iban } }] }])[0]?.virtualAccountNo;
    expect(to("0532013000")).toBeUndefined();
    expect(to("DE89 3704 0044 0532 0130 00")).toBeUndefined();
    expect(to("6225-0017")).toBe("6225-0017");
  });

  test("a returned payment says why", () => {
    expect(linesOf([{ amount: "1.00", details: [{ returnReason: "AC04" }] }])[0]?.returnReason).toBe("AC04");
  });

  test("a reference that one statement tells with different contents is shared, told twice alike it is one", () => {
    const shared = linesOf([
      { amount: "1.00", reference: "R" },
      { amount: "2.00", reference: "R" },
      { amount: "1.00", reference: "Q" },
      { amount: "1.00", reference: "Q" },
      { amount: "2.00", reference: "Q", direction: "DBIT" },
    ]);
    expect(shared.map((line) => line.bankReference ?? `shared ${line.sharedReference}`)).toEqual([
      "shared R",
      "shared R",
      "Q",
      "Q",
      "Q",
    ]);
  });

  test("markup that only looks like elements of the message is read past", () => {
    const xml = camtDocument({ message: "054", version: 8, statements: [{ id: "S", entries: [{ amount: "1.00" }] }] });
    const foreign = '<x:Amt xmlns:x="urn:other" Ccy="USD">999</x:Amt><!-- <Amt>3</Amt> -->';
    const cdata = "<Id><![CDATA[S<2]]></Id>";
    const parsed = read(xml.replace("<Ntry>", `<Ntry>${foreign}`).replace("<Id>S</Id>", cdata));
    expect(parsed.lines[0]?.line).toMatchObject({ amountMinor: 100, currency: "EUR", statementId: "S<2" });
  });
});

describe("statements of other accounts", () => {
  const statements = [
    { id: "S1", iban: OWN, entries: [{ amount: "1.00" }] },
    { id: "S2", account: "6225-0017", entries: [{ amount: "2.00" }, { amount: "3.00" }] },
  ];
  const xml = camtDocument({ message: "053", version: 8, statements });

  test("are taken when the connection's account is unknown", () => {
    expect(read(xml).lines.map(({ statement }) => statement)).toEqual([0, 1, 1]);
  });

  test("are refused line by line otherwise", () => {
    const { lines, rejected } = read(xml, { accountNo: "DE89 3704 0044 0532 0130 00" });
    expect(lines).toHaveLength(1);
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, "account_mismatch"],
      [2, "account_mismatch"],
    ]);
  });

  test("are taken when the account is a virtual one of the connection, and their lines name it", () => {
    const { lines } = read(xml, { accountNo: OWN, virtualAccountNos: ["6225 0017"] });
    expect(lines.map(({ line }) => line.virtualAccountNo)).toEqual([undefined, "6225 0017", "6225 0017"]);
  });
});
