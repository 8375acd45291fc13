import type { Caller } from "../../shared/http/route.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import { type Draft, messageId, posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { pdfOf } from "../documents/paper.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { factsOf, type QuoteRow } from "./facts.ts";
import { numberOnPaper, quoteSheet } from "./quote-sheet.ts";
import type { quoteLink } from "./table.ts";

type Words = {
  sent: (number: string, sender: string) => string;
  open: string;
  amount: string;
  validUntil: string;
  accepted: (name: string, number: string) => string;
  asks: (name: string, number: string) => string;
  by: string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    sent: (number, sender) => `${sender}的报价 ${number}`,
    open: "查看报价",
    amount: "金额",
    validUntil: "有效期至",
    accepted: (name, number) => `${name}已接受报价 ${number}`,
    asks: (name, number) => `${name}就报价 ${number} 提问`,
    by: "来自",
  },
  en: {
    sent: (number, sender) => `Quotation ${number} from ${sender}`,
    open: "Open the quotation",
    amount: "Amount",
    validUntil: "Valid until",
    accepted: (name, number) => `${name} has accepted quotation ${number}`,
    asks: (name, number) => `${name} has a question about quotation ${number}`,
    by: "From",
  },
};

type Recipient = { id: string; name: string; email: string };

/** The mail that brings a customer the address of a quote, and the document with it; written with the link. */
export async function mailOf(
  call: Caller,
  row: QuoteRow,
  { id, locale }: RowOf<typeof quoteLink>,
  recipient: Recipient,
  url: string,
): Promise<Action[]> {
  const facts = await factsOf(call, row, locale);
  const sheet = quoteSheet(facts);
  const words = WORDS[locale];
  const rows = [
    { label: words.amount, value: formatAmount(locale, row.totalMinor, row.currency) },
    { label: words.validUntil, value: formatDate(locale, row.validUntil) },
  ];
  const blocks: Block[] = [
    { kind: "facts", rows },
    { kind: "button", label: words.open, url },
  ];
  const subject = words.sent(numberOnPaper(facts), facts.head.letterhead.name);
  const to = { recipientId: recipient.id, recipientName: recipient.name, to: recipient.email, locale };
  const draft: Draft = {
    ...to,
    channel: "email",
    event: `quoteSent:${id}`,
    template: "quoteSent",
    reason: { kind: "service", purpose: "quote" },
    relatedId: row.id,
    facts: { subject, preheader: rows.map(({ value }) => value).join(" · "), blocks },
  };
  const file = { filename: `${row.number ?? row.id}-${row.revision}.pdf`, contentType: "application/pdf" };
  const filesKey = await storeFiles(call.tenant.id, messageId(draft), [{ ...file, content: await pdfOf(sheet) }]);
  return posting(call.table, [{ ...draft, filesKey }], call.now);
}

export type Told = { event: string; name: string; email: string; text?: string };

/** Tells whoever the quote belongs to what its customer did, if they are there, may read it and have an address. */
export async function ownerTold(
  { table, tenant, now }: Caller,
  row: QuoteRow,
  kind: "accepted" | "asks",
  { event, name, email, text }: Told,
): Promise<Action[]> {
  const owner = row.ownerId ? await table.find(user, row.ownerId) : undefined;
  if (!owner?.email || owner.archived || !accessOf(owner, tenant).can("quotes.read")) return [];
  const locale = owner.locale ?? tenant.locale;
  const words = WORDS[locale];
  const subject = words[kind](name, numberOnPaper({ row, locale }));
  const blocks: Block[] = [
    { kind: "facts", rows: [{ label: words.by, value: `${name} <${email}>` }] },
    ...(text ? [{ kind: "paragraph" as const, text }] : []),
  ];
  const to = { recipientId: owner.id, recipientName: owner.name, to: owner.email, locale };
  const template = kind === "accepted" ? "quoteAccepted" : "quoteQuestion";
  const facts = { subject, preheader: email, blocks };
  return posting(table, [{ ...to, channel: "email", event, template, relatedId: row.id, facts }], now);
}
