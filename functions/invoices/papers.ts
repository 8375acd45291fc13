import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { Fact, Sheet } from "../documents/sheet.ts";
import type { InvoiceRow } from "./table.ts";

type Words = {
  title: Record<InvoiceRow["kind"], string>;
  voided: (reason: string) => string;
  to: string;
  taxNo: string;
  address: string;
  number: string;
  on: string;
  dueOn: string;
  reference: string;
  contract: string;
  credits: string;
  line: { what: string; net: string; rate: string; tax: string; amount: string };
  whole: string;
  net: string;
  tax: (rate: string) => string;
  total: string;
  payTo: string;
  terms: string;
};

export const invoiceWords: Record<Locale, Words> = {
  "zh-CN": {
    title: { invoice: "发票", creditNote: "贷项通知单" },
    voided: (reason) => `已作废：${reason}`,
    to: "购买方",
    taxNo: "税号",
    address: "地址",
    number: "编号",
    on: "开具日期",
    dueOn: "付款期限",
    reference: "付款时请注明",
    contract: "合同",
    credits: "冲销发票",
    line: { what: "项目", net: "不含税金额", rate: "税率", tax: "税额", amount: "金额" },
    whole: "应付款项",
    net: "不含税合计",
    tax: (rate) => `税额 ${rate}`,
    total: "价税合计",
    payTo: "收款账户",
    terms: "说明",
  },
  en: {
    title: { invoice: "Invoice", creditNote: "Credit note" },
    voided: (reason) => `Voided: ${reason}`,
    to: "Bill to",
    taxNo: "Tax no.",
    address: "Address",
    number: "Number",
    on: "Issued on",
    dueOn: "Due on",
    reference: "Please quote",
    contract: "Contract",
    credits: "Credits invoice",
    line: { what: "Item", net: "Net", rate: "Tax", tax: "Tax amount", amount: "Amount" },
    whole: "Amount due",
    net: "Net",
    tax: (rate) => `Tax ${rate}`,
    total: "Total",
    payTo: "Pay to",
    terms: "Notes",
  },
};

const BASIS_POINTS_OF_PERCENT = 100;
const percent = (basisPoints: number): string => `${basisPoints / BASIS_POINTS_OF_PERCENT}%`;

/** An invoice as a document: the same for ever, but that one which was voided says so. */
export function invoiceSheet(row: InvoiceRow, locale: Locale): Sheet {
  const words = invoiceWords[locale];
  const amount = (minor: number): string => formatAmount(locale, minor, row.currency);
  const known = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : []);
  const rates = Map.groupBy(row.lines, ({ taxBasisPoints }) => taxBasisPoints);
  const taxes = [...rates]
    .filter(([rate]) => rate > 0)
    .sort(([a], [b]) => a - b)
    .map(([rate, lines]) => ({
      label: words.tax(percent(rate)),
      value: amount(lines.reduce((sum, { taxMinor }) => sum + taxMinor, 0)),
    }));
  const title = words.title[row.kind];
  const terms = row.terms?.[locale];
  const letterhead = row.seller[locale];
  return {
    ...{ locale, letterhead, title, at: row.createdAt },
    ...(row.status === "voided" && { warning: words.voided(row.voidReason ?? "") }),
    facts: [
      [
        { label: words.to, value: row.buyer.name },
        ...known(words.taxNo, row.buyer.taxNo),
        ...known(words.address, row.buyer.address),
      ],
      [
        { label: words.number, value: row.number ?? row.id },
        { label: words.on, value: formatDate(locale, row.issuedOn) },
        ...(row.kind === "invoice" ? [{ label: words.dueOn, value: formatDate(locale, row.dueOn) }] : []),
        { label: words.reference, value: row.reference },
        ...known(words.contract, row.contractNo),
        ...known(words.credits, row.creditsNumber),
      ],
    ],
    table: {
      columns: [
        { title: words.line.what, width: 40 },
        { title: words.line.net, width: 18, isNumber: true },
        { title: words.line.rate, width: 8, isNumber: true },
        { title: words.line.tax, width: 16, isNumber: true },
        { title: words.line.amount, width: 18, isNumber: true },
      ],
      rows: row.lines.map(({ name = words.whole, code, netMinor, taxBasisPoints, taxMinor, amountMinor }) => [
        code ? `${name}\n${code}` : name,
        amount(netMinor),
        percent(taxBasisPoints),
        amount(taxMinor),
        amount(amountMinor),
      ]),
    },
    totals: [
      { label: words.net, value: amount(row.netMinor) },
      ...taxes,
      { label: words.total, value: amount(row.totalMinor), isStrong: true },
    ],
    paragraphs: [
      ...(row.seller.payTo && row.kind === "invoice" ? [{ heading: words.payTo, text: row.seller.payTo }] : []),
      ...(terms ? [{ heading: words.terms, text: terms }] : []),
    ],
    foot: `${letterhead.name} · ${title} ${row.number ?? ""}`,
  };
}
