import { Fault } from "../fault.ts";

/**
 * What every answer carries: it is no page, is taken for what it says it is, stands in nobody's frame and is kept by nobody.
 * A route that answers with a page or with what may be kept says so itself.
 */
const SAFE: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** The headers of an answer, with those that every answer carries. */
export const answered = (headers: Record<string, string>): Record<string, string> => ({ ...SAFE, ...headers });

/** The version that a caller has seen, by the `If-Match` that was sent. */
export function ifMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === "*") return undefined;
  const match = /^(?:W\/)?"?(\d+)"?$/.exec(header);
  if (!match) throw new Fault("precondition_failed", 'If-Match must be an ETag that this API sent, such as "3".');
  return Number(match[1]);
}
