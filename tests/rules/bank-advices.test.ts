import { describe, expect, test } from "@jest/globals";
import { readAdvices } from "../../functions/bank/intake/advices.ts";
import type { AdviceMapping } from "../../functions/bank/schema.ts";
import { Fault } from "../../shared/fault.ts";
import type { Cell } from "../../shared/tabular/index.ts";
import { written } from "../support/tables.ts";

const csv = (text: string, mapping?: AdviceMapping) =>
  readAdvices("csv", Buffer.from(text), { mapping, currency: "EUR" });

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe("a payer's table", () => {
  test("is read by its usual headers: papers, discounts, deductions and credit notes", async () => {
    const text =
      "Muster Maschinen GmbH;;;;;\n" +
      "Rechnungsnr.;Zahlbetrag;Skonto;Abzug;Abzugsgrund;Zahldatum\n" +
      "RE-1;1.960,00;40,00;;;20.11.2026\n" +
      "RE-2;95,00;;-5,00;Fracht;20.11.2026\n" +
      "GS-7;-15,00;;;;20.11.2026\n" +
      "RE-9;0,00;;;;20.11.2026\n" +
      "Summe;2.040,00;;;;\n";
    expect(await csv(text)).toEqual([
      {
        ...{ payer: {}, currency: "EUR", paidOn: "2026-11-20", totalMinor: 204_000 },
        lines: [
          { reference: "RE-1", amountMinor: 196_000, discountMinor: 4_000 },
          {
            ...{ reference: "RE-2", amountMinor: 9_500 },
            deduction: { code: "deduction", text: "Fracht", amountMinor: 500 },
          },
          { reference: "GS-7", amountMinor: -1_500 },
        ],
      },
    ]);
  });

  test("is read by a mapping, payment by payment, with what each says of its payer", async () => {
    const mapping: AdviceMapping = {
      ...{ amountIs: "due", dayOrder: "dmy", decimalMark: "." },
      columns: {
        ...{ reference: "Doc", amount: "Gross", discount: "Disc", deduction: "Ded", deductionCode: "Code" },
        ...{ advice: "Run", payerName: "From", payerAccountNo: "IBAN", paidOn: "On", currency: "Ccy", memo: "Note" },
        paymentReference: "E2E",
      },
    };
    const text =
      "Run,Doc,Gross,Disc,Ded,Code,From,IBAN,On,Ccy,Note,E2E\n" +
      "1,A-1,100.00,2.00,3.00,freight,Muster,DE02,01/02/2026,USD,first,P-1\n" +
      "2,B-1,50.00,,,,Beispiel,,02/02/2026,EUR,,\n" +
      "1,A-2,10.00,,,,Muster,DE02,01/02/2026,USD,,P-1\n";
    expect(await csv(text, mapping)).toEqual([
      {
        ...{ payer: { name: "Muster", accountNo: "DE02" }, currency: "USD", paidOn: "2026-02-01", totalMinor: 10_500 },
        paymentReference: "P-1",
        lines: [
          {
            ...{ reference: "A-1", amountMinor: 9_500, discountMinor: 200, memo: "first" },
            deduction: { code: "freight", amountMinor: 300 },
          },
          { reference: "A-2", amountMinor: 1_000 },
        ],
      },
      {
        ...{ payer: { name: "Beispiel" }, currency: "EUR", paidOn: "2026-02-02", totalMinor: 5_000 },
        lines: [{ reference: "B-1", amountMinor: 5_000 }],
      },
    ]);
  });

  test("is the same as a workbook and in Chinese", async () => {
    const rows: Cell[][] = [
      ["发票号", "付款金额", "扣款", "扣款原因"],
      ["INV-2026-0117", 1_180, 5.8, "货损"],
      ["合计", 1_180, null, null],
    ];
    const body = await written("xlsx", ["付款清单"], rows);
    expect(await readAdvices("xlsx", body, { currency: "CNY" })).toEqual([
      {
        ...{ payer: {}, currency: "CNY", totalMinor: 118_000 },
        lines: [
          {
            ...{ reference: "INV-2026-0117", amountMinor: 118_000 },
            deduction: { code: "deduction", text: "货损", amountMinor: 580 },
          },
        ],
      },
    ]);
  });

  test("is refused whole, with every cell that cannot be read by its row and column", async () => {
    const mapping: AdviceMapping = { columns: { reference: "Doc", amount: "Paid", paidOn: "On" } };
    const text = "Doc,Paid,On\nA-1,ten,2026-02-01\n,5.00,2026-02-01\nA-3,5.00,01/02/2026\nA-4,5.00,2026-02-01\n";
    const fault = await faultOf(csv(text, mapping));
    expect(fault.errors.map(({ path }) => path)).toEqual(["rows.2.amount", "rows.3.reference", "rows.4.paidOn"]);
    const missing = await faultOf(csv("Doc,On\nA-1,2026-02-01\n", mapping));
    expect([missing.code, missing.detail]).toEqual(["malformed_request", expect.stringContaining("Paid is missing")]);
    expect((await faultOf(csv("x,y\n1,2\n"))).code).toBe("malformed_request");
    const long = `Doc,Paid,On\n${"A-1,5.00,2026-02-01\n".repeat(301)}`;
    expect((await faultOf(csv(long, mapping))).code).toBe("too_large");
  });
});

