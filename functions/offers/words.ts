import type { Locale } from "../../shared/notify/format.ts";

/** What quotes say on paper and on their page, in one language. */
export type QuoteWords = {
  quote: string;
  draft: string;
  to: string;
  contact: string;
  number: string;
  revision: (revision: number) => string;
  on: string;
  validUntil: string;
  from: string;
  sale: string;
  line: { no: string; product: string; quantity: string; price: string; discount: string; tax: string; amount: string };
  months: (quantity: string, months: number) => string;
  subtotal: string;
  discount: (percent: string) => string;
  net: string;
  tax: (percent: string) => string;
  total: string;
  payments: string;
  payment: (no: number, on: string, amount: string) => string;
  payTo: string;
  bank: string;
  accountNo: string;
  terms: string;
};

export const quoteWords: Record<Locale, QuoteWords> = {
  "zh-CN": {
    quote: "报价单",
    draft: "草稿，尚未生效，不构成要约。",
    to: "客户",
    contact: "联系人",
    number: "编号",
    revision: (revision) => `第 ${revision} 版`,
    on: "日期",
    validUntil: "有效期至",
    from: "销售",
    sale: "项目",
    line: {
      no: "序号",
      product: "产品",
      quantity: "数量",
      price: "单价",
      discount: "折扣",
      tax: "税率",
      amount: "金额",
    },
    months: (quantity, months) => `${quantity} × ${months} 个月`,
    subtotal: "小计",
    discount: (percent) => `整单折扣 ${percent}`,
    net: "不含税金额",
    tax: (percent) => `税额 ${percent}`,
    total: "合计（含税）",
    payments: "付款计划",
    payment: (no, on, amount) => `第 ${no} 期：${on} 前，${amount}`,
    payTo: "收款账户",
    bank: "开户行",
    accountNo: "账号",
    terms: "条款",
  },
  en: {
    quote: "Quotation",
    draft: "Draft: not in force and no offer.",
    to: "Customer",
    contact: "Contact",
    number: "Number",
    revision: (revision) => `Revision ${revision}`,
    on: "Date",
    validUntil: "Valid until",
    from: "Sales",
    sale: "Project",
    line: {
      no: "No.",
      product: "Product",
      quantity: "Quantity",
      price: "Unit price",
      discount: "Discount",
      tax: "Tax",
      amount: "Amount",
    },
    months: (quantity, months) => `${quantity} × ${months} ${months === 1 ? "month" : "months"}`,
    subtotal: "Subtotal",
    discount: (percent) => `Discount ${percent}`,
    net: "Net",
    tax: (percent) => `Tax ${percent}`,
    total: "Total, tax included",
    payments: "Payments",
    payment: (no, on, amount) => `${no}. ${amount}, due on ${on}`,
    payTo: "Pay to",
    bank: "Bank",
    accountNo: "Account no.",
    terms: "Terms",
  },
};
