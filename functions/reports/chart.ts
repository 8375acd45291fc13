import type { Covers } from "./font.ts";

/** One bar: a label, the amount as text, and the stacked parts of its length (integers ≥ 0). */
export type Bar = { id: string; label: string; valueText: string; parts: readonly number[] };

/** A chart of horizontal stacked bars; `series` names the parts in their order. */
export type BarChart = { title: string; series: readonly { name: string; colour: string }[]; bars: readonly Bar[] };

export const CHART_FONT = "Noto Sans SC";
/** In CSS pixels; narrow, so that on a phone hardly anything shrinks. */
export const CHART_WIDTH_PX = 400;
/** Bars of a chart; the caller sums up what is beyond them. */
export const CHART_BARS_MAX = 8;

const PADDING_PX = 12;
const TITLE_PX = 48;
const BAR_ROW_PX = 48;
const BAR_PX = 12;
const LEGEND_PX = 26;
const LABEL_PX = 15;

/** What a chart stands on: the card of a mail as it is by day, and as it is where its reader's screen is dark. */
export const CHART_THEMES = {
  light: { ink: "#1c2430", muted: "#5b6675", track: "#eef1f5", ground: "#ffffff" },
  dark: { ink: "#e8ecf1", muted: "#9aa6b5", track: "#2c3542", ground: "#1b212a" },
} as const;
export type ChartTheme = keyof typeof CHART_THEMES;
type Colours = (typeof CHART_THEMES)[ChartTheme];

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/**
 * A label in characters that the font has: compatibility forms are normalised, invisible and combining characters
 * dropped, and what the font lacks is a box (□). A label of nothing but boxes would say nothing: then the `id` stands.
 */
export function drawable(label: string, id: string, covers: Covers): string {
  const clean = label
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Variation_Selector}\u2028\u2029]/gu, "")
    .trim();
  const characters = Array.from(clean);
  const known = characters.filter((character) => covers(character.codePointAt(0)!));
  if (known.join("").trim() === "") return id;
  return characters.map((character) => (covers(character.codePointAt(0)!) ? character : "□")).join("");
}

/** Width of a text in Noto Sans SC, estimated: Chinese is 1 em wide, capitals and digits about 0.62, the rest 0.56. */
const textWidth = (text: string, fontPx: number): number =>
  Array.from(text).reduce((sum, c) => sum + (c > "\u2e7f" ? 1 : /[A-Z0-9%@&]/.test(c) ? 0.64 : 0.56), 0) * fontPx;

/** As much of a text as fits `widthPx`, with an ellipsis where something was cut. */
function fitText(text: string, fontPx: number, widthPx: number): string {
  if (textWidth(text, fontPx) <= widthPx) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, fontPx) > widthPx) characters.pop();
  return `${characters.join("")}…`;
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

function svgText(x: number, y: number, text: string, sizePx: number, colour: string, anchor = "start"): string {
  return `<text x="${number(x)}" y="${number(y)}" font-size="${sizePx}" fill="${colour}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

export const chartHeightPx = (chart: BarChart): number =>
  PADDING_PX + TITLE_PX + chart.bars.length * BAR_ROW_PX + LEGEND_PX + PADDING_PX / 2;

/**
 * The chart as SVG, `CHART_WIDTH_PX` wide. Each bar's label and amount stand above it, so that long department names have
 * the whole width; lengths are in proportion to the largest bar. The same chart gives the same text.
 */
export function chartSvg(chart: BarChart, covers: Covers, theme: ChartTheme = "light"): string {
  const colours = CHART_THEMES[theme];
  const widthPx = CHART_WIDTH_PX - 2 * PADDING_PX;
  const sums = chart.bars.map((bar) => bar.parts.reduce((sum, part) => sum + part, 0));
  const largest = Math.max(1, ...sums);
  const top = PADDING_PX + TITLE_PX;
  const rows = chart.bars.map((bar, index) =>
    barRow(chart, bar, top + index * BAR_ROW_PX, { pxPerUnit: widthPx / largest, covers, colours }),
  );
  const height = chartHeightPx(chart);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH_PX}" height="${height}" viewBox="0 0 ${CHART_WIDTH_PX} ${height}" font-family="${CHART_FONT}">` +
    `<rect width="100%" height="100%" fill="${colours.ground}"/>` +
    svgText(PADDING_PX, PADDING_PX + 16, fitText(drawable(chart.title, "", covers), 16, widthPx), 16, colours.ink) +
    rows.join("") +
    legend(chart, top + chart.bars.length * BAR_ROW_PX + 16, { covers, colours }) +
    `</svg>`
  );
}

type Pen = { covers: Covers; colours: Colours };

function barRow(chart: BarChart, bar: Bar, y: number, pen: Pen & { pxPerUnit: number }): string {
  const { pxPerUnit, covers, colours } = pen;
  const widthPx = CHART_WIDTH_PX - 2 * PADDING_PX;
  const valueText = drawable(bar.valueText, "", covers);
  const label = fitText(drawable(bar.label, bar.id, covers), LABEL_PX, widthPx - textWidth(valueText, LABEL_PX) - 12);
  let x = PADDING_PX;
  const pieces = bar.parts.map((part, index) => {
    const width = part * pxPerUnit;
    const piece = `<rect x="${number(x)}" y="${y + 9}" width="${number(width)}" height="${BAR_PX}" fill="${chart.series[index]!.colour}"/>`;
    x += width;
    return width > 0 ? piece : "";
  });
  return (
    svgText(PADDING_PX, y, label, LABEL_PX, colours.ink) +
    svgText(CHART_WIDTH_PX - PADDING_PX, y, valueText, LABEL_PX, colours.ink, "end") +
    `<rect x="${PADDING_PX}" y="${y + 9}" width="${widthPx}" height="${BAR_PX}" fill="${colours.track}"/>${pieces.join("")}`
  );
}

function legend(chart: BarChart, y: number, { covers, colours }: Pen): string {
  let x = PADDING_PX;
  const entries = chart.series.map(({ name, colour }) => {
    const text = drawable(name, "", covers);
    const entry = `<rect x="${number(x)}" y="${y - 9}" width="10" height="10" rx="2" fill="${colour}"/>${svgText(x + 15, y, text, 12, colours.muted)}`;
    x += 15 + textWidth(text, 12) + 18;
    return entry;
  });
  return entries.join("");
}
