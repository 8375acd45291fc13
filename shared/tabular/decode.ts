import { isAscii, isUtf8 } from "node:buffer";
import { isOpenDocument, malformed, openDocument, pieces } from "./types.ts";

/** Bytes, from the first that is not ASCII, by which the encoding of a text is told. */
const EVIDENCE_BYTES = 65_536;
/** Three-byte characters in one line of UTF-8 by which it is certain that the line is no GB18030. */
const UTF8_CHARS_CERTAIN = 6;
/** As many make a line suspect; by chance, fewer than one line of a thousand is. */
const UTF8_CHARS_SUSPECT = 2;
/**
 * Suspect lines are refused from this many on, if more than one in SUSPECT_SHARE lines with other than ASCII is
 * suspect.
 */
const SUSPECTS_MIN = 3;
const SUSPECT_SHARE = 50;
/** Of so many pairs of GB18030 at most one has its second byte in the lower half. */
const LOW_SHARE = 4;
const SAVE_AS = "Save the file as “CSV UTF-8” and send it again.";

type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";
const NAMES: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  gb18030: "GB18030",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
};

/** A decoder that refuses what its encoding does not have, instead of putting marks of replacement in its place. */
function strictly(encoding: string): { text(bytes: Uint8Array): string; end(): string } {
  // A mark within the text is a character of it; the one at the beginning is taken off before.
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const attempt = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw malformed(
        `The file begins as ${NAMES[encoding] ?? encoding} text and goes on in bytes that are none: it is damaged or mixes encodings. ${SAVE_AS}`,
      );
    }
  };
  return { text: attempt, end: () => attempt() };
}

/** Whether the beginning of a text is strictly of this encoding; a character cut off at its end does not count. */
function fits(encoding: Encoding, bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether pairs of bytes look like Chinese. Nearly any bytes are some GB18030, also those of a Western European,
 * Japanese or Big5 text; but what people write in it has its second bytes in the upper half, rare characters aside,
 * and the others have many in the lower.
 */
function looksChinese(bytes: Uint8Array): boolean {
  let high = 0;
  let low = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at]! < 0x81) continue;
    const second = bytes[++at]!;
    if (second >= 0x80) high++;
    else if (second >= 0x40) low++;
  }
  return low * LOW_SHARE <= high;
}

/** The encoding by the marks at the file's very beginning. */
function marked(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Whether bytes that begin at a character, and are no UTF-8, are Chinese in GB18030 (GBK, GB2312). */
export const isGb18030 = (bytes: Uint8Array, whole = true): boolean =>
  fits("gb18030", bytes, whole) && looksChinese(bytes);

/** Tells UTF-8 from GB18030 by bytes that begin at a character. */
function told(evidence: Uint8Array, whole: boolean): Encoding {
  if (fits("utf-8", evidence, whole)) return "utf-8";
  if (isGb18030(evidence, whole)) return "gb18030";
  throw malformed(`The text is neither UTF-8 nor GB18030 (GBK). ${SAVE_AS}`);
}

/** Characters of three bytes, such as Chinese ones, in a line that is strictly UTF-8; none in a line that is not. */
function utf8Chars(line: Uint8Array): number {
  if (!isUtf8(line)) return 0;
  let chars = 0;
  for (const byte of line) if (byte >= 0xe0 && byte <= 0xef) chars++;
  return chars;
}

/**
 * Refuses a GB18030 text with lines of UTF-8, which would decode to wrong characters without an error: one that is
 * surely so, or a share that chance does not make. That also catches UTF-8 with a single broken byte, which is taken
 * for GB18030 at first.
 */
function gbWatch(): (bytes: Uint8Array) => void {
  let rest: Uint8Array = new Uint8Array();
  let lines = 0;
  let suspects = 0;
  const look = (line: Uint8Array): void => {
    if (isAscii(line)) return;
    lines++;
    const chars = utf8Chars(line);
    if (chars >= UTF8_CHARS_SUSPECT) suspects++;
    const many = suspects >= SUSPECTS_MIN && suspects * SUSPECT_SHARE > lines;
    if (chars >= UTF8_CHARS_CERTAIN || many)
      throw malformed(`The file mixes GB18030 and UTF-8, or is UTF-8 and damaged. ${SAVE_AS}`);
  };
  return (bytes) => {
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    let from = 0;
    for (let end = joined.indexOf(10); end >= 0; end = joined.indexOf(10, from)) {
      look(joined.subarray(from, end));
      from = end + 1;
    }
    // A line that is longer than the evidence is no line of a table.
    rest = joined.length - from > EVIDENCE_BYTES ? new Uint8Array() : Uint8Array.from(joined.subarray(from));
    if (bytes.length === 0) look(rest);
  };
}

function refuseForeign(head: Uint8Array): void {
  const start = String.fromCharCode(...head.subarray(0, 4));
  if (isOpenDocument(head)) throw openDocument();
  if (start === "PK\x03\x04") throw malformed("The file is a workbook (xlsx) and no CSV. Send it as xlsx.");
  if (start === "\xd0\xcf\x11\xe0") throw malformed("The file is an old workbook (xls) and no CSV. Save it as xlsx.");
}

/**
 * The text of a file whose encoding nobody told: UTF-8 with or without a mark, UTF-16 with one, or GB18030. ASCII
 * passes undecided; the 64 KB after the first other byte decide, and what comes later must keep to it. One that somebody
 * has told (`given`) holds unless the file has a mark.
 * @throws Fault malformed_request where bytes are none of the encoding, or are no text.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, given?: string): AsyncGenerator<string> {
  let decoder: ReturnType<typeof strictly> | undefined;
  let watch: ((bytes: Uint8Array) => void) | undefined;
  let evidence: Uint8Array = new Uint8Array();
  let seen = false;
  const decide = (whole: boolean): string => {
    const encoding = told(evidence, whole);
    decoder = strictly(encoding);
    if (encoding === "gb18030") watch = gbWatch();
    watch?.(evidence);
    return decoder.text(evidence);
  };
  for await (let piece of joined(pieces(bytes))) {
    if (!seen) {
      seen = true;
      refuseForeign(piece);
      const encoding = marked(piece);
      if (encoding !== undefined || given !== undefined) decoder = strictly(encoding ?? String(given));
      if (encoding !== undefined) piece = piece.subarray(encoding === "utf-8" ? 3 : 2);
    }
    if (decoder !== undefined) {
      watch?.(piece);
      yield clean(decoder.text(piece));
    } else if (evidence.length === 0 && isAscii(piece)) {
      yield clean(Buffer.from(piece).toString("latin1"));
    } else {
      evidence = Buffer.concat([evidence, piece]);
      if (evidence.length >= EVIDENCE_BYTES) yield clean(decide(false));
    }
  }
  if (decoder === undefined && evidence.length > 0) yield clean(decide(true));
  watch?.(new Uint8Array());
  if (decoder !== undefined) yield clean(decoder.end());
}

function clean(text: string): string {
  if (text.includes("\0"))
    throw malformed(`The file holds zero bytes, so it is no text in UTF-8 or GB18030. ${SAVE_AS}`);
  return text;
}

/** Joins what is shorter than a mark to what follows, so that the first piece shows all of it. */
async function* joined(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const piece of bytes) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < 4) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
