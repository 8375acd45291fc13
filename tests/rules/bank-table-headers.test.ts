import { expect, test } from "@jest/globals";
import { proposedFor } from "../../functions/bank/intake/table/mapping.ts";
import { readStatementTable } from "../../functions/bank/intake/table/read.ts";

type Sent = [
  bank: string,
  currency: string,
  rows: string[],
  dayOrder: "dmy" | "mdy" | undefined,
  mark: string,
  line: object,
];

/** One receipt as banks of many countries export it, the header first. */
const EXPORTS: Sent[] = [
  [
    "with headers in two languages and both sides",
    "CNY",
    [
      "付款人名称[ Payer's Name ],付款人账号[ Debit Account No. ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易金额[ Trade Amount ],用途[ Purpose ]",
      '上海云帆科技有限公司,310066,乙,20261102,"30,000.00",XSHT-1',
    ],
    undefined,
    ",",
    { amountMinor: 3_000_000, payer: { name: "上海云帆科技有限公司", accountNo: "310066" }, remittance: "XSHT-1" },
  ],
  [
    "with the time in a column of its own",
    "CNY",
    ["交易日,交易时间,借方金额,贷方金额,摘要,收(付)方名称", "20261102,102345,,30000.00,XSHT-1,某某公司"],
    undefined,
    ",",
    { amountMinor: 3_000_000, payer: { name: "某某公司" }, remittance: "XSHT-1" },
  ],
  [
    "German",
    "EUR",
    [
      "Buchungstag;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;Betrag;Waehrung",
      "02.11.26;RE 1187;MUSTER GMBH;1.119,00;EUR",
    ],
    "dmy",
    ";",
    { amountMinor: 111_900, payer: { name: "MUSTER GMBH" }, remittance: "RE 1187" },
  ],
  [
    "Swiss",
    "CHF",
    ["Buchungsdatum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Valuta", "02.11.2026;RE 1;119.00;;02.11.2026"],
    "dmy",
    ";",
    { amountMinor: 11_900, remittance: "RE 1", valueOn: "2026-11-02" },
  ],
  [
    "British",
    "GBP",
    ["Date,Type,Description,Paid out,Paid in,Balance", "02/11/2026,CR,SIN1188,,1250.00,5000.00"],
    "dmy",
    ",",
    { amountMinor: 125_000, remittance: "SIN1188" },
  ],
  [
    "American",
    "USD",
    ["Posting Date,Description,Amount,Balance", "11/02/2026,INV0045521,4990.00,10000.00"],
    "mdy",
    ",",
    { amountMinor: 499_000, remittance: "INV0045521" },
  ],
  [
    "French",
    "EUR",
    ["Date;Libellé;Débit euros;Crédit euros", "02/11/2026;VIR FA-1;;640,00"],
    "dmy",
    ";",
    { amountMinor: 64_000, remittance: "VIR FA-1" },
  ],
  [
    "Dutch",
    "EUR",
    [
      "Datum;Naam / Omschrijving;Tegenrekening;Af Bij;Bedrag (EUR);Mededelingen",
      "20261102;BAKKERIJ;NL20INGB0001234567;Bij;410,20;F26100",
    ],
    undefined,
    ";",
    { amountMinor: 41_020, payer: { name: "BAKKERIJ", accountNo: "NL20INGB0001234567" }, remittance: "F26100" },
  ],
  [
    "Indian",
    "INR",
    [
      "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance",
      "02/11/26,NEFT CR-MUSTER,SBIN126,02/11/26,,118000.00,200000.00",
    ],
    "dmy",
    ",",
    { amountMinor: 11_800_000, bankReference: "SBIN126", remittance: "NEFT CR-MUSTER" },
  ],
  [
    "Brazilian",
    "BRL",
    ["Data;Histórico;Crédito (R$);Débito (R$);Saldo (R$)", "02/11/2026;TED NF 1188;1.500,00;;9.000,00"],
    "dmy",
    ";",
    { amountMinor: 150_000, remittance: "TED NF 1188" },
  ],
  [
    "Japanese",
    "JPY",
    ["お取引日,お引出し,お預入れ,お取り扱い内容,残高", '2026/11/02,,"550,000",振込 ヤマダ,1000000'],
    undefined,
    ",",
    { amountMinor: 550_000, remittance: "振込 ヤマダ" },
  ],
  [
    "Korean",
    "KRW",
    ["거래일시,적요,출금액,입금액,거래후잔액", '2026-11-02 10:23:45,삼우전자,0,"1,100,000",5000000'],
    undefined,
    ",",
    { amountMinor: 1_100_000, remittance: "삼우전자" },
  ],
  [
    "Norwegian",
    "NOK",
    ["Dato;Forklaring;Rentedato;Ut fra konto;Inn på konto", "02.11.2026;Faktura 50012;02.11.2026;;238,00"],
    "dmy",
    ";",
    { amountMinor: 23_800, remittance: "Faktura 50012" },
  ],
];

test.each(EXPORTS)(
  "an export %s is read by the mapping that its headers propose",
  async (_, currency, rows, dayOrder, mark, line) => {
    const proposed = proposedFor((rows[0] ?? "").split(mark));
    const mapping = proposed && { ...proposed, ...(dayOrder && { dayOrder }) };
    const read = await readStatementTable("csv", Buffer.from(rows.join("\n")), { mapping, currency });
    expect(read.rejected).toEqual([]);
    expect(read.lines).toMatchObject([{ line: { bookedOn: "2026-11-02", direction: "credit", ...line } }]);
  },
);
