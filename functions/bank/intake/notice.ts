import { Fault } from "../../../shared/fault.ts";
import type { NoticeOptions } from "./account.ts";
import { parseCamt } from "./camt.ts";
import { parseCanonical } from "./canonical.ts";
import { ENCODINGS, textOf } from "./encodings.ts";
import { CALL_LIMITS, type ParsedBody } from "./line.ts";
import { parseMt940 } from "./mt940.ts";

type Format = "json" | "xml" | "mt940";

/** Every format that is taken, by content type; a further one is a further row. */
const FORMATS: Record<string, Format> = {
  "application/json": "json",
  "application/xml": "xml",
  "text/xml": "xml",
  "application/mt940": "mt940",
  "application/mt942": "mt940",
};

type Told = { format: Format; charset?: string };

/**
 * What a content type says of its body.
 * @throws Fault unsupported_media_type
 */
function toldBy(contentType: string | undefined): Told {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const format = Object.hasOwn(FORMATS, type.trim()) ? FORMATS[type.trim()] : undefined;
  if (!format) {
    throw new Fault("unsupported_media_type", `Send one of the content types ${Object.keys(FORMATS).join(", ")}.`);
  }
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const isKnown = charset === undefined || charset in ENCODINGS[format];
  if (!isKnown) {
    const known = Object.keys(ENCODINGS[format]).join(", ");
    throw new Fault("unsupported_media_type", `The charset ${charset.slice(0, 40)} is not read; send one of ${known}.`);
  }
  return { format, charset };
}

/**
 * Reads a bank notice into lines and rejections. Pure: what it returns depends on its arguments only.
 * @throws Fault unsupported_media_type, malformed_request or too_large.
 */
export function parseNotice(
  contentType: string | undefined,
  body: Uint8Array | string,
  options: NoticeOptions = {},
): ParsedBody {
  const { format, charset } = toldBy(contentType);
  switch (format) {
    case "json":
      return parseCanonical(body, options.limits);
    case "xml":
      return parseCamt(body, options, charset);
    case "mt940":
      return parseMt940(textOf(body, charset, options.limits ?? CALL_LIMITS), options);
  }
}
