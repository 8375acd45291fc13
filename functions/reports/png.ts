import assert from "node:assert";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { CHART_FONT, type Covers } from "./chart.ts";

/** Turns chart SVG into PNG with the charts' own font; `covers` says what that font can write. */
export type ChartPainter = { covers: Covers; png: (svg: string) => Uint8Array };

/** Pixels per CSS pixel: sharp on a phone's screen. */
const SCALE = 2;

let painter: Promise<ChartPainter> | undefined;

/**
 * The process's one painter, loaded on first use (and again after a failure): the WebAssembly of resvg from its package and the font beside this
 * file. A Lambda package therefore carries `node_modules/@resvg/resvg-wasm/{package.json,index_bg.wasm}` and `font/` next
 * to its bundle. Only the bundled font is used, so every machine draws the same pixels.
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
  const fontUrl = new URL("./font/NotoSansSC-subset.ttf", import.meta.url);
  const [wasm, font] = await Promise.all([readFile(wasmPath), readFile(fontUrl)]);
  await initWasm(new Uint8Array(wasm));
  const options = {
    font: { fontBuffers: [new Uint8Array(font)], loadSystemFonts: false, defaultFontFamily: CHART_FONT },
    fitTo: { mode: "zoom" as const, value: SCALE },
  };
  return { covers: fontCoverage(font), png: (svg) => paint(svg, options) };
}

function paint(svg: string, options: ConstructorParameters<typeof Resvg>[1]): Uint8Array {
  const drawing = new Resvg(svg, options);
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}

/**
 * Which code points a TrueType font has glyphs for, read from its character map (OpenType `cmap`, format 12, or format 4
 * for fonts of the basic plane alone): the font itself is the list, so list and font cannot differ.
 */
export function fontCoverage(font: Uint8Array): Covers {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableOffset(view, "cmap");
  const ranges: [number, number][] = [];
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const subtable = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 12) {
      for (let at = subtable + 16; at < subtable + 16 + view.getUint32(subtable + 12) * 12; at += 12)
        ranges.push([view.getUint32(at), view.getUint32(at + 4)]);
    } else if (format === 4) {
      const segments = view.getUint16(subtable + 6) / 2;
      for (let segment = 0; segment < segments; segment++) {
        const last = view.getUint16(subtable + 14 + segment * 2);
        const first = view.getUint16(subtable + 16 + (segments + segment) * 2);
        if (first !== 0xffff) ranges.push([first, last]);
      }
    }
  }
  assert(ranges.length > 0, "the font has a character map");
  const covered = new Set<number>();
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) covered.add(code);
  return (codePoint) => covered.has(codePoint);
}

function tableOffset(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    if (name === tag) return view.getUint32(at + 8);
  }
  throw new assert.AssertionError({ message: `the font has no table ${tag}` });
}
