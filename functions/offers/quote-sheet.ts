import { decimalAmount } from "../../shared/money.ts";
import { type Decimal, fractionOf } from "../../shared/money-lines.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import type { Fact, Sheet } from "../documents/sheet.ts";
import type { QuoteFacts, QuoteRow } from "./facts.ts";
import { quoteWords } from "./words.ts";

const BASIS_POINTS_OF_PERCENT = 100;

/** `1950` → `19.5%`, exactly. */
export const percent = (basisPoints: number): string => `${basisPoints / BASIS_POINTS_OF_PERCENT}%`;

/** A price, whose minor units may have decimals of their own: `0.0035` of a cent is shown with all of its digits. */
function priceText(locale: Locale, price: Decimal, currency: string): string {
  const { numerator = 0n, denominator = 1n } = fractionOf(price) ?? {};
  if (numerator % denominator === 0n) return formatAmount(locale, Number(numerator / denominator), currency);
  const digits = String(denominator).length - 1;
  const whole = decimalAmount(Number(numerator / denominator), currency);
  const rest = String(numerator % denominator)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return `${currency} ${whole.includes(".") ? whole : `${whole}.`}${rest}`;
}

type Line = QuoteRow["lines"][number];

function cells({ row, locale, products }: QuoteFacts, line: Line, n: number): string[] {
  const words = quoteWords[locale];
  const known = products.get(line.productId);
  const quantity = String(line.quantity);
  return [
    String(n + 1),
    known ? `${known.name}\n${known.code}` : line.productId,
    line.months ? words.months(quantity, line.months) : quantity,
    priceText(locale, line.unitPriceMinor, row.currency),
    line.discountBasisPoints ? percent(line.discountBasisPoints) : "",
    percent(line.taxBasisPoints ?? 0),
    formatAmount(locale, line.amountMinor, row.currency),
  ];
}

/** The tax by rate, the lowest first: the lines' own parts, so that what is shown adds up. */
export function taxesOf(lines: readonly Line[]): { taxBasisPoints: number; taxMinor: number }[] {
  const byRate = Map.groupBy(lines, ({ taxBasisPoints = 0 }) => taxBasisPoints);
  return [...byRate]
    .map(([taxBasisPoints, of]) => ({ taxBasisPoints, taxMinor: of.reduce((sum, { taxMinor }) => sum + taxMinor, 0) }))
    .filter(({ taxBasisPoints }) => taxBasisPoints > 0)
    .sort((a, b) => a.taxBasisPoints - b.taxBasisPoints);
}

/** How the total comes about, in the order of reckoning. */
export function totalsOf({ row, locale }: QuoteFacts): Fact[] {
  const words = quoteWords[locale];
  const amount = (minor: number): string => formatAmount(locale, minor, row.currency);
  const { subtotalMinor, discountMinor, discountBasisPoints = 0, totalMinor, lines } = row;
  const off = [
    { label: words.discount(percent(discountBasisPoints)), value: amount(-discountMinor) },
    { label: words.net, value: amount(subtotalMinor - discountMinor) },
  ];
  return [
    { label: words.subtotal, value: amount(subtotalMinor) },
    ...(discountMinor > 0 ? off : []),
    ...taxesOf(lines).map((tax) => ({ label: words.tax(percent(tax.taxBasisPoints)), value: amount(tax.taxMinor) })),
    { label: words.total, value: amount(totalMinor), isStrong: true },
  ];
}

function paragraphsOf({ row, locale, head }: QuoteFacts): Sheet["paragraphs"] {
  const words = quoteWords[locale];
  const colon = locale === "zh-CN" ? "：" : ": ";
  const payments = row.instalments?.map(({ dueOn, amountMinor }, n) =>
    words.payment(n + 1, formatDate(locale, dueOn), formatAmount(locale, amountMinor, row.currency)),
  );
  const { bankName, bankAccountNo } = head.tax;
  const payTo = [
    bankName && `${words.bank}${colon}${bankName}`,
    bankAccountNo && `${words.accountNo}${colon}${bankAccountNo}`,
  ].filter((line) => line !== undefined);
  return [
    ...(payments ? [{ heading: words.payments, text: payments.join("\n") }] : []),
    ...(payTo.length > 0 ? [{ heading: words.payTo, text: payTo.join("\n") }] : []),
    ...(head.terms.quote ? [{ heading: words.terms, text: head.terms.quote }] : []),
  ];
}

/** What a quote is called on paper. */
export const numberOnPaper = ({ row, locale }: Pick<QuoteFacts, "row" | "locale">): string =>
  `${row.number ?? row.id} · ${quoteWords[locale].revision(row.revision)}`;

/** A quote as a document. The same facts give the same document, whenever it is made. */
export function quoteSheet(facts: QuoteFacts): Sheet {
  const { row, locale, head, seller } = facts;
  const words = quoteWords[locale];
  const known = (label: string, value: string | undefined): Fact[] => (value ? [{ label, value }] : []);
  const reached = seller && [seller.name, seller.email, seller.phone].filter((part) => part !== undefined).join("\n");
  const isDraft = row.status === "draft" || row.status === "submitted";
  return {
    locale,
    letterhead: head.letterhead,
    title: words.quote,
    ...(isDraft && { warning: words.draft }),
    facts: [
      [...known(words.to, facts.accountName), ...known(words.sale, facts.saleName)],
      [
        { label: words.number, value: numberOnPaper(facts) },
        { label: words.on, value: formatDate(locale, facts.on) },
        { label: words.validUntil, value: formatDate(locale, row.validUntil) },
        ...known(words.from, reached),
      ],
    ],
    table: {
      columns: [
        { title: words.line.no, width: 5 },
        { title: words.line.product, width: 30 },
        { title: words.line.quantity, width: 16, isNumber: true },
        { title: words.line.price, width: 17, isNumber: true },
        { title: words.line.discount, width: 9, isNumber: true },
        { title: words.line.tax, width: 7, isNumber: true },
        { title: words.line.amount, width: 17, isNumber: true },
      ],
      rows: row.lines.map((line, n) => cells(facts, line, n)),
    },
    totals: totalsOf(facts),
    paragraphs: paragraphsOf(facts),
    foot: `${head.letterhead.name} · ${words.quote} ${numberOnPaper(facts)}`,
    at: row.sentAt ?? row.updatedAt,
  };
}
