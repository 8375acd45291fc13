import type PostalMime from "postal-mime";
import { errorFields, log } from "../log.ts";

/** Bytes of a mail that SES takes. */
export const MAIL_BYTES_MAX = 42_000_000;
const HEADERS_BYTES_MAX = 256 * 1_024;
const NESTING_MAX = 30;

export type Email = Awaited<ReturnType<PostalMime["parse"]>>;

/** Reads a mail in whatever character set it is written; nothing where it can be none. */
export async function parsedMail(bytes: Uint8Array): Promise<Email | undefined> {
  const { default: Parser } = await import("postal-mime");
  return new Parser({ maxHeadersSize: HEADERS_BYTES_MAX, maxNestingDepth: NESTING_MAX })
    .parse(bytes)
    .catch((error: unknown) => {
      log.warn("mail cannot be read", errorFields(error));
      return undefined;
    });
}

/** A mail that somebody has sent: read, from whom, and by what it is known again when it comes twice. */
export type MailIn = { mail: Email; bytes: Uint8Array; address: string; key: string; requestId: string };
