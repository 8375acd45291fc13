import { readFileSync } from "node:fs";

/** The characters that the table covers: the CJK Unified Ideographs of Unicode 14. */
export const FIRST = 0x4e00;
export const LAST = 0x9fff;

/** Words whose characters are read otherwise than alone are at most so long. */
const WORD_CHARS_MAX = 3;

type Readings = { table: DataView; syllables: string[]; words: Map<string, string[]> };

let loaded: Readings | undefined;

/**
 * The readings beside this file, read at the first use: most calls of a Lambda need none. A Lambda's package therefore
 * carries `data/readings.bin` next to its bundle. `data/make.ts` says how the file is laid out.
 */
function readings(): Readings {
  loaded ??= parse(readFileSync(new URL("./data/readings.bin", import.meta.url)));
  return loaded;
}

function parse(file: Uint8Array): Readings {
  const bytes = (LAST - FIRST + 1) * 2;
  const [first = "", ...lines] = new TextDecoder().decode(file.subarray(bytes)).split("\n");
  const words = lines.map((line): [string, string[]] => {
    const [word = "", ...syllables] = line.split(" ");
    return [word, syllables];
  });
  return {
    table: new DataView(file.buffer, file.byteOffset, bytes),
    syllables: first.split(" "),
    words: new Map(words),
  };
}

/**
 * How Chinese text is read: one syllable without tone for every character (`ü` as `v`), those of known words as the words
 * are read (重庆 `chong qing`). A character without a reading stands for itself.
 */
export function syllablesOf(text: string): string[] {
  const characters = [...text];
  const { words } = readings();
  const out: string[] = [];
  while (out.length < characters.length) {
    const at = out.length;
    const word = [WORD_CHARS_MAX, WORD_CHARS_MAX - 1]
      .map((length) => words.get(characters.slice(at, at + length).join("")))
      .find((syllables) => syllables !== undefined);
    out.push(...(word ?? [syllableOf(characters[at] as string)]));
  }
  return out;
}

function syllableOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST || code > LAST) return character;
  const { table, syllables } = readings();
  return syllables[table.getUint16((code - FIRST) * 2, true)] || character;
}
