import assert from "node:assert";
import { readFile } from "node:fs/promises";

/** Says whether a font has a glyph for a code point. */
export type Covers = (codePoint: number) => boolean;

/** What the product's font is called. */
export const CHART_FONT = "Noto Sans SC";

/** The bytes of the product's font, and what it can write. */
export type ProductFont = { bytes: Buffer; covers: Covers };

let font: Promise<ProductFont> | undefined;

/**
 * The one font of charts and documents, read on first use (and again after a failure). It lies beside this file, and in a
 * Lambda's package next to its bundle, so every machine draws the same.
 */
export function productFont(): Promise<ProductFont> {
  font ??= load().catch((error: unknown) => {
    font = undefined;
    throw error;
  });
  return font;
}

async function load(): Promise<ProductFont> {
  const bytes = await readFile(new URL("./font/NotoSansSC-subset.ttf", import.meta.url));
  return { bytes, covers: fontCoverage(bytes) };
}

/**
 * Which code points a TrueType font has glyphs for, read from its character map (OpenType `cmap`, format 12, or format 4
 * for fonts of the basic plane alone): the font itself is the list, so list and font cannot differ.
 */
function fontCoverage(font: Uint8Array): Covers {
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

/**
 * A label in characters that the font has: compatibility forms are normalised, invisible and combining characters
 * dropped, and what the font lacks is a box (□). A label of nothing but boxes would say nothing: then `otherwise` stands.
 */
export function drawable(label: string, otherwise: string, covers: Covers): string {
  const clean = label
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Variation_Selector}\u2028\u2029]/gu, "")
    .trim();
  const characters = Array.from(clean);
  const known = characters.filter((character) => covers(character.codePointAt(0)!));
  if (known.join("").trim() === "") return otherwise;
  return characters.map((character) => (covers(character.codePointAt(0)!) ? character : "□")).join("");
}
