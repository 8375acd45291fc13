import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { MAIL_DOMAIN } from "./environment.ts";
import { type Reply, readBody } from "./http.ts";
import type { Identities } from "./identities.ts";
import type { Outbox } from "./outbox.ts";

/** SES takes messages of up to 40 MB, base64 included. */
const REQUEST_BYTES_MAX = 56 * 1024 * 1024;
const NAMESPACES = {
  ses: "http://ses.amazonaws.com/doc/2010-12-01/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
} as const;

type Service = keyof typeof NAMESPACES;

const escapeXml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function success(service: Service, action: string, messageId: string): Reply {
  const body =
    `<${action}Response xmlns="${NAMESPACES[service]}"><${action}Result><MessageId>${messageId}</MessageId>` +
    `</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

function failure(service: Service, status: number, code: string, message: string): Reply {
  const type = status < 500 ? "Sender" : "Receiver";
  const body =
    `<ErrorResponse xmlns="${NAMESPACES[service]}"><Error><Type>${type}</Type><Code>${code}</Code>` +
    `<Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status, headers: { "content-type": "text/xml" }, body };
}

/** The values of `Name.member.1`, `Name.member.2`, … */
function members(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let i = 1; form.has(`${name}.member.${i}`); i++) values.push(form.get(`${name}.member.${i}`)!);
  return values;
}

/** The message's tags; events of a mail that has a configuration set carry them. */
function tagsOf(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let i = 1; form.has(`Tags.member.${i}.Name`); i++) {
    tags[form.get(`Tags.member.${i}.Name`)!] = form.get(`Tags.member.${i}.Value`) ?? "";
  }
  return tags;
}

/** What mails leave through, and who may send as whom. */
export type Leaving = { outbox: Outbox; identities: Identities };

/** The address that a MIME message says that it comes from, its header folded or not. */
function fromOf(raw: string): string {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, " ");
  const [, said = ""] = /^From:(.*)$/im.exec(head) ?? [];
  return (/<([^>]+)>\s*$/.exec(said)?.[1] ?? said).trim();
}

async function sendRawEmail(form: URLSearchParams, { outbox, identities }: Leaving): Promise<Reply> {
  const data = form.get("RawMessage.Data");
  if (!data) return failure("ses", 400, "InvalidParameterValue", "RawMessage.Data is missing.");
  const from = fromOf(Buffer.from(data, "base64").toString("latin1"));
  if (!from.toLowerCase().endsWith(`@${MAIL_DOMAIN}`) && !identities.sendsFor(from)) {
    const check = `The following identities failed the check in region US-EAST-1: ${from}`;
    return failure("ses", 400, "MessageRejected", `Email address is not verified. ${check}`);
  }
  const isReported = form.has("ConfigurationSetName");
  const tags = isReported ? { tags: tagsOf(form) } : {};
  const envelope = { from: form.get("Source") ?? "", to: members(form, "Destinations"), ...tags };
  return success("ses", "SendRawEmail", await outbox.takeMail(Buffer.from(data, "base64"), envelope));
}

function sendEmail(form: URLSearchParams, outbox: Outbox): Reply {
  const kinds = ["ToAddresses", "CcAddresses", "BccAddresses"];
  const to = kinds.flatMap((kind) => members(form, `Destination.${kind}`));
  if (to.length === 0) return failure("ses", 400, "InvalidParameterValue", "Missing final destination.");
  const id = outbox.keep({
    channel: "email",
    from: form.get("Source") ?? "",
    to,
    subject: form.get("Message.Subject.Data") ?? "",
    text: form.get("Message.Body.Text.Data") ?? "",
    html: form.get("Message.Body.Html.Data") ?? "",
    attachments: [],
  });
  return success("ses", "SendEmail", id);
}

function publish(form: URLSearchParams, outbox: Outbox): Reply {
  const to = form.get("PhoneNumber") ?? "";
  if (!/^\+[1-9]\d{6,14}$/.test(to)) {
    return failure(
      "sns",
      400,
      "InvalidParameter",
      `Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`,
    );
  }
  const text = form.get("Message") ?? "";
  if (text === "") return failure("sns", 400, "InvalidParameter", "Invalid parameter: Empty message");
  const from = form.get("MessageAttributes.entry.1.Value.StringValue") ?? "";
  const message = { channel: "sms" as const, from, to: [to], subject: "", text, html: "", attachments: [] };
  return success("sns", "Publish", outbox.keep(message));
}

/** SES (version 1) and SNS over AWS's Query protocol: mails and text messages end in the outbox. */
export async function mailWire(service: Service, request: IncomingMessage, leaving: Leaving): Promise<Reply> {
  const form = new URLSearchParams((await readBody(request, REQUEST_BYTES_MAX)).toString());
  const { outbox } = leaving;
  await outbox.delay();
  if (outbox.failure === "down") return failure(service, 503, "ServiceUnavailable", "The service is not available.");
  if (outbox.failure === "throttle") return failure(service, 400, "Throttling", "Maximum sending rate exceeded.");
  if (outbox.failure === "reject") return failure(service, 400, "MessageRejected", "The message was rejected.");
  const action = form.get("Action") ?? "";
  if (service === "ses" && action === "SendRawEmail") return sendRawEmail(form, leaving);
  if (service === "ses" && action === "SendEmail") return sendEmail(form, outbox);
  if (service === "sns" && action === "Publish") return publish(form, outbox);
  return failure(service, 400, "InvalidAction", `The local stack does not know ${action}.`);
}
