import { Fault } from "../../../shared/fault.ts";
import { type CamtOptions, parseCamt } from "./camt.ts";
import { parseCanonical } from "./canonical.ts";
import type { ParsedBody } from "./line.ts";
import { ENCODINGS } from "./xml.ts";

export type { CamtOptions } from "./camt.ts";
export { canonicalBody, canonicalTransaction } from "./canonical.ts";
export * from "./identity.ts";
export * from "./line.ts";
export * from "./signature.ts";

type Reader = (body: Uint8Array | string, options: CamtOptions) => ParsedBody;

/** Every format that is taken, by content type; a further one is a further row. */
const READERS: Record<string, Reader> = {
  "application/json": (body, { limits }) => parseCanonical(body, limits),
  "application/xml": parseCamt,
  "text/xml": parseCamt,
};

/**
 * Reads a bank notice of any known format into lines and rejections. Pure: what it returns depends on its arguments only.
 * @throws Fault unsupported_media_type, malformed_request or too_large.
 */
export function parseNotice(
  contentType: string | undefined,
  body: Uint8Array | string,
  options: CamtOptions = {},
): ParsedBody {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const reader = Object.hasOwn(READERS, type.trim()) ? READERS[type.trim()] : undefined;
  if (!reader) {
    throw new Fault("unsupported_media_type", `Send one of the content types ${Object.keys(READERS).join(", ")}.`);
  }
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const isXml = type.trim() !== "application/json";
  if (charset !== undefined && (isXml ? !(charset in ENCODINGS) : !/^(?:utf-?8|us-ascii)$/.test(charset))) {
    throw new Fault("unsupported_media_type", "Send the body UTF-8 encoded.");
  }
  return reader(body, options);
}
