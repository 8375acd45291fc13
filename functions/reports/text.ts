import type { Chart } from "../../shared/charts/chart.ts";
import { altOf, chartHeightPx } from "../../shared/charts/option.ts";
import type { Block, ListItem } from "../../shared/notify/blocks.ts";
import { formatAmount, formatDay, formatPercent, formatShortDate, type Locale } from "../../shared/notify/format.ts";
import {
  type Compared,
  type CurrencyFigures,
  type DailyFigures,
  type Group,
  largest,
  type ReceiptRow,
  type Sums,
  shareBasisPoints,
} from "./figures.ts";
import { type ReportWords, reportWords } from "./words.ts";

/** The width of a mail's chart in CSS pixels; narrow, so that on a phone hardly anything shrinks. */
export const CHART_WIDTH_PX = 400;
/** Bars of a chart; what is beyond them is summed up. */
export const CHART_BARS_MAX = 8;

/** Accounts named in the mail; the workbook has them all. */
export const TOP_ACCOUNTS = 5;
/** The content id by which the mail shows its chart. */
export const CHART_CONTENT_ID = "receipts-chart";
/** The one for dark screens. */
export const CHART_DARK_CONTENT_ID = "receipts-chart-dark";
/** Receipts that wait to be claimed, named one by one. */
export const CLAIMABLE_SHOWN = 5;

const COLOURS = { cleared: "#12805c", prepayment: "#5aa9e6", claimable: "#f0a33c", waiting: "#b8c1cc" };

export type DailyReceiptsText = {
  subject: string;
  preheader: string;
  blocks: Block[];
  /** The chart to attach inline under `CHART_CONTENT_ID`; none on a day without receipts. */
  chart?: Chart;
  /** A file name for the workbook. */
  workbookName: string;
};

/**
 * The eight o'clock mail: totals per currency against the day and the week before, one chart, departments, top customers.
 * `scope` says whose receipts these are (the recipient's rights), `url` leads to the receipts in the console, `late` says
 * as of when the figures are, `plan` is the month against its plan, `further` what is told besides.
 */
export function dailyReceiptsMessage(
  locale: Locale,
  figures: DailyFigures,
  options: { scope: string; url?: string; late?: string; plan?: readonly Block[]; further?: readonly Block[] },
): DailyReceiptsText {
  const words = reportWords[locale];
  const [home] = figures.currencies;
  const { from = figures.on, on } = figures;
  const stretch = (format: (of: Locale, day: string) => string): string =>
    from === on ? format(locale, on) : `${format(locale, from)}${words.to}${format(locale, on)}`;
  const day = stretch(formatShortDate);
  const workbookName = `${words.fileName}-${from === on ? on : `${from}-${on}`}.xlsx`;
  const late: Block[] = options.late ? [{ kind: "note", text: options.late }] : [];
  const head: Block[] = [{ kind: "paragraph", text: words.intro(stretch(formatDay), options.scope) }, ...late];
  const button: Block[] = options.url ? [{ kind: "button", label: words.open, url: options.url }] : [];
  if (!home) {
    const nothing: Block = { kind: "figure", label: words.total, value: words.none };
    const blocks: Block[] = [...head, nothing, ...(options.plan ?? []), ...(options.further ?? []), ...button];
    return { subject: words.subjectNone(day), preheader: words.noneNote, blocks, workbookName };
  }
  const chart = departmentChart(locale, home);
  const image: Block = {
    kind: "image",
    contentId: CHART_CONTENT_ID,
    darkContentId: CHART_DARK_CONTENT_ID,
    alt: altOf(chart),
    widthPx: CHART_WIDTH_PX,
    heightPx: chartHeightPx(chart),
  };
  const totals = figures.currencies.map((c) => formatAmount(locale, c.total.amountMinor, c.currency));
  const count = figures.currencies.reduce((sum, currency) => sum + currency.total.count, 0);
  const claimable = figures.currencies.reduce((sum, currency) => sum + currency.total.claimableCount, 0);
  const sections = figures.currencies.flatMap((currency, index) => [
    ...(index === 0 ? [] : [{ kind: "heading" as const, text: words.otherCurrency(currency.currency) }]),
    ...currencySection(words, locale, currency, index === 0 ? { image: [image], plan: options.plan ?? [] } : {}),
  ]);
  return {
    subject: words.subject(day, totals.join(words.and), count),
    preheader: claimable > 0 ? words.claimableNote(claimable) : words.allClearNote,
    blocks: [...head, ...sections, ...(options.further ?? []), ...button, { kind: "note", text: words.attached }],
    chart,
    workbookName,
  };
}

/** The largest receipts that nobody has explained yet, and who should look. */
export function claimableBlocks(locale: Locale, rows: readonly ReceiptRow[]): Block[] {
  const words = reportWords[locale];
  const waiting = rows
    .filter(({ state, unappliedMinor }) => state === "claimable" && unappliedMinor > 0)
    .sort((a, b) => b.unappliedMinor - a.unappliedMinor || (a.bankTransactionId < b.bankTransactionId ? -1 : 1));
  const items = waiting.slice(0, CLAIMABLE_SHOWN).map((row) => ({
    title: row.payerName ?? words.unknownPayer,
    detail: [words.look(row.departmentName), row.remittance].filter(Boolean).join(" · "),
    value: formatAmount(locale, row.unappliedMinor, row.currency),
    tone: "attention" as const,
  }));
  return groupList(words.claimables, items);
}

