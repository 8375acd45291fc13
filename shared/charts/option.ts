import { minorDigits } from "../money.ts";
import { compactAmount, formatPercent } from "../notify/format.ts";
import type { Chart, ChartTheme, Series } from "./chart.ts";

/** What a chart stands on: the card of a mail as it is by day, and as it is where its reader's screen is dark. */
export const CHART_THEMES = {
  light: { ink: "#1c2430", muted: "#5b6675", track: "#e3e8ee", ground: "#ffffff" },
  dark: { ink: "#e8ecf1", muted: "#9aa6b5", track: "#2c3542", ground: "#1b212a" },
} as const satisfies Record<ChartTheme, object>;

/** Told apart by those who see few colours too, and on either ground. */
const COLOURS = ["#12805c", "#2f7fc1", "#d9822b", "#8a5cc2", "#c2476a", "#3c9d9b", "#93882e", "#6b7a8f"];

const FONT_PX = 13;
const PADDING_PX = 12;
const TITLE_PX = 20;
const NOTE_PX = 18;
const LEGEND_PX = 30;
const BAR_PX = 44;
/** What each of several bars of a row takes, so that its amount has a line of its own. */
const BESIDE_PX = 20;
const PLOT_PX = 240;
const FIGURE_PX = 96;
/** Room for what a bar is called, and for its amount behind it. */
const LABEL_SHARE = { least: 0.28, most: 0.42 };
const VALUE_PX = 76;

/** A value as it is read off a chart. */
export function shownValue(chart: Pick<Chart, "locale">, { unit, currency }: Series, value: number): string {
  if (unit === "basisPoints") return formatPercent(value);
  if (unit === "money" && currency) return compactAmount(chart.locale, Math.round(value), currency);
  return new Intl.NumberFormat(chart.locale, { maximumFractionDigits: 1 }).format(value);
}

const isRound = ({ kind }: Chart): boolean => kind === "pie" || kind === "funnel";
const isLying = (chart: Chart): boolean => (chart.kind === "bar" || chart.kind === "stackedBar") && !chart.isTime;
const hasLegend = (chart: Chart): boolean => chart.series.length > 1 && !isRound(chart) && chart.kind !== "number";

const headPx = (chart: Chart): number => PADDING_PX + TITLE_PX + (chart.note ? NOTE_PX : 0) + PADDING_PX;

const rowPx = ({ kind, series }: Chart): number =>
  kind === "stackedBar" ? BAR_PX : Math.max(BAR_PX, series.length * BESIDE_PX);

/** How high a chart is: bars that lie take a row each. */
export function chartHeightPx(chart: Chart): number {
  const legend = hasLegend(chart) ? LEGEND_PX : 0;
  if (chart.kind === "number") return headPx(chart) + FIGURE_PX;
  const rows = isLying(chart) ? Math.max(1, chart.categories.length) * rowPx(chart) : PLOT_PX;
  return headPx(chart) + rows + legend + PADDING_PX;
}

/** In words what a chart shows, for those who do not see it. */
export function altOf(chart: Chart): string {
  const lines = chart.series.map((series) => {
    const said = series.values.flatMap((value, n) => {
      if (value === null) return [];
      const what = chart.categories[n];
      return [what ? `${what} ${shownValue(chart, series, value)}` : shownValue(chart, series, value)];
    });
    return `${series.name}: ${said.slice(0, ALT_VALUES_MAX).join(", ")}${said.length > ALT_VALUES_MAX ? ", …" : ""}`;
  });
  return [chart.title, ...lines].join(". ");
}
const ALT_VALUES_MAX = 12;

type Look = (typeof CHART_THEMES)[ChartTheme];

const axisLine = ({ track }: Look) => ({ lineStyle: { color: track } });
const letters = ({ muted }: Look, more: object = {}) => ({ color: muted, fontSize: FONT_PX, ...more });

/** Sums of the stacked parts of each category, which stand at the end of its bar. */
const totals = (chart: Chart): number[] =>
  chart.categories.map((_, n) => chart.series.reduce((sum, { values }) => sum + (values[n] ?? 0), 0));

function seriesOf(chart: Chart, look: Look): object[] {
  const isBar = chart.kind === "bar" || chart.kind === "stackedBar";
  const isStacked = chart.kind === "stackedBar";
  const sums = totals(chart);
  return chart.series.map((series, n) => {
    const isLast = n === chart.series.length - 1;
    const label = (at: number): string => {
      const value = isStacked ? (sums[at] ?? 0) : series.values[at];
      return value === null || value === undefined ? "" : shownValue(chart, series, value);
    };
    return {
      ...{ name: series.name, type: isBar ? "bar" : "line", data: [...series.values] },
      itemStyle: { color: series.colour ?? COLOURS[n % COLOURS.length] },
      ...(isBar && { barMaxWidth: 18 }),
      ...(isStacked && { stack: "all" }),
      ...(!isBar && { symbolSize: 5, lineStyle: { width: 2 }, connectNulls: false }),
      ...(chart.kind === "area" && { areaStyle: { opacity: 0.2 } }),
      ...(isLying(chart) &&
        (!isStacked || isLast) && {
          label: {
            ...{ show: true, position: "right", color: look.ink, fontSize: FONT_PX },
            formatter: ({ dataIndex }: { dataIndex: number }) => label(dataIndex),
          },
        }),
    };
  });
}

