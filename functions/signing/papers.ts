import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { formatAmount, formatDate, formatInstant, type Locale } from "../../shared/notify/format.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { headOf } from "../documents/letterhead.ts";
import type { Fact, Sheet } from "../documents/sheet.ts";
import { factsOf } from "../offers/facts.ts";
import { numberOnPaper, quoteSheet } from "../offers/quote-sheet.ts";
import type { order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import type { quote } from "../quotes/table.ts";
import type { EnvelopeRow } from "./rules.ts";
import { signingWords } from "./words.ts";

type OrderRow = RowOf<typeof order>;
type At = Pick<Caller, "table" | "tenant" | "now">;

/** A document to be signed, and what it is called. */
export type Paper = { title: string; sheet: Sheet };

/** An order as the document that its customer signs. */
async function orderPaper(call: At, row: OrderRow, locale: Locale): Promise<Paper> {
  const { table, tenant, now } = call;
  const words = signingWords[locale];
  const ids = row.lines.map(({ productId }) => productId);
  const [head, about, products] = await Promise.all([
    headOf(call, locale),
    table.find(account, row.accountId),
    table.getMany(product, ids, true),
  ]);
  const amount = (minor: number): string => formatAmount(locale, minor, row.currency);
  const number = row.contractNo ?? row.id.slice(-10);
  const known = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : []);
  const term = row.startsOn && row.endsOn && `${formatDate(locale, row.startsOn)} – ${formatDate(locale, row.endsOn)}`;
  const payments = row.instalments.map(({ dueOn, amountMinor }, n) =>
    words.payment(n + 1, formatDate(locale, dueOn), amount(amountMinor)),
  );
  const payTo = [head.tax.bankName, head.tax.bankAccountNo].filter((part) => part !== undefined).join(" ");
  const columns = [
    { title: words.line.no, width: 6 },
    { title: words.line.product, width: 52 },
    { title: words.line.quantity, width: 16, isNumber: true },
    { title: words.line.amount, width: 26, isNumber: true },
  ];
  const rows = row.lines.map(({ productId, quantity, amountMinor }, n) => {
    const sold = products.get(productId);
    return [String(n + 1), sold ? `${sold.name}\n${sold.code}` : productId, String(quantity), amount(amountMinor)];
  });
  const sheet: Sheet = {
    ...{ locale, letterhead: head.letterhead, title: words.order, at: now },
    facts: [
      known(words.to, about?.name),
      [
        { label: words.number, value: number },
        { label: words.on, value: formatDate(locale, civilDate(new Date(now), tenant.timeZone)) },
        ...known(words.term, term),
      ],
    ],
    table: { columns, rows },
    totals: [{ label: words.total, value: amount(row.totalMinor), isStrong: true }],
    paragraphs: [
      { heading: words.payments, text: payments.join("\n") },
      ...(payTo ? [{ heading: words.payTo, text: payTo }] : []),
      ...(head.terms.order ? [{ heading: words.terms, text: head.terms.order }] : []),
    ],
    foot: `${head.letterhead.name} · ${words.order} ${number}`,
  };
  return { title: `${words.order} ${number}`, sheet };
}

async function quotePaper(call: At, row: RowOf<typeof quote>, locale: Locale): Promise<Paper> {
  const facts = await factsOf(call, row, locale);
  const sheet = quoteSheet(facts);
  return { title: `${sheet.title} ${numberOnPaper(facts)}`, sheet };
}

/** The document of a quote or an order, as it is now. */
export const paperOf = (call: At, row: RowOf<typeof quote> | OrderRow, locale: Locale): Promise<Paper> =>
  "revision" in row ? quotePaper(call, row, locale) : orderPaper(call, row as OrderRow, locale);

/** Who signed a document on the product's own page, when, from where, and what they agreed to. */
export async function certificateOf(call: At, row: EnvelopeRow): Promise<Sheet> {
  const { locale, title, documentHash, signers } = row;
  const words = signingWords[locale];
  const { letterhead } = await headOf(call, locale);
  const at = (instant: string): string => formatInstant(locale, instant, call.tenant.timeZone);
  const agreed = signers.flatMap(({ evidence }) => (evidence ? [`${evidence.name}: ${evidence.consentText}`] : []));
  return {
    ...{ locale, letterhead, title: words.certificate, at: row.endedAt ?? row.updatedAt },
    facts: [
      [
        { label: words.document, value: title },
        { label: words.number, value: row.id },
      ],
      [{ label: words.hash, value: documentHash.replace(/(.{16})(?=.)/g, "$1\n") }],
    ],
    table: {
      columns: [
        { title: words.signer.name, width: 34 },
        { title: words.signer.signedAs, width: 20 },
        { title: words.signer.at, width: 24 },
        { title: words.signer.from, width: 22 },
      ],
      rows: signers.map(({ name = "", email = "", signedAt = "", evidence }) => [
        `${name}\n${email}`,
        evidence?.name ?? "",
        `${at(signedAt)}\n${signedAt}`,
        [evidence?.from, evidence?.agent].filter(Boolean).join("\n"),
      ]),
    },
    totals: [],
    paragraphs: [{ heading: words.agreed, text: agreed.join("\n") }],
    foot: `${letterhead.name} · ${words.certificate} · ${title}`,
  };
}
