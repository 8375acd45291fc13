import { createHash } from "node:crypto";
import type { ChartTheme } from "../../shared/charts/chart.ts";
import { altOf, chartHeightPx } from "../../shared/charts/option.ts";
import { config } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import type { Block } from "../../shared/notify/blocks.ts";
import { formatDate, formatMoment, type Locale } from "../../shared/notify/format.ts";
import type { MailPart } from "../../shared/notify/mime.ts";
import type { Table } from "../../shared/table/table.ts";
import { chartOf } from "../analytics/chart-of.ts";
import { tableOf } from "../analytics/table-file.ts";
import { type Telling, tellingOf } from "../analytics/telling.ts";
import { chartPainter } from "./png.ts";
import { type Answered, figureText, rowItems, shownTotals } from "./rows.ts";
import { LATE_AFTER_MS } from "./rules.ts";
import type { Content, Report, Run } from "./run.ts";
import { CHART_WIDTH_PX } from "./text.ts";
import { reportWords } from "./words.ts";

const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Tiles of one mail; the rest stand on the dashboard, to which the mail leads. */
const TILES_MAX = 12;

type Words = {
  asOf: (at: string) => string;
  alert: (what: string, bound: string) => string;
  reached: (percent: string) => string;
  failed: string;
  more: (count: number) => string;
  open: string;
  attached: string;
  alerts: (count: number) => string;
  calm: string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    asOf: (at) => `数据截至 ${at}`,
    alert: (what, bound) => `预警：${what} ${bound}`,
    reached: (percent) => `目标完成 ${percent}`,
    failed: "未能取得数据",
    more: (count) => `看板上还有 ${count} 项`,
    open: "打开",
    attached: "明细见附件。",
    alerts: (count) => `${count} 项预警`,
    calm: "没有预警",
  },
  en: {
    asOf: (at) => `As of ${at}`,
    alert: (what, bound) => `Alert: ${what} ${bound}`,
    reached: (percent) => `${percent} of the target`,
    failed: "No figures",
    more: (count) => `${count} more on the dashboard`,
    open: "Open",
    attached: "The rows are attached.",
    alerts: (count) => `${count} alerts`,
    calm: "No alerts",
  },
};

/** How a figure stands to its bound, in the sign that both languages know. */
const BOUNDS: Readonly<Record<string, string>> = { gt: ">", gte: "≥", lt: "<", lte: "≤" };

type Data = Awaited<ReturnType<Telling["data"]>>;
type Tile = Data["tiles"][number];

/** A tile's blocks and the files that it brings along. */
type Told = { blocks: Block[]; files: MailPart[] };

/** What a chart shows, where the tile's own name stands above it already: the measures of one axis. */
function shownIn({ columns }: Answered, locale: Locale): string {
  const measures = columns.filter(({ role, key }) => role === "measure" && !key.endsWith(".change"));
  const drawn = measures.filter(({ unit }) => unit === measures[0]?.unit);
  return drawn.map(({ label }) => label[locale]).join(" · ");
}

/** The chart of an answer for light and dark screens; none for tables and figures, which stand in letters. */
async function picture(tile: Tile, answer: Answered, n: number, locale: Locale): Promise<Told> {
  if (tile.chart === "table" || tile.chart === "number" || answer.rows.length === 0) return { blocks: [], files: [] };
  const chart = chartOf(answer, tile.chart, locale, shownIn(answer, locale));
  if (chart.kind === "number") return { blocks: [], files: [] };
  const { png } = await chartPainter();
  const file = (theme: ChartTheme): MailPart => {
    const contentId = `tile-${n}-${theme}`;
    const content = png(chart, theme, CHART_WIDTH_PX);
    return { filename: `${contentId}.png`, contentType: "image/png", content, contentId };
  };
  const [light, dark] = [file("light"), file("dark")];
  const size = { widthPx: CHART_WIDTH_PX, heightPx: chartHeightPx(chart) };
  const image: Block = {
    ...{
      kind: "image",
      contentId: `tile-${n}-light`,
      darkContentId: `tile-${n}-dark`,
      alt: altOf({ ...chart, title: tile.title[locale] }),
      ...size,
    },
  };
  return { blocks: [image], files: [light, dark] };
}

/** A tile under its title; the only one of a mail is called as the mail is. */
async function tileTold(tile: Tile, n: number, locale: Locale, isOnly: boolean): Promise<Told> {
  const words = WORDS[locale];
  const title: Block[] = isOnly ? [] : [{ kind: "heading", text: tile.title[locale] }];
  const { answer } = tile;
  if (!answer) {
    return { blocks: [...title, { kind: "note", text: `${words.failed}: ${tile.problem?.detail ?? ""}` }], files: [] };
  }
  const drawn = await picture(tile, answer, n, locale);
  const [first, ...rest] = shownTotals(answer, locale);
  const reached = tile.target?.reachedBasisPoints;
  const note = [
    ...rest.map(({ label, value }) => `${label} ${value}`),
    ...(typeof reached === "number" ? [words.reached(figureText({ unit: "basisPoints" }, reached, locale))] : []),
  ].join(" · ");
  const isRaised = tile.alert?.isRaised === true;
  const figure: Block[] = first
    ? [{ kind: "figure", ...first, ...(note && { note }), ...(isRaised && { tone: "attention" as const }) }]
    : [];
  const items = rowItems(answer, locale);
  const workbook: MailPart[] =
    answer.rows.length > 0 && answer.columns.some(({ role }) => role === "dimension")
      ? [
          {
            filename: `${n + 1}-${tile.title[locale].replace(/[\\/:*?"<>|]/g, "_")}.xlsx`,
            contentType: WORKBOOK_TYPE,
            content: await tableOf("xlsx", answer, locale),
          },
        ]
      : [];
  return {
    blocks: [...title, ...figure, ...drawn.blocks, ...(items.length > 0 ? [{ kind: "list" as const, items }] : [])],
    files: [...drawn.files, ...workbook],
  };
}