/** Letters of the wide scripts take a whole square, others about half of one. */
const lengthPx = (text: string): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > LATIN_MAX ? 1 : 0.6) * FONT_PX, 0);
const LATIN_MAX = 0x24f;

/** Room for what bars are called: as much as the longest name takes, within bounds. */
function labelPx({ categories }: Chart, widthPx: number): number {
  const wanted = Math.max(0, ...categories.map(lengthPx)) + PADDING_PX * 2;
  return Math.round(Math.min(widthPx * LABEL_SHARE.most, Math.max(widthPx * LABEL_SHARE.least, wanted)));
}

/** No two marks of an axis say the same, and none stands between two amounts that there can be. */
function leastStep({ unit, currency = "" }: Series): number | undefined {
  if (unit === "days") return undefined;
  return unit === "money" ? 10 ** minorDigits(currency) : unit === "basisPoints" ? TENTH_OF_PERCENT : 1;
}
const TENTH_OF_PERCENT = 10;

function axes(chart: Chart, look: Look, widthPx: number): object {
  const [first] = chart.series;
  const value = {
    ...{ type: "value", minInterval: first && leastStep(first) },
    axisLabel: letters(look, {
      formatter: (of: number) => (first ? shownValue(chart, first, of).replace(/\.0(?=\D|$)/, "") : String(of)),
    }),
    splitLine: axisLine(look),
  };
  const category = {
    type: "category",
    data: [...chart.categories],
    axisLine: axisLine(look),
    axisTick: { show: false },
  };
  const legend = hasLegend(chart) ? LEGEND_PX : 0;
  if (!isLying(chart)) {
    return {
      xAxis: { ...category, axisLabel: letters(look, { hideOverlap: true }) },
      yAxis: { ...value, splitNumber: 4 },
      grid: { left: 64, right: PADDING_PX * 2, top: headPx(chart), bottom: 28 + legend },
    };
  }
  const left = labelPx(chart, widthPx);
  const named = letters(look, { width: left - PADDING_PX * 2, overflow: "truncate", color: look.ink });
  return {
    xAxis: { ...value, show: false },
    yAxis: { ...category, inverse: true, axisLabel: named },
    grid: { left, right: VALUE_PX, top: headPx(chart), bottom: PADDING_PX + legend },
  };
}

function round(chart: Chart, look: Look): object {
  const [series] = chart.series;
  const data = chart.categories.flatMap((name, n) => {
    const value = series?.values[n];
    if (!series || value === null || value === undefined) return [];
    const label = `${name}  ${shownValue(chart, series, value)}`;
    return [{ name: label, value, itemStyle: { color: COLOURS[n % COLOURS.length] } }];
  });
  const label = { color: look.ink, fontSize: FONT_PX, overflow: "truncate" };
  const top = headPx(chart);
  return {
    series: [
      chart.kind === "pie"
        ? {
            type: "pie",
            radius: ["42%", "68%"],
            top,
            bottom: PADDING_PX,
            data,
            label,
            labelLine: { length: 8, length2: 8 },
          }
        : { type: "funnel", sort: "none", top, bottom: PADDING_PX, left: "10%", width: "55%", gap: 2, data, label },
    ],
  };
}

function heads(chart: Chart, look: Look, widthPx: number): object[] {
  const text = { width: widthPx - 2 * PADDING_PX, overflow: "truncate" };
  const head = {
    ...{ text: chart.title, subtext: chart.note ?? "", left: PADDING_PX, top: PADDING_PX, itemGap: 4, padding: 0 },
    textStyle: { ...text, color: look.ink, fontSize: 16, fontWeight: "normal" },
    subtextStyle: { ...text, color: look.muted, fontSize: FONT_PX },
  };
  if (chart.kind !== "number") return [head];
  const [series] = chart.series;
  const value = series?.values[0] ?? null;
  const figure = series && value !== null ? shownValue(chart, series, value) : "–";
  return [
    head,
    {
      ...{ text: figure, subtext: series?.name ?? "", left: "center", top: headPx(chart), padding: 0 },
      textStyle: { color: look.ink, fontSize: 40, fontWeight: "normal" },
      subtextStyle: { color: look.muted, fontSize: FONT_PX },
    },
  ];
}

/** A chart in the words of the library that draws it. Nothing moves, and nothing depends on the machine. */
export function optionOf(
  chart: Chart,
  theme: ChartTheme,
  widthPx: number,
  fontFamily: string,
): Record<string, unknown> {
  const look = CHART_THEMES[theme];
  const plot =
    chart.kind === "number"
      ? { series: [] }
      : isRound(chart)
        ? round(chart, look)
        : { ...axes(chart, look, widthPx), series: seriesOf(chart, look) };
  return {
    ...{ animation: false, backgroundColor: look.ground, textStyle: { fontFamily, color: look.ink } },
    title: heads(chart, look, widthPx),
    ...(hasLegend(chart) && {
      legend: {
        ...{ left: PADDING_PX, bottom: PADDING_PX / 2, icon: "roundRect", itemWidth: 10, itemHeight: 10 },
        ...{ textStyle: letters(look), type: "plain" },
      },
    }),
    ...plot,
  };
}