const paper = (number: string, amounts: string): string =>
  `<Strd><RfrdDocInf><Nb>${number}</Nb></RfrdDocInf><RfrdDocAmt>${amounts}</RfrdDocAmt></Strd>`;
const money = (name: string, amount: string, currency = "EUR"): string =>
  `<${name} Ccy="${currency}">${amount}</${name}>`;
const remt = (parts: string, version = "05"): Buffer =>
  Buffer.from(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:remt.001.001.${version}"><RmtAdvc><GrpHdr><MsgId>M</MsgId></GrpHdr>${parts}</RmtAdvc></Document>`,
  );
const payment =
  "<OrgnlPmtInf><Refs><EndToEndId>P-1</EndToEndId></Refs>" +
  `<Amt>${money("InstdAmt", "975.00")}</Amt><ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt>` +
  "<Dbtr><Nm>Muster GmbH</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></OrgnlPmtInf>";
const read = (body: Buffer) => readAdvices("remt.001", body, { currency: "CNY" });

describe("a remt.001", () => {
  test("tells who pays what on which day, paper by paper", async () => {
    const papers =
      paper("INV-1", money("DuePyblAmt", "1000.00") + money("DscntApldAmt", "20.00") + money("RmtdAmt", "980.00")) +
      "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>CN-7</Nb></RfrdDocInf>" +
      `<RfrdDocAmt>${money("CdtNoteAmt", "5.00")}</RfrdDocAmt></Strd>`;
    for (const version of ["02", "05"])
      expect(await read(remt(`<RmtInf>${papers}${payment}</RmtInf>`, version))).toEqual([
        {
          payer: { name: "Muster GmbH", accountNo: "DE02120300000000202051" },
          ...{ currency: "EUR", totalMinor: 97_500, paidOn: "2026-11-20", paymentReference: "P-1" },
          lines: [
            { reference: "INV-1", amountMinor: 98_000, discountMinor: 2_000 },
            { reference: "CN-7", amountMinor: -500 },
          ],
        },
      ]);
  });

  test("of the newest version tells each amount with its type beside it", async () => {
    const typed = (code: string, amount: string, currency = "EUR"): string =>
      `<RmtAmtAndTp><Tp><Cd>${code}</Cd></Tp>${money("Amt", amount, currency)}</RmtAmtAndTp>`;
    const papers =
      paper(
        "INV-1",
        typed("TAXS", "190.00") + typed("DUPA", "1000.00") + typed("TMDS", "20.00") + typed("REMI", "980.00"),
      ) +
      "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>CN-7</Nb></RfrdDocInf>" +
      `<RfrdDocAmt>${typed("CREN", "5.00")}</RfrdDocAmt></Strd>`;
    expect(await read(remt(`<RmtInf>${papers}${payment}</RmtInf>`, "06"))).toMatchObject([
      {
        totalMinor: 97_500,
        lines: [
          { reference: "INV-1", amountMinor: 98_000, discountMinor: 2_000 },
          { reference: "CN-7", amountMinor: -500 },
        ],
      },
    ]);
    const silent = `<RmtInf>${paper("INV-1", typed("DUPA", "980.00", "USD"))}<OrgnlPmtInf/></RmtInf>`;
    expect(await read(remt(silent, "06"))).toMatchObject([{ currency: "USD", totalMinor: 98_000 }]);
    const unknown = `<RmtInf>${paper("INV-1", typed("PBAL", "980.00"))}${payment}</RmtInf>`;
    expect((await faultOf(read(remt(unknown, "06")))).errors).toMatchObject([{ path: "RmtInf.0.Strd" }]);
  });

  test("without an amount of its own is the sum of its papers, in their currency", async () => {
    const parts = `<RmtInf>${paper("INV-1", money("RmtdAmt", "980.00", "USD"))}<OrgnlPmtInf/></RmtInf>`;
    expect(await read(remt(parts))).toEqual([
      { payer: {}, currency: "USD", totalMinor: 98_000, lines: [{ reference: "INV-1", amountMinor: 98_000 }] },
    ]);
  });

  test("is refused where it is another message, or where its papers are not whole", async () => {
    const other = Buffer.from('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>');
    expect((await faultOf(read(other))).detail).toContain("must be remt.001");
    expect((await faultOf(read(remt("")))).code).toBe("malformed_request");
    const half = `<RmtInf>${paper("INV-1", money("RmtdAmt", "1.00"))}${paper("INV-2", "")}${payment}</RmtInf>`;
    expect((await faultOf(read(remt(half)))).errors).toMatchObject([{ path: "RmtInf.0.Strd" }]);
    const mixed = `<RmtInf>${paper("INV-1", money("RmtdAmt", "1.00", "USD"))}${payment}</RmtInf>`;
    expect((await faultOf(read(remt(mixed)))).code).toBe("invalid");
  });
});
