import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { CHART_FONT } from "./chart.ts";
import { type Covers, productFont } from "./font.ts";

/** Turns chart SVG into PNG with the charts' own font; `covers` says what that font can write. */
export type ChartPainter = { covers: Covers; png: (svg: string) => Uint8Array };

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

async function load(): Promise<ChartPainter> {
  const wasmPath = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  const [wasm, { bytes, covers }] = await Promise.all([readFile(wasmPath), productFont()]);
  await initWasm(new Uint8Array(wasm));
  const options = {
    font: { fontBuffers: [new Uint8Array(bytes)], loadSystemFonts: false, defaultFontFamily: CHART_FONT },
    fitTo: { mode: "zoom" as const, value: SCALE },
  };
  return { covers, png: (svg) => paint(svg, options) };
}

function paint(svg: string, options: ConstructorParameters<typeof Resvg>[1]): Uint8Array {
  const drawing = new Resvg(svg, options);
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}
