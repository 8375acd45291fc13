import { createHash } from "node:crypto";
import type { Access } from "../../shared/auth/access.ts";
import { monthAfter } from "../../shared/clock.ts";
import { formatAmount, type Locale } from "../../shared/notify/format.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { bridgeOf } from "../renewals/figures.ts";
import { FIGURE_FIELDS, rowsOf } from "../renewals/rows.ts";
import { renewal, renewalPolicy } from "../renewals/table.ts";
import type { Content, Report, Run } from "./run.ts";

type Words = Record<"called" | "month" | "year" | "due" | "business" | "finance", string> & {
  title: (period: string) => string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    called: "续约报告",
    ...{ month: "本月", year: "本年", due: "应续", business: "已续（业务口径）", finance: "已续（财务口径）" },
    title: (period) => `续约报告 ${period}`,
  },
  en: {
    called: "Renewals",
    ...{ month: "Month", year: "Year", due: "due", business: "renewed (business)", finance: "renewed (finance)" },
    title: (period) => `Renewals ${period}`,
  },
};

const percent = (rate: number | undefined): string => (rate === undefined ? "–" : `${(rate / 100).toFixed(2)} %`);

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
  const rowsFor = (name: string, { business, finance, currency }: typeof month) => {
    const amount = (minor: number): string => formatAmount(locale, minor, currency);
    const renewed = (of: typeof business): string => `${amount(of.renewedMinor)} · ${percent(of.rateBasisPoints)}`;
    return [
      { label: `${name} · ${words.due}`, value: amount(business.dueMinor) },
      { label: `${name} · ${words.business}`, value: renewed(business) },
      { label: `${name} · ${words.finance}`, value: renewed(finance) },
    ];
  };
  const rows = [...rowsFor(words.month, month), ...rowsFor(words.year, year)];
  const subject = words.title(last.slice(0, 7));
  const said = rows.map(({ label, value }) => `${label} ${value}`).join("; ");
  const { dueMinor, renewedMinor, rateBasisPoints = 0 } = month.business;
  return {
    ...{ subject, preheader: said, blocks: [{ kind: "facts", rows }], sms: `${subject}: ${said}`, files: [] },
    measures: { dueMinor, renewedMinor, rateBasisPoints },
    fingerprint: createHash("sha256").update(JSON.stringify(rows)).digest("hex"),
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
