import type { Locale } from "../../shared/notify/format.ts";
import type { EnvelopeRow } from "./rules.ts";

type Ended = Exclude<EnvelopeRow["state"], "preparing" | "sent" | "viewed">;

/** What is said of documents that are out to be signed, in one language. */
export type SigningWords = {
  order: string;
  to: string;
  number: string;
  on: string;
  term: string;
  line: { no: string; product: string; quantity: string; amount: string };
  total: string;
  payments: string;
  payment: (no: number, on: string, amount: string) => string;
  payTo: string;
  terms: string;
  certificate: string;
  document: string;
  hash: string;
  signer: { name: string; signedAs: string; at: string; from: string };
  agreed: string;
  asked: (title: string, sender: string) => string;
  open: string;
  until: string;
  told: Record<Ended, (title: string) => string>;
  refusal: string;
  why: string;
  ended: Record<Ended, string>;
  preparing: string;
  superseded: string;
  yours: string;
  closed: string;
  download: string;
  sign: string;
  decline: string;
  name: string;
  reason: string;
  consent: (title: string) => string;
  other: string;
};

export const signingWords: Record<Locale, SigningWords> = {
  "zh-CN": {
    order: "订单",
    to: "客户",
    number: "编号",
    on: "日期",
    term: "期限",
    line: { no: "序号", product: "产品", quantity: "数量", amount: "金额" },
    total: "合计",
    payments: "付款计划",
    payment: (no, on, amount) => `第 ${no} 期：${on} 前，${amount}`,
    payTo: "收款账户",
    terms: "条款",
    certificate: "签署证明",
    document: "文件",
    hash: "文件的 SHA-256",
    signer: { name: "签署人", signedAs: "签名", at: "签署时间", from: "来源地址" },
    agreed: "同意内容",
    asked: (title, sender) => `${sender}请您签署：${title}`,
    open: "查看并签署",
    until: "签署期限",
    told: {
      signed: (title) => `已签署：${title}`,
      declined: (title) => `已拒签：${title}`,
      expired: (title) => `签署已过期：${title}`,
      cancelled: (title) => `签署已撤回：${title}`,
    },
    refusal: "签名已保存，但未能生效",
    why: "原因",
    ended: {
      signed: "文件已由各方签署。",
      declined: "文件已被拒签。",
      expired: "签署期限已过，请向您的联系人索取新的链接。",
      cancelled: "文件已被撤回，请联系您的联系人。",
    },
    preparing: "文件正在准备中，请一分钟后再试。",
    superseded: "内容已有变更，此文件不再有效，请联系您的联系人。",
    yours: "您已签署。其他签署人完成后，文件即告生效。",
    closed: "此链接无效或已过期。",
    download: "下载 PDF",
    sign: "签署",
    decline: "拒签",
    name: "姓名（作为签名）",
    reason: "拒签原因",
    consent: (title) => `我已阅读并同意《${title}》的全部内容，并有权代表本公司签署。`,
    other: "English",
  },
  en: {
    order: "Order",
    to: "Customer",
    number: "Number",
    on: "Date",
    term: "Term",
    line: { no: "No.", product: "Product", quantity: "Quantity", amount: "Amount" },
    total: "Total",
    payments: "Payments",
    payment: (no, on, amount) => `${no}. ${amount}, due on ${on}`,
    payTo: "Pay to",
    terms: "Terms",
    certificate: "Certificate of signature",
    document: "Document",
    hash: "SHA-256 of the document",
    signer: { name: "Signer", signedAs: "Signed as", at: "Signed at", from: "From address" },
    agreed: "Agreed to",
    asked: (title, sender) => `${sender} asks you to sign: ${title}`,
    open: "Read and sign",
    until: "To be signed by",
    told: {
      signed: (title) => `Signed: ${title}`,
      declined: (title) => `Declined: ${title}`,
      expired: (title) => `Not signed in time: ${title}`,
      cancelled: (title) => `Called back: ${title}`,
    },
    refusal: "The signature is kept, but had no effect",
    why: "Reason",
    ended: {
      signed: "This document has been signed by all.",
      declined: "This document has been declined.",
      expired: "The time to sign is over. Please ask your contact for a new address.",
      cancelled: "This document has been called back. Please ask your contact.",
    },
    preparing: "The document is being prepared. Please try again in a minute.",
    superseded: "What this document says has changed since. Please ask your contact.",
    yours: "You have signed. The document holds once all others have.",
    closed: "This address is not valid, or has ended.",
    download: "Download PDF",
    sign: "Sign",
    decline: "Decline",
    name: "Your name, as your signature",
    reason: "Why you decline",
    consent: (title) => `I have read "${title}", agree to all of it, and may sign it for my company.`,
    other: "中文",
  },
};