/** The same in a sentence, for a text message. */
export function dailyReceiptsText(locale: Locale, figures: DailyFigures): string {
  const words = reportWords[locale];
  const { from = figures.on, on, currencies } = figures;
  const day = [...new Set([from, on])].map((of) => formatShortDate(locale, of)).join(words.to);
  if (currencies.length === 0) return words.subjectNone(day);
  const totals = currencies.map((c) => formatAmount(locale, c.total.amountMinor, c.currency));
  const count = currencies.reduce((sum, { total }) => sum + total.count, 0);
  const claimable = currencies.reduce((sum, { total }) => sum + total.claimableCount, 0);
  const subject = words.subject(day, totals.join(words.and), count);
  return claimable > 0 ? `${subject}${words.stop}${words.claimableNote(claimable)}` : subject;
}

function currencySection(
  words: ReportWords,
  locale: Locale,
  figures: CurrencyFigures,
  { image = [], plan = [] }: { image?: Block[]; plan?: readonly Block[] },
): Block[] {
  const { total, before, week, currency } = figures;
  const amount = (minor: number): string => formatAmount(locale, minor, currency);
  return [
    {
      kind: "figure",
      label: words.total,
      value: amount(total.amountMinor),
      note: words.receipts(total.count),
      tone: "good",
    },
    ...groupList(undefined, comparedItems(words, amount, { before, week })),
    ...plan,
    ...groupList(words.places, stateItems(words, amount, total)),
    ...image,
    ...groupList(words.departments, departmentItems(words, amount, figures.departments, total)),
    ...groupList(words.topAccounts, accountItems(words, amount, figures.accounts, total)),
  ];
}

/** What came on other days, and by how much more it is now. */
const comparedItems = (
  words: ReportWords,
  amount: (minor: number) => string,
  others: { before: Compared | undefined; week: Compared | undefined },
): ListItem[] =>
  (["before", "week"] as const).flatMap((which): ListItem[] => {
    const other = others[which];
    if (!other) return [];
    const change = other.changeBasisPoints;
    if (change === undefined) return [{ title: words[which], value: words.none }];
    const note = `${change > 0 ? "+" : ""}${formatPercent(change)}`;
    return [{ title: words[which], value: amount(other.amountMinor), note }];
  });

const groupList = (heading: string | undefined, items: ListItem[]): Block[] =>
  items.length === 0
    ? []
    : [...(heading ? [{ kind: "heading" as const, text: heading }] : []), { kind: "list", items }];

/** Where the money is: cleared always, the other places only when something is there. */
function stateItems(words: ReportWords, amount: (minor: number) => string, total: Sums): ListItem[] {
  const share = (minor: number): string => formatPercent(shareBasisPoints(minor, total.amountMinor));
  const items: (ListItem & { minor: number })[] = [
    { title: words.cleared, minor: total.clearedMinor, value: amount(total.clearedMinor), tone: "good" },
    { title: words.prepayment, minor: total.prepaymentMinor, value: amount(total.prepaymentMinor) },
    {
      title: words.claimable,
      detail: words.receipts(total.claimableCount),
      minor: total.claimableMinor,
      value: amount(total.claimableMinor),
      tone: "attention",
    },
    { title: words.waiting, minor: total.waitingMinor, value: amount(total.waitingMinor) },
  ];
  return items
    .filter((item, index) => index === 0 || item.minor !== 0)
    .map(({ minor, ...item }) => ({ ...item, note: share(minor) }));
}

function departmentItems(
  words: ReportWords,
  amount: (minor: number) => string,
  groups: Group[],
  total: Sums,
): ListItem[] {
  const { shown, others } = largest(groups, CHART_BARS_MAX - 1);
  return [
    ...shown.map((group) => groupItem(words, amount, group, group.name ?? group.id ?? words.noDepartment, total)),
    ...(others ? [groupItem(words, amount, others, words.otherDepartments(others.groups), total)] : []),
  ];
}

function accountItems(words: ReportWords, amount: (minor: number) => string, groups: Group[], total: Sums): ListItem[] {
  const named = groups.filter((group) => group.id !== undefined);
  const { shown, others } = largest(named, TOP_ACCOUNTS);
  const unknown = groups.filter((group) => group.id === undefined);
  return [
    ...shown.map((group) => groupItem(words, amount, group, group.name ?? group.id!, total)),
    ...(others ? [groupItem(words, amount, others, words.otherAccounts(others.groups), total)] : []),
    ...unknown.map((group) => groupItem(words, amount, group, words.unknownPayer, total)),
  ];
}

function groupItem(
  words: ReportWords,
  amount: (minor: number) => string,
  group: Sums,
  title: string,
  total: Sums,
): ListItem {
  const claimable = group.claimableMinor > 0 ? words.ofItClaimable(amount(group.claimableMinor)) : undefined;
  return {
    title,
    detail: [words.receipts(group.count), claimable].filter(Boolean).join(" · "),
    value: amount(group.amountMinor),
    note: formatPercent(shareBasisPoints(group.amountMinor, total.amountMinor)),
  };
}

/** Receipts by department, stacked by where the money is; departments beyond the largest are one bar. */
export function departmentChart(locale: Locale, figures: CurrencyFigures): Chart {
  const words = reportWords[locale];
  const { shown, others } = largest(figures.departments, CHART_BARS_MAX - 1);
  const series = (["cleared", "prepayment", "claimable", "waiting"] as const).filter(
    (part) => figures.total[`${part}Minor`] > 0,
  );
  const named = shown.map((group) => group.name ?? group.id ?? words.noDepartment);
  const bars: Sums[] = [...shown, ...(others ? [others] : [])];
  return {
    ...{ kind: "stackedBar", locale, title: words.chartTitle(figures.currency) },
    categories: [...named, ...(others ? [words.otherDepartments(others.groups)] : [])],
    series: series.map((part) => ({
      ...{ name: words[part], colour: COLOURS[part], unit: "money", currency: figures.currency },
      values: bars.map((sums) => sums[`${part}Minor`]),
    })),
  };
}
