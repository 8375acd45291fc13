import { createHash, createHmac } from "node:crypto";
import { clock, random, type SmsProvider } from "../config.ts";
import { base32 } from "../ids.ts";
import { boundedText } from "../outside.ts";
import { brokenOff, untilAsked } from "./called.ts";
import type { Outcome } from "./send.ts";

/**
 * Text messages by a provider as there are in mainland China: under a signature and a template that were approved there,
 * by a request signed with HMAC (Alibaba Cloud's SendSms of 2017-05-25 and its signature ACS3-HMAC-SHA256). The text is the
 * one variable, `content`, of the template. What became of a message is pushed to `/v1/sms-reports`, and names it by
 * the token that was sent along.
 */

const ACTION = "SendSms";
const VERSION = "2017-05-25";
const ALGORITHM = "ACS3-HMAC-SHA256";
const NONCE_CHARS = 24;
const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 16_384;

export type Text = { phone: string; text: string; template: string; token: string };

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** RFC 3986: whatever is not unreserved is escaped. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The name before a text, as Chinese messages carry it; the provider puts it there itself. */
const SIGNED = /^【([^】]{1,40})】/;

/** The parameters of a message. A signature that was not approved gives way to the stage's own. */
function parametersOf({ signNames, templates }: SmsProvider, { phone, text, template, token }: Text) {
  const [lead = "", named] = SIGNED.exec(text) ?? [];
  const isApproved = named !== undefined && signNames.includes(named);
  return {
    OutId: token,
    PhoneNumbers: phone.replace(/^\+(?:86(?=1\d{10}$))?/, ""),
    SignName: isApproved ? named : (signNames[0] ?? ""),
    TemplateCode: templates[template] ?? templates["*"] ?? "",
    TemplateParam: JSON.stringify({ content: isApproved ? text.slice(lead.length) : text }),
  };
}

/** The request for a message, with the signature over method, path, parameters and headers. */
export function smsRequest(provider: SmsProvider, message: Text, now: Date, nonce: string) {
  const { endpoint, accessKeyId, accessKeySecret } = provider;
  const url = new URL(endpoint);
  const query = Object.entries(parametersOf(provider, message))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join("&");
  const payload = sha256("");
  const headers: Record<string, string> = {
    host: url.host,
    "x-acs-action": ACTION,
    "x-acs-content-sha256": payload,
    "x-acs-date": now.toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": nonce,
    "x-acs-version": VERSION,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = ["POST", "/", query, lines, names.join(";"), payload].join("\n");
  const signature = createHmac("sha256", accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
  const { host: _, ...sent } = headers;
  return { url: `${url.origin}/?${query}`, headers: { ...sent, authorization } };
}

const BUSY = /^(?:Throttling|isv\.BUSINESS_LIMIT_CONTROL)/;
/** The message or its number is at fault; other codes are about the account, the signature or the template, and pass when these are mended. */
const PERMANENT =
  /^isv\.(?:MOBILE_NUMBER_ILLEGAL|BLACK_KEY_CONTROL_LIMIT|PARAM_LENGTH_LIMIT|TEMPLATE_PARAMS_ILLEGAL|MOBILE_IN_BLACK)/;

/** Reads what the provider answers. */
export function smsOutcome(status: number, text: string): Outcome {
  const error = `${status}: ${text}`.slice(0, 300);
  let said: { Code?: unknown; BizId?: unknown } = {};
  try {
    said = (JSON.parse(text) as object | null) ?? {};
  } catch {
    // What is no JSON comes from something in between.
  }
  const code = typeof said.Code === "string" ? said.Code : "";
  if (status === 200 && code === "OK") return { kind: "sent", providerId: String(said.BizId ?? "") };
  if (status === 429 || BUSY.test(code)) return { kind: "refused", error, isBusy: true };
  if (PERMANENT.test(code)) return { kind: "rejected", error };
  const isRefused = status === 503 || (status >= 400 && status < 500) || code.startsWith("isv.");
  return isRefused ? { kind: "refused", error, isBusy: false } : { kind: "unknown", error };
}

/** Hands a text message to the provider, once. */
export async function sendSmsByHttp(provider: SmsProvider, message: Text): Promise<Outcome> {
  const now = clock.now();
  const { url, headers } = smsRequest(provider, message, now, base32(random(NONCE_CHARS)));
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const reply = await fetch(url, { method: "POST", headers, redirect: "manual", signal });
    return untilAsked(smsOutcome(reply.status, await boundedText(reply, ANSWER_BYTES_MAX)), reply, now);
  } catch (failure) {
    return brokenOff(failure);
  }
}
