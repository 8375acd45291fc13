import { Fault } from "../../../shared/fault.ts";
import type { NoticeOptions } from "./account.ts";
import { parseCamt } from "./camt.ts";
import { parseCanonical } from "./canonical.ts";
import { textOf } from "./encodings.ts";
import { toldBy } from "./formats.ts";
import { CALL_LIMITS, type ParsedBody } from "./line.ts";
import { parseMt940 } from "./mt940.ts";

/**
 * Reads a notice of one document into lines and rejections. Pure: what it returns depends on its arguments only.
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
    default:
      throw new Fault("unsupported_media_type", "A file that holds others cannot stand here.");
  }
}
