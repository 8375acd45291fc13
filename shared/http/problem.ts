import { Fault } from "../fault.ts";
import { isTransient } from "../table/transient.ts";
import type { Language } from "../words/language.ts";
import { spokenIn } from "../words/spoken.ts";
import { answered } from "./headers.ts";

/** What goes back through the gateway. */
export type HttpResult = {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
};

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  412: "Precondition failed",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal error",
  503: "Service unavailable",
};

/** What is down may be up again so soon. */
const RETRY_AFTER_SECONDS = "1";

/** The one place that turns a fault into HTTP (RFC 9457), in the language that is asked for. Whatever is no `Fault` tells the caller nothing but an id. */
export async function problemOf(error: unknown, requestId: string, language: Language = "en"): Promise<HttpResult> {
  const fault = faultOf(error);
  const { status, code, detail, errors } = fault;
  const body = await spokenIn(language, {
    type: `/docs#problem-${code}`,
    title: TITLES[status] ?? "Error",
    status,
    code,
    detail,
    requestId,
    ...(errors.length > 0 && { errors }),
  });
  return {
    statusCode: status,
    headers: answered({
      "content-type": "application/problem+json",
      "content-language": language,
      "x-request-id": requestId,
      ...(status === 401 && { "www-authenticate": "Bearer" }),
      ...(status === 503 && { "retry-after": RETRY_AFTER_SECONDS }),
      ...fault.headers,
    }),
    body: JSON.stringify(body),
  };
}

/** What is no fault of the caller's is down for a moment, or ours. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (isTransient(error)) return new Fault("unavailable", "Something that this call needs does not answer; try again.");
  return new Fault("internal", "Something failed on our side. Quote the requestId if you report it.");
}
