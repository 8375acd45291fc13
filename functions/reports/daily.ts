import { createHash } from "node:crypto";
import type { Access } from "../../shared/auth/access.ts";
import type { ChartTheme } from "../../shared/charts/chart.ts";
import { addDays } from "../../shared/clock.ts";
import { config } from "../../shared/config.ts";
import { formatMoment, type Locale } from "../../shared/notify/format.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { bankTransaction } from "../bank/table.ts";
import { creditPack } from "../credits/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { quota } from "../quotas/table.ts";
import { type DailyFigures, dailyFigures } from "./figures.ts";
import { outlook } from "./outlook.ts";
import { chartPainter } from "./png.ts";
import { receiptsOf, scopeName } from "./receipts.ts";
import { LATE_AFTER_MS, weekBefore } from "./rules.ts";
import type { Content, Report, Run } from "./run.ts";
import {
  CHART_CONTENT_ID,
  CHART_DARK_CONTENT_ID,
  CHART_WIDTH_PX,
  claimableBlocks,
  dailyReceiptsMessage,
  dailyReceiptsText,
} from "./text.ts";
import { reportWords } from "./words.ts";
import { dailyReceiptsWorkbook } from "./workbook.ts";

const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const SCOPES: Record<Locale, { all: string; own: string }> = {
  "zh-CN": { all: "全部部门", own: "本人" },
  en: { all: "all departments", own: "your own" },
};

/** The figures of the tenant's currency, as thresholds are set on them. */
function measuresOf({ currencies }: DailyFigures, homeCurrency: string): Record<string, number> {
  const total = currencies.find(({ currency }) => currency === homeCurrency)?.total;
  if (!total) return {};
  const { amountMinor, clearedMinor, prepaymentMinor, claimableMinor, waitingMinor, count, claimableCount } = total;
  const amounts = { receivedMinor: amountMinor, clearedMinor, prepaymentMinor, claimableMinor, waitingMinor };
  return { ...amounts, receipts: count, claimable: claimableCount };
}

/** The text, chart and workbook for one view of the receipts. */
async function content(run: Run, access: Access, locale: Locale): Promise<Content | undefined> {
  const { table, tenant, subscription, days, due, now } = run;
  const { timeZone } = subscription;
  const [from, to] = [days[0] as string, days.at(-1) as string];
  const before = addDays(from, -1);
  const stretches = [{ from, to }, { from: before, to: before }, weekBefore(from, to)] as const;
  const found = await receiptsOf(table, access, [...stretches]);
  if (!found) return undefined;
  const [rows = [], previous, week] = found;
  const scope = await scopeName(table, access, SCOPES[locale]);
  const of = { homeCurrency: tenant.currency, on: to, rows, week };
  // Several days are compared with the same days of another week, and one with the day before as well.
  const figures = dailyFigures(days.length > 1 ? { ...of, from } : { ...of, previous });
  const isLate = now.getTime() - due.getTime() > LATE_AFTER_MS;
  const moment = (at: Date): string => formatMoment(locale, at, timeZone);
  const late = isLate ? reportWords[locale].late(moment(due), moment(now)) : undefined;
  const { plan, further: ahead } = await outlook(run, access, locale);
  const further = [...claimableBlocks(locale, rows), ...ahead];
  const url = `${config().publicUrl}/receipts`;
  const { chart, workbookName, ...text } = dailyReceiptsMessage(locale, figures, { scope, late, plan, further, url });
  const files: MailPart[] = [];
  if (chart) {
    const { png } = await chartPainter();
    const picture = (theme: ChartTheme, contentId: string): MailPart => {
      const content = png(chart, theme, CHART_WIDTH_PX);
      return { filename: `${contentId}.png`, contentType: "image/png", content, contentId };
    };
    files.push(picture("light", CHART_CONTENT_ID), picture("dark", CHART_DARK_CONTENT_ID));
    const workbook = await dailyReceiptsWorkbook({ locale, figures, rows, scope, timeZone });
    files.push({ filename: workbookName, contentType: WORKBOOK_TYPE, content: workbook });
  }
  return {
    ...{ ...text, files, sms: dailyReceiptsText(locale, figures) },
    measures: measuresOf(figures, tenant.currency),
    fingerprint: createHash("sha256").update(JSON.stringify(figures.currencies)).digest("hex"),
  };
}

/** Whose rows its figures are made of. */
const SEEN = [bankTransaction, opportunity, order, creditPack, quota] as Entity[];

/** Yesterday's receipts, for those who may read receipts and reports. */
export const dailyReceipts: Report = {
  template: "dailyReceipts",
  key: "dailyReceipts",
  called: (locale) => reportWords[locale].called,
  may: (access) => access.can("bank.read") && access.can("reports.read"),
  sight: (access) =>
    [
      ...SEEN.map((entity) => access.fingerprint(entity)),
      ...[...access.actor.roles].sort(),
      access.actor.departmentId,
    ].join("|"),
  content,
};