/** The alerts of all tiles, before everything else. */
function alertsOf(tiles: readonly Tile[], locale: Locale): Block[] {
  const items = tiles.flatMap(({ alert, answer, title }) => {
    if (!alert?.isRaised || alert.figure === null) return [];
    const column = answer?.columns.find(({ key }) => key === alert.measure);
    const what = column ? column.label[locale] : alert.measure;
    const [value, bound] = [alert.figure, alert.value].map((figure) => figureText(column ?? {}, figure, locale));
    const detail = WORDS[locale].alert(what, `${BOUNDS[alert.op]} ${bound}`);
    return [{ title: title[locale], detail, value: value ?? "", tone: "attention" as const }];
  });
  return items.length > 0 ? [{ kind: "list", items }] : [];
}

/** Where the console shows it. */
const placeOf = ({ dashboardId, savedReportId, report }: Run["subscription"]): string =>
  dashboardId ? `/dashboards/${dashboardId}` : savedReportId ? `/reports/saved/${savedReportId}` : `/reports/${report}`;

/** The totals of a report of one tile, which bounds are set on. */
const measuresOf = ({ tiles }: Data): Record<string, number> =>
  Object.fromEntries(
    Object.entries(tiles[0]?.answer?.totals ?? {}).filter(
      (pair): pair is [string, number] => typeof pair[1] === "number",
    ),
  );

async function content(run: Run, telling: Telling, call: Caller, locale: Locale): Promise<Content> {
  const words = WORDS[locale];
  const { now, due, days, subscription } = run;
  const data = await telling.data(call, locale);
  const shown = data.tiles.slice(0, TILES_MAX);
  const told: Told[] = [];
  for (const [n, tile] of shown.entries()) told.push(await tileTold(tile, n, locale, data.tiles.length === 1));
  const moment = (at: Date): string => formatMoment(locale, at, subscription.timeZone);
  const late =
    now.getTime() - due.getTime() > LATE_AFTER_MS ? reportWords[locale].late(moment(due), moment(now)) : undefined;
  const asOf = late ?? words.asOf(moment(new Date(data.asOf)));
  const on = formatDate(locale, days.at(-1) ?? "");
  const raised = data.tiles.filter(({ alert }) => alert?.isRaised);
  const more = data.tiles.length - shown.length;
  const subject = `${telling.name[locale]} · ${on}`;
  const files = told.flatMap((one) => one.files);
  const preheader = raised.length > 0 ? words.alerts(raised.length) : words.calm;
  const [first] = data.tiles;
  const said = first?.answer ? shownTotals(first.answer, locale).map(({ label, value }) => `${label} ${value}`) : [];
  const answers = data.tiles.map(({ answer, problem }) => [answer?.rows, answer?.totals, problem?.code]);
  return {
    ...{ subject, preheader, files, sms: [subject, ...said.slice(0, 3)].join(" · ") },
    blocks: [
      { kind: "paragraph", text: subject },
      { kind: "note", text: asOf },
      ...alertsOf(data.tiles, locale),
      ...told.flatMap((one) => one.blocks),
      ...(more > 0 ? [{ kind: "note", text: words.more(more) }] : []),
      { kind: "button", label: words.open, url: config().publicUrl + placeOf(subscription) },
      ...(files.some(({ contentId }) => !contentId) ? [{ kind: "note", text: words.attached }] : []),
    ],
    measures: measuresOf(data),
    isAlerted: raised.length > 0,
    fingerprint: createHash("sha256").update(JSON.stringify(answers)).digest("hex"),
  };
}

/** A report of the catalogue, a saved one or a dashboard, told under each reader's own rights; nothing once it was put away. */
export async function askedReport(table: Table, subscription: Run["subscription"]): Promise<Report | undefined> {
  const telling = await tellingOf(table, subscription);
  if (!telling) return undefined;
  return {
    ...{ template: "reportTold", key: telling.key, called: (locale) => telling.name[locale], may: telling.may },
    // Figures of many nouns depend on all that somebody is: everybody's are their own.
    sight: (access) => access.actor.principalId,
    content: (run, access, locale) => {
      const { tenant, now } = run;
      const call: Caller = {
        actor: access.actor,
        access,
        tenant,
        table,
        now: now.toISOString(),
        newId: (prefix) => newId(prefix, now),
      };
      return content(run, telling, call, locale);
    },
  };
}
