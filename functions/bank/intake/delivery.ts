import type { NoticeOptions } from "./account.ts";
import { toldBy } from "./formats.ts";
import type { ParsedBody } from "./line.ts";
import { parseNotice } from "./notice.ts";

/**
 * Reads a bank notice of any known format into lines and rejections.
 * @throws Fault unsupported_media_type, malformed_request or too_large.
 */
export async function readNotice(
  contentType: string | undefined,
  body: Uint8Array,
  options: NoticeOptions = {},
): Promise<ParsedBody> {
  const { format } = toldBy(contentType);
  if (format === "zip") return (await import("./archive.ts")).readArchive(body, options);
  if (format === "csv" || format === "xlsx")
    return (await import("./table/read.ts")).readStatementTable(format, body, options);
  return parseNotice(contentType, body, options);
}
