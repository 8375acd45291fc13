import { createHash } from "node:crypto";
import type { Access } from "../../shared/auth/access.ts";
import { monthAfter } from "../../shared/clock.ts";
import { config } from "../../shared/config.ts";
import type { Block, ListItem } from "../../shared/notify/blocks.ts";
import { formatAmount, formatDate, formatMonth, formatPercent, type Locale } from "../../shared/notify/format.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { bridgeOf } from "../renewals/figures.ts";
import { FIGURE_FIELDS, rowsOf } from "../renewals/rows.ts";
import { renewal, renewalPolicy } from "../renewals/table.ts";
import type { Content, Report, Run } from "./run.ts";

type Words = Record<"called" | "month" | "year" | "due" | "business" | "finance" | "open", string> & {
  title: (month: string) => string;
  asOf: (day: string) => string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    ...{ called: "续约报告", month: "本月", year: "本年", due: "应续", open: "查看续约" },
    ...{ business: "已续（业务口径）", finance: "已续（财务口径）" },
    title: (month) => `${month}续约报告`,
    asOf: (day) => `数据截至 ${day}`,
  },
  en: {
    ...{ called: "Renewals", month: "Month", year: "Year", due: "Due", open: "View the renewals" },
    ...{ business: "Renewed (business)", finance: "Renewed (finance)" },
    title: (month) => `Renewals in ${month}`,
    asOf: (day) => `As of ${day}`,
  },
};

async function basesOf({ table, tenant, now }: Run, access: Access, period: string) {
  const of = { table, tenant, access, now: now.toISOString() };
  const { rows, days, currency, today } = await rowsOf(of, { period }, true);
  const { financeBasis } = await renewalPolicy.held(table);
  return { ...bridgeOf(rows, days, financeBasis, today), currency };
}

/** What is due and renewed in the month and the year of the last day that is told of, on both bases. */
async function content(run: Run, access: Access, locale: Locale): Promise<Content> {
  const last = run.days.at(-1) ?? "";
  const words = WORDS[locale];
  const { yearStartsInMonth } = await fiscalCalendar.held(run.table);
  // A year is named after the calendar year in which it begins.
  const named = monthAfter(last.slice(0, 7), 1 - yearStartsInMonth).slice(0, 4);
  const [month, year] = await Promise.all([basesOf(run, access, last.slice(0, 7)), basesOf(run, access, named)]);
  const itemsFor = ({ business, finance, currency }: typeof month): ListItem[] => {
    const amount = (minor: number): string => formatAmount(locale, minor, currency);
    const renewed = (title: string, of: typeof business): ListItem => {
      const note = of.rateBasisPoints === undefined ? {} : { note: formatPercent(of.rateBasisPoints) };
      return { title, value: amount(of.renewedMinor), ...note };
    };
    return [
      { title: words.due, value: amount(business.dueMinor) },
      renewed(words.business, business),
      renewed(words.finance, finance),
    ];
  };
  const parts = [
    { heading: words.month, items: itemsFor(month) },
    { heading: words.year, items: itemsFor(year) },
  ];
  const subject = words.title(formatMonth(locale, last.slice(0, 7)));
  const said = parts
    .flatMap(({ heading, items }) => items.map(({ title, value }) => `${heading} ${title} ${value}`))
    .join("; ");
  const blocks: Block[] = [
    { kind: "paragraph", text: subject },
    { kind: "note", text: words.asOf(formatDate(locale, last)) },
    ...parts.flatMap(({ heading, items }): Block[] => [
      { kind: "heading", text: heading },
      { kind: "list", items },
    ]),
    { kind: "button", label: words.open, url: `${config().publicUrl}/r/renewal` },
  ];
  const { dueMinor, renewedMinor, rateBasisPoints = 0 } = month.business;
  return {
    ...{ subject, preheader: said, blocks, sms: `${subject}: ${said}`, files: [] },
    measures: { dueMinor, renewedMinor, rateBasisPoints },
    fingerprint: createHash("sha256").update(JSON.stringify(parts)).digest("hex"),
  };
}

/** What is due and renewed, for those who may read renewals with their amounts, and reports. */
export const renewalFigures: Report = {
  template: "renewalFigures",
  key: "renewalFigures",
  called: (locale) => WORDS[locale].called,
  may: (access) =>
    access.can("renewals.read") &&
    access.can("reports.read") &&
    !FIGURE_FIELDS.some((field) => access.isClosed(renewal.noun, field)),
  sight: (access) =>
    [access.fingerprint(renewal), ...[...access.actor.roles].sort(), access.actor.departmentId].join("|"),
  content,
};
