import { SaxesParser } from "saxes";
import { Fault } from "../../../shared/fault.ts";
import { CALL_LIMITS, type Limits } from "./line.ts";
import { cleanText, decodeBody } from "./text.ts";

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
 * which read the same in every encoding that extends ASCII.
 */
function refuseForeignEncoding(body: Uint8Array | string): void {
  const head = typeof body === "string" ? body.slice(0, 200) : Buffer.from(body.subarray(0, 200)).toString("latin1");
  const wide = /^(?:\u00FF\u00FE|\u00FE\u00FF|\0|.\0)/s.test(head);
  const declared = /^[^<]{0,3}<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]*)["']/.exec(head)?.[1];
  const encoding = wide ? "UTF-16 or UTF-32" : declared;
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
    throw malformed(`The document is encoded as ${encoding}. Send it UTF-8 encoded.`);
  }
}

/** Builds the tree while the text is read, so that a hostile document is refused before it has taken memory. */
function buildTree(text: string, elementsMax: number): XmlDocument {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  const top: XmlElement = { name: "", attributes: {}, text: "", children: [] };
  const open = [top];
  let elements = 0;
  let namespace = "";
  parser.on("doctype", () => {
    throw malformed("The document has a DOCTYPE. Document types and entities are refused; leave it out.");
  });
  parser.on("opentag", (tag) => {
    if (++elements > elementsMax) throw new Fault("too_large", `The document has more than ${elementsMax} elements.`);
    if (open.length > XML_DEPTH_MAX) throw malformed(`The document is nested deeper than ${XML_DEPTH_MAX} levels.`);
    if (elements === 1) namespace = tag.uri;
    const element: XmlElement = { name: tag.local, attributes: {}, text: "", children: [] };
    for (const { local, prefix, value } of Object.values(tag.attributes))
      if (!prefix) element.attributes[local] = value;
    // An element of a foreign namespace is an extension that its sender may use as it likes: read past, never read.
    if (tag.uri === namespace) open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const append = (chunk: string): void => {
    const element = open.at(-1);
    if (element) element.text += chunk;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.write(text).close();
  const root = top.children[0];
  if (!root) throw malformed("The document has no root element.");
  return { namespace, root };
}

/**
 * Reads an XML document with namespaces. DOCTYPE, entities other than XML's own five, encodings other than UTF-8,
 * excessive depth and excessive size are refused.
 * @throws Fault malformed_request (saying the line and column) or too_large; nothing else.
 */
export function parseXml(body: Uint8Array | string, limits: Limits = CALL_LIMITS): XmlDocument {
  refuseForeignEncoding(body);
  const text = decodeBody(body, limits);
  try {
    return buildTree(text, limits.linesMax * XML_ELEMENTS_PER_LINE_MAX);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const said = error instanceof Error ? error.message : "";
    const where = /^(\d+):(\d+): (.*)$/s.exec(said);
    const what = cleanText(where?.[3] ?? said, DETAIL_CHARS_MAX) ?? "unreadable";
    throw malformed(`The XML is not well formed${where ? ` at line ${where[1]}, column ${where[2]}` : ""}: ${what}`);
  }
}

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
