import { CELL_CHARS_MAX, tooLarge } from "./types.ts";
import { readXml, type XmlReader } from "./xml.ts";

/** Bytes of all shared strings of a workbook in UTF-8; they are held while its sheet is read. */
export const SHARED_BYTES_MAX = 128 * 1_024 * 1_024;
/** Shared strings of a workbook: two million different texts, 100,000 rows of 20 columns. */
export const SHARED_COUNT_MAX = 4_000_000;
const FIRST_BYTES = 65_536;

/** Excel writes what XML cannot hold as `_x0000_`, and an underscore that would be read so as `_x005F_`. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

export const unescaped = (text: string): string =>
  text.includes("_x") ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/** Texts by their number, packed into one buffer: a million small strings would take several times as much. */
export class SharedStrings {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #ends = new Uint32Array(1_024);
  #count = 0;

  add(text: string): void {
    if (this.#count >= SHARED_COUNT_MAX)
      throw tooLarge(`The workbook has more than ${SHARED_COUNT_MAX} different texts.`);
    const from = this.#count === 0 ? 0 : this.#ends[this.#count - 1]!;
    const needed = from + Buffer.byteLength(text);
    if (needed > SHARED_BYTES_MAX)
      throw tooLarge("The workbook has too much text. Send fewer rows, or send it as csv.");
    if (needed > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#bytes.write(text, from);
    this.#ends[this.#count++] = needed;
  }

  /** The text of a number; nothing where there is none. */
  at(number: number): string | undefined {
    if (!(number >= 0 && number < this.#count)) return undefined;
    return this.#bytes.toString("utf8", number === 0 ? 0 : this.#ends[number - 1]!, this.#ends[number]!);
  }
}

/**
 * Gathers the text of one string element: its own `t` or those of its runs (`r`), and never how it is pronounced
 * (`rPh`), which would double each Japanese or Chinese text.
 */
export function textGatherer(): Required<XmlReader> & { take(): string } {
  let gathered = "";
  let inText = false;
  let inPhonetic = false;
  return {
    open(name) {
      if (name === "rPh") inPhonetic = true;
      else if (name === "t") inText = true;
    },
    text(piece) {
      if (!inText || inPhonetic) return;
      gathered += piece;
      if (gathered.length > CELL_CHARS_MAX * "_x0000_".length)
        throw tooLarge(`A cell has more than ${CELL_CHARS_MAX} characters.`);
    },
    close(name) {
      if (name === "rPh") inPhonetic = false;
      else if (name === "t") inText = false;
    },
    take() {
      const text = unescaped(gathered);
      gathered = "";
      return text;
    },
  };
}

/** The shared strings of a workbook, from the bytes of their part. */
export async function readStrings(part: string, bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const gatherer = textGatherer();
  const reader: XmlReader = {
    ...gatherer,
    close(name) {
      gatherer.close(name);
      if (name === "si") strings.add(gatherer.take());
    },
  };
  for await (const _ of readXml(part, bytes, reader));
  return strings;
}
