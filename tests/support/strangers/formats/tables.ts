import type { StatementMapping } from "../../../../functions/bank/intake/index.ts";
import type { Known } from "./mt940.ts";

/** What a bank exports: in words, the text (or its bytes), how it is read (by its usual headers if nothing is said), the lines. */
export type Exported = {
  what: string;
  text: string;
  mapping?: StatementMapping;
  currency?: string;
  lines: Known[];
  rejected?: number;
};

const chinese: StatementMapping = {
  columns: {
    bookedOn: "交易日期",
    credit: "贷方金额",
    debit: "借方金额",
    bankReference: "流水号",
    payerName: "对方户名",
    payerAccountNo: "对方账号",
    remittance: ["摘要", "用途"],
  },
};
const zh = (...rows: string[]): string =>
  [
    "某某银行账户明细,,,,,,,",
    "账号:6222000000000001,,,,,,,",
    "交易日期,借方金额,贷方金额,流水号,对方户名,对方账号,摘要,用途",
    ...rows,
  ].join("\r\n");

const signed: StatementMapping = {
  columns: { bookedOn: "Date", amount: "Amount", payerName: "Name", remittance: ["Description"] },
  dayOrder: "dmy",
  decimalMark: ",",
};

export const tables: Exported[] = [
  {
    what: "amounts as text with signs of thousands and of currency",
    text: zh('20261120,,"¥1,185.80",S1,某某科技有限公司,6222****1234,货款,HT-2026-0117'),
    mapping: chinese,
    lines: [{ amount: 1185.8, out: false, payer: "某某科技有限公司", says: "HT-2026-0117", bankReference: "S1" }],
  },
  {
    what: "full-width digits and blanks",
    text: zh("2026-11-20,　,１１８５．８０,S2,某某科技有限公司,,货款,合同ＨＴ－２０２６－０１１７"),
    mapping: chinese,
    lines: [{ amount: 1185.8, says: "０１１７" }],
  },
  {
    what: "a number kept as text by a sign before it",
    text: zh('2026/11/20,,100.00,="20261120000000000017",某某,="6222021234567890123",货款,'),
    mapping: chinese,
    lines: [{ amount: 100, bankReference: "20261120000000000017", account: "6222021234567890123" }],
  },
  {
    what: "both columns filled",
    text: zh("2026-11-20,50.00,100.00,S4,某某,,货款,"),
    mapping: chinese,
    lines: [],
    rejected: 1,
  },
  {
    what: "zero in the other column",
    text: zh("2026-11-20,0.00,100.00,S5,某某,,货款,", "2026-11-20,30.00,0,S6,某某,,货款,"),
    mapping: chinese,
    lines: [
      { amount: 100, out: false },
      { amount: 30, out: true },
    ],
  },
  {
    what: "a minus in a column that tells the direction",
    text: zh("2026-11-20,,-100.00,S7,某某,,冲正,"),
    mapping: chinese,
    lines: [],
    rejected: 1,
  },
  {
    what: "sums of pages between the rows",
    text: zh("2026-11-20,,100.00,S8,某某,,货款,", "本页合计,,100.00,,,,,", "2026-11-21,,20.00,S9,某某,,货款,"),
    mapping: chinese,
    lines: [{ amount: 100 }, { amount: 20 }],
  },
  {
    what: "line breaks and quotes within a cell",
    text: zh('2026-11-20,,100.00,S10,某某,,"货款\n合同""HT-2026-0117""",'),
    mapping: chinese,
    lines: [{ amount: 100, says: "HT-2026-0117" }],
  },
  {
    what: "a time behind the day",
    text: zh("2026-11-20 23:59:59,,100.00,S11,某某,,货款,"),
    mapping: chinese,
    lines: [{ amount: 100, on: "2026-11-20" }],
  },
  {
    what: "decimal commas and signs",
    text: "Date;Amount;Name;Description\n20.11.2026;1.185,80;Muster;RE-1\n20.11.2026;-50,00;Bank;Gebühr\n20.11.2026;+7,5;Muster;RE-2\n",
    mapping: signed,
    currency: "EUR",
    lines: [
      { amount: 1185.8, out: false, says: "RE-1" },
      { amount: 50, out: true },
      { amount: 7.5, out: false },
    ],
  },
  {
    what: "a sign behind the amount",
    text: "Date;Amount;Name;Description\n20.11.2026;50,00-;Bank;Gebühr\n",
    mapping: signed,
    currency: "EUR",
    lines: [{ amount: 50, out: true }],
  },
  {
    what: "brackets for a minus",
    text: "Date;Amount;Name;Description\n20.11.2026;(50,00);Bank;Gebühr\n",
    mapping: signed,
    currency: "EUR",
    lines: [{ amount: 50, out: true }],
  },
  {
    what: "a day that is none",
    text: "Date;Amount;Name;Description\n31.11.2026;50,00;Muster;RE-1\n20.11.2026;51,00;Muster;RE-2\n",
    mapping: signed,
    currency: "EUR",
    lines: [{ amount: 51 }],
    rejected: 1,
  },
  {
    what: "more decimals than the currency has",
    text: "Date;Amount;Name;Description\n20.11.2026;50,005;Muster;RE-1\n",
    mapping: signed,
    currency: "EUR",
    lines: [],
    rejected: 1,
  },
  {
    what: "a reference that a spreadsheet has made a power",
    text: zh("2026-11-20,,100.00,2.02611E+19,某某,,货款,"),
    mapping: chinese,
    lines: [{ amount: 100 }],
  },
];
