import { SaxesParser } from "saxes";
import { malformed, tooLarge } from "./types.ts";

/** Nesting levels of a part; a workbook needs some ten. */
const DEPTH_MAX = 64;
/**
 * Bytes without the end of a tag or text: what the parser must hold at once. A cell takes at most 32,767
 * characters.
 */
const NODE_BYTES_MAX = 512 * 1_024;

/** What a reader of a part is told, names without their prefixes. Text is told in as many pieces as it comes in. */
export type XmlReader = {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
};

const local = (name: string): string => (name.includes(":") ? name.slice(name.indexOf(":") + 1) : name);

/** Attributes without prefixes; most have none and are handed on as they are. The parser's object inherits nothing. */
function bareAttributes(attributes: Record<string, string>): Record<string, string> {
  let prefixed = false;
  for (const name in attributes) prefixed ||= name.includes(":");
  if (!prefixed) return attributes;
  const bare: Record<string, string> = Object.create(null);
  for (const name in attributes) bare[local(name)] = attributes[name]!;
  return bare;
}

/**
 * A parser that tells the reader, and counts what it was told. Document types, and with them all entities of one's
 * own, are refused.
 */
function parserFor(part: string, reader: XmlReader): { parser: SaxesParser; told(): number } {
  const parser = new SaxesParser({ xmlns: false, position: false, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  let depth = 0;
  let told = 0;
  const unreadable = (): Error => malformed(`The workbook's part ${part} is not well formed. Save it anew as xlsx.`);
  parser.on("error", () => {
    throw unreadable();
  });
  parser.on("doctype", () => {
    throw malformed(`The workbook's part ${part} has a DOCTYPE. Document types and entities are refused.`);
  });
  parser.on("opentag", (tag) => {
    told++;
    if (++depth > DEPTH_MAX) throw unreadable();
    reader.open?.(local(tag.name), bareAttributes(tag.attributes as Record<string, string>));
  });
  parser.on("closetag", (tag) => {
    told++;
    depth--;
    reader.close?.(local(tag.name));
  });
  const text = (piece: string): void => {
    told++;
    reader.text?.(piece);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  return { parser, told: () => told };
}

/**
 * Reads a part of a workbook piece by piece; yields after each, so that the caller takes what its reader has gathered.
 * @throws Fault malformed_request or too_large.
 */
export async function* readXml(
  part: string,
  bytes: AsyncIterable<Uint8Array>,
  reader: XmlReader,
): AsyncGenerator<void> {
  const { parser, told } = parserFor(part, reader);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw malformed(`The workbook's part ${part} is not UTF-8.`);
    }
  };
  let before = 0;
  let silentBytes = 0;
  for await (const piece of bytes) {
    parser.write(decode(piece));
    silentBytes = told() === before ? silentBytes + piece.length : 0;
    before = told();
    if (silentBytes > NODE_BYTES_MAX)
      throw tooLarge(`The workbook's part ${part} holds one text of over ${NODE_BYTES_MAX} bytes.`);
    yield;
  }
  parser.write(decode());
  parser.close();
  yield;
}
