import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Chart, ChartTheme } from "../../shared/charts/chart.ts";
import { svgOf } from "../../shared/charts/draw.ts";
import { CHART_FONT, type Covers, drawable, productFont } from "./font.ts";

/** Draws charts in letters that the product's own font has: as SVG, or as pixels. */
export type ChartPainter = {
  svg(chart: Chart, theme: ChartTheme, widthPx: number): string;
  png(chart: Chart, theme: ChartTheme, widthPx: number): Uint8Array;
};

/** Pixels per CSS pixel: sharp on a phone's screen. */
const SCALE = 2;

let painter: Promise<ChartPainter> | undefined;

/**
 * The process's one painter, loaded on first use (and again after a failure): the WebAssembly of resvg from its package and
 * the product's font. A Lambda package therefore carries `node_modules/@resvg/resvg-wasm/{package.json,index_bg.wasm}` and
 * `font/` next to its bundle. Only the bundled font is used, so every machine draws the same pixels.
 */
export function chartPainter(): Promise<ChartPainter> {
  painter ??= load().catch((error: unknown) => {
    painter = undefined;
    throw error;
  });
  return painter;
}

/** A chart in characters that the font has. */
export function written(chart: Chart, covers: Covers): Chart {
  const shown = (text: string, otherwise: string): string => (text === "" ? "" : drawable(text, otherwise, covers));
  return {
    ...chart,
    title: shown(chart.title, ""),
    ...(chart.note !== undefined && { note: shown(chart.note, "") }),
    categories: chart.categories.map((name, n) => shown(name, `#${n + 1}`)),
    series: chart.series.map((series, n) => ({ ...series, name: shown(series.name, `#${n + 1}`) })),
  };
}

async function load(): Promise<ChartPainter> {
  const wasmPath = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  const [wasm, { bytes, covers }] = await Promise.all([readFile(wasmPath), productFont()]);
  await initWasm(new Uint8Array(wasm));
  const options = {
    font: { fontBuffers: [new Uint8Array(bytes)], loadSystemFonts: false, defaultFontFamily: CHART_FONT },
    fitTo: { mode: "zoom" as const, value: SCALE },
  };
  const svg: ChartPainter["svg"] = (chart, theme, widthPx) => svgOf(written(chart, covers), theme, widthPx, CHART_FONT);
  return { svg, png: (chart, theme, widthPx) => paint(svg(chart, theme, widthPx), options) };
}

function paint(svg: string, options: ConstructorParameters<typeof Resvg>[1]): Uint8Array {
  const drawing = new Resvg(svg, options);
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}
