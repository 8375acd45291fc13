import { isUtf8 } from "node:buffer";
import { isGb18030 } from "../../../shared/tabular/decode.ts";
import type { Limits } from "./line.ts";
import { decodeBody, guardBytes } from "./text.ts";

type Names = Readonly<Record<string, string>>;

const UTF8: Names = { "utf-8": "utf-8", utf8: "utf-8", "us-ascii": "utf-8", ascii: "utf-8" };
/** Encodings that extend ASCII, as the platform's decoder names them. */
const WESTERN: Names = {
  "iso-8859-1": "iso-8859-1",
  latin1: "iso-8859-1",
  "iso-8859-15": "iso-8859-15",
  latin9: "iso-8859-15",
  "windows-1252": "windows-1252",
  cp1252: "windows-1252",
};
const CHINESE: Names = { gb18030: "gb18030", gbk: "gb18030", gb2312: "gb18030" };

/** The encodings that may be declared, by format. */
export const ENCODINGS = {
  json: UTF8,
  xml: { ...UTF8, ...WESTERN },
  mt940: { ...UTF8, ...WESTERN, ...CHINESE },
  /** These are told by their bytes: what people declare of a table is seldom what it is. */
  csv: { ...UTF8, ...CHINESE, "utf-16": "utf-16" },
  xlsx: {},
  zip: {},
} satisfies Record<string, Names>;

/**
 * A format that has no place to say how it is encoded, as text: as declared with the content type; else UTF-8 where the bytes are
 * that, GB18030 where they look like Chinese, and what Western banks write where not.
 */
export function textOf(body: Uint8Array | string, charset: string | undefined, limits: Limits): string {
  if (typeof body === "string") return decodeBody(body, limits);
  guardBytes(body.byteLength, limits);
  const guessed = isUtf8(body) ? "utf-8" : isGb18030(body) ? "gb18030" : "windows-1252";
  const encoding = charset === undefined ? guessed : ENCODINGS.mt940[charset];
  return encoding === "utf-8" ? decodeBody(body, limits) : new TextDecoder(encoding).decode(body);
}
