import { SaxesParser } from "saxes";
import { Fault } from "../../../shared/fault.ts";
import { ENCODINGS } from "./encodings.ts";
import { CALL_LIMITS, type Limits } from "./line.ts";
import { cleanText, decodeBody, guardBytes } from "./text.ts";

/** An element of the document's own namespace, without its prefix. `text` is its own character data, unexpanded beyond XML's five entities. */
export type XmlElement = {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
};

/** A parsed document: its root and the namespace that the root is in. */
export type XmlDocument = { namespace: string; root: XmlElement };

/** Nesting levels of a document; camt messages need some fifteen. */
export const XML_DEPTH_MAX = 64;
/** Elements of a document for each line that the delivery may hold; a richly told transaction needs some eighty. */
export const XML_ELEMENTS_PER_LINE_MAX = 400;
const DETAIL_CHARS_MAX = 200;

const malformed = (detail: string): Fault => new Fault("malformed_request", detail);

/**
 * The bytes say how they are encoded before they can be decoded: a byte order mark or the XML declaration, both of
 * which read the same in every encoding that extends ASCII. What the content type declares comes before the declaration (RFC 7303).
 */
function decoded(body: Uint8Array | string, limits: Limits, charset: string | undefined): string {
  if (typeof body === "string") return decodeBody(body, limits);
  const head = Buffer.from(body.subarray(0, 200)).toString("latin1");
  const wide = /^(?:\u00FF\u00FE|\u00FE\u00FF|\0|.\0)/s.test(head);
  const inside = /^[^<]{0,3}<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]*)["']/.exec(head)?.[1];
  const declared = (head.startsWith("\u00EF\u00BB\u00BF") ? "utf-8" : charset) ?? inside ?? "utf-8";
  const known: Readonly<Record<string, string>> = ENCODINGS.xml;
  const encoding = wide ? undefined : known[declared.toLowerCase()];
  if (encoding === undefined) {
    const is = wide ? "UTF-16 or UTF-32" : declared;
    throw malformed(`The document is encoded as ${is}. Send it in UTF-8, ISO-8859-1, ISO-8859-15 or windows-1252.`);
  }
  if (encoding === "utf-8") return decodeBody(body, limits);
  guardBytes(body.byteLength, limits);
  return new TextDecoder(encoding).decode(body);
}

/**
 * Builds the trees while the text is read, so that a hostile document is refused before it has taken memory. A wanted document may
 * stand in an envelope, several side by side; without one the whole is the document.
 */
function buildTrees(text: string, elementsMax: number, wanted: RegExp): XmlDocument[] {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  const open: XmlElement[] = [];
  const documents: XmlDocument[] = [];
  let outer: XmlDocument | undefined;
  let depth = 0;
  let elements = 0;
  parser.on("doctype", () => {
    throw malformed("The document has a DOCTYPE. Document types and entities are refused; leave it out.");
  });
  parser.on("opentag", (tag) => {
    if (++elements > elementsMax) throw new Fault("too_large", `The document has more than ${elementsMax} elements.`);
    if (++depth > XML_DEPTH_MAX) throw malformed(`The document is nested deeper than ${XML_DEPTH_MAX} levels.`);
    const element: XmlElement = { name: tag.local, attributes: {}, text: "", children: [] };
    for (const { local, prefix, value } of Object.values(tag.attributes))
      if (!prefix) element.attributes[local] = value;
    if (elements === 1) outer = { namespace: tag.uri, root: element };
    if (open.length === 0 && wanted.test(tag.uri)) documents.push({ namespace: tag.uri, root: element });
    else if (open.length === 0) return;
    // An element of a foreign namespace is an extension that its sender may use as it likes: read past, never read.
    else if (tag.uri === documents.at(-1)?.namespace) open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    depth--;
    open.pop();
  });
  const append = (chunk: string): void => {
    const element = open.at(-1);
    if (element) element.text += chunk;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.write(text).close();
  if (!outer) throw malformed("The document has no root element.");
  return documents.length > 0 ? documents : [outer];
}

/**
 * Reads the documents of a wanted namespace, bare or in an envelope; of another message only its outermost element. DOCTYPE, entities
 * other than XML's own five, encodings that do not extend ASCII, excessive depth and excessive size are refused.
 * @throws Fault malformed_request (saying the line and column) or too_large; nothing else.
 */
export function parseXml(
  body: Uint8Array | string,
  wanted: RegExp,
  limits: Limits = CALL_LIMITS,
  charset?: string,
): XmlDocument[] {
  const text = decoded(body, limits, charset);
  try {
    return buildTrees(text, limits.linesMax * XML_ELEMENTS_PER_LINE_MAX, wanted);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const said = error instanceof Error ? error.message : "";
    const where = /^(\d+):(\d+): (.*)$/s.exec(said);
    const what = cleanText(where?.[3] ?? said, DETAIL_CHARS_MAX) ?? "unreadable";
    throw malformed(`The XML is not well formed${where ? ` at line ${where[1]}, column ${where[2]}` : ""}: ${what}`);
  }
}

/** An element as text again, without indentation: for people who look at what was sent. */
export const written = ({ name, attributes, text, children }: XmlElement): string => {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${said.join("")}>${cleanText(text, DETAIL_CHARS_MAX) ?? ""}${children.map(written).join("")}</${name}>`;
};

/** All elements at a path such as `NtryDtls/TxDtls`, in document order. */
export function elementsAt(element: XmlElement, path: string): XmlElement[] {
  return path
    .split("/")
    .reduce((found, name) => found.flatMap(({ children }) => children.filter((c) => c.name === name)), [element]);
}

/** The first element at a path, or nothing. */
export const elementAt = (element: XmlElement, path: string): XmlElement | undefined => elementsAt(element, path)[0];

/** The text of the first of several paths that has any. */
export function textAt(element: XmlElement, charsMax: number, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const text = cleanText(elementAt(element, path)?.text, charsMax);
    if (text !== undefined) return text;
  }
  return undefined;
}
