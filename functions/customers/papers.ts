import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { standing } from "../bank/rules.ts";
import type { bankTransaction } from "../bank/table.ts";
import type { Head } from "../documents/letterhead.ts";
import type { Fact, Sheet } from "../documents/sheet.ts";
import type { Statement } from "./statement-schema.ts";

type Words = {
  statement: string;
  receipt: string;
  to: string;
  on: string;
  columns: { reference: string; issuedOn: string; dueOn: string; amount: string; open: string; overdue: string };
  days: (days: number) => string;
  open: (currency: string) => string;
  overdue: (currency: string) => string;
  payTo: string;
  terms: string;
  receiptNumber: string;
  issuedOn: string;
  number: string;
  bookedOn: string;
  payer: string;
  settles: string;
  kinds: { payment: string; prepayment: string; rest: string };
  total: string;
};

export const paperWords: Record<Locale, Words> = {
  "zh-CN": {
    statement: "对账单",
    receipt: "收款确认",
    to: "客户",
    on: "截至",
    columns: {
      ...{ reference: "单号", issuedOn: "开立日", dueOn: "到期日" },
      ...{ amount: "金额", open: "未付", overdue: "逾期" },
    },
    days: (days) => `${days} 天`,
    open: (currency) => `未付合计 ${currency}`,
    overdue: (currency) => `其中已逾期 ${currency}`,
    payTo: "收款账户",
    terms: "说明",
    receiptNumber: "收据编号",
    issuedOn: "开具日期",
    number: "流水号",
    bookedOn: "入账日",
    payer: "付款人",
    settles: "用途",
    kinds: { payment: "付款", prepayment: "预收款", rest: "待认领" },
    total: "到款金额",
  },
  en: {
    statement: "Statement of account",
    receipt: "Receipt",
    to: "Customer",
    on: "As of",
    columns: {
      ...{ reference: "Reference", issuedOn: "Issued", dueOn: "Due" },
      ...{ amount: "Amount", open: "Open", overdue: "Overdue" },
    },
    days: (days) => `${days} ${days === 1 ? "day" : "days"}`,
    open: (currency) => `Open, ${currency}`,
    overdue: (currency) => `Of it overdue, ${currency}`,
    payTo: "Pay to",
    terms: "Notes",
    receiptNumber: "Receipt no.",
    issuedOn: "Issued on",
    number: "Bank reference",
    bookedOn: "Booked on",
    payer: "Payer",
    settles: "For",
    kinds: { payment: "Payment", prepayment: "Prepayment", rest: "To be assigned" },
    total: "Received",
  },
};

function below({ tax }: Head, words: Words, terms: string | undefined): Sheet["paragraphs"] {
  const payTo = [tax.bankName, tax.bankAccountNo].filter((part) => part !== undefined).join(" ");
  return [
    ...(payTo ? [{ heading: words.payTo, text: payTo }] : []),
    ...(terms ? [{ heading: words.terms, text: terms }] : []),
  ];
}

/** A statement of account as a document: every open paper, and what is open and overdue by currency. */
export function statementSheet(of: Statement, accountName: string, head: Head, locale: Locale, at: string): Sheet {
  const words = paperWords[locale];
  const { columns } = words;
  const sums = of.totals.flatMap(({ currency, openMinor, overdueMinor }): Fact[] => [
    { label: words.open(currency), value: formatAmount(locale, openMinor, currency), isStrong: true },
    { label: words.overdue(currency), value: formatAmount(locale, overdueMinor, currency) },
  ]);
  return {
    ...{ locale, letterhead: head.letterhead, title: words.statement, at },
    facts: [[{ label: words.to, value: accountName }], [{ label: words.on, value: formatDate(locale, of.on) }]],
    table: {
      columns: [
        { title: columns.reference, width: 26 },
        { title: columns.issuedOn, width: 17 },
        { title: columns.dueOn, width: 17 },
        { title: columns.amount, width: 17, isNumber: true },
        { title: columns.open, width: 17, isNumber: true },
        { title: columns.overdue, width: 11, isNumber: true },
      ],
      rows: of.items.map((item) => [
        item.reference,
        formatDate(locale, item.issuedOn),
        formatDate(locale, item.dueOn),
        formatAmount(locale, item.amountMinor, item.currency),
        formatAmount(locale, item.openMinor, item.currency),
        item.overdueDays > 0 ? words.days(item.overdueDays) : "",
      ]),
    },
    totals: sums,
    paragraphs: below(head, words, head.terms.statement),
    foot: `${head.letterhead.name} · ${words.statement} · ${accountName}`,
  };
}

type Line = RowOf<typeof bankTransaction>;

/** What a receipt of money was used for, piece by piece, the rest last: together the money that came. */
function piecesOf(row: Line, references: ReadonlyMap<string, string>, words: Words): [string, number][] {
  const cash = standing(row).filter(({ kind }) => kind === "payment" || kind === "prepayment");
  const pieces = cash.map(({ kind, receivableId = "", amountMinor }): [string, number] =>
    kind === "payment"
      ? [`${words.kinds.payment} ${references.get(receivableId) ?? ""}`.trim(), amountMinor]
      : [words.kinds.prepayment, amountMinor],
  );
  return row.unappliedMinor > 0 ? [...pieces, [words.kinds.rest, row.unappliedMinor]] : pieces;
}

/** A bank line, what the papers that it paid are called, and the number of its receipt, once one was made out. */
type Received = {
  row: Line;
  references: ReadonlyMap<string, string>;
  numbered?: { number: string; issuedOn: string };
};

/** A receipt of money as a document. */
export function receiptSheet(
  { row, references, numbered }: Received,
  accountName: string | undefined,
  head: Head,
  locale: Locale,
): Sheet {
  const words = paperWords[locale];
  const amount = (minor: number): string => formatAmount(locale, minor, row.currency);
  const customer = accountName ?? row.payer?.name;
  return {
    ...{ locale, letterhead: head.letterhead, title: words.receipt, at: row.updatedAt },
    facts: [
      customer ? [{ label: words.to, value: customer }] : [],
      [
        ...(numbered
          ? [
              { label: words.receiptNumber, value: numbered.number },
              { label: words.issuedOn, value: formatDate(locale, numbered.issuedOn) },
            ]
          : []),
        { label: words.number, value: row.bankReference ?? row.id },
        { label: words.bookedOn, value: formatDate(locale, row.bookedOn) },
        ...(row.payer?.name ? [{ label: words.payer, value: row.payer.name }] : []),
      ],
    ],
    table: {
      columns: [
        { title: words.settles, width: 70 },
        { title: words.columns.amount, width: 30, isNumber: true },
      ],
      rows: piecesOf(row, references, words).map(([label, minor]) => [label, amount(minor)]),
    },
    totals: [{ label: words.total, value: amount(row.amountMinor), isStrong: true }],
    paragraphs: below({ ...head, tax: {} }, words, head.terms.receipt),
    foot: `${head.letterhead.name} · ${words.receipt} ${numbered?.number ?? row.bankReference ?? row.id}`,
  };
}
