import assert from "node:assert";
import { domainToASCII } from "node:url";
import { withoutInvisible } from "../invisible.ts";

/** Somebody's mail address with the name that is shown. */
export type MailAddress = { name?: string; address: string };

/** A file of the message. An inline one carries the `contentId` by which the HTML shows it. */
export type MailPart = { filename: string; contentType: string; content: Uint8Array; contentId?: string };

export type RawMail = {
  from: MailAddress;
  to: readonly MailAddress[];
  cc?: readonly MailAddress[];
  replyTo?: MailAddress;
  subject: string;
  text: string;
  html: string;
  locale: string;
  inline?: readonly MailPart[];
  attachments?: readonly MailPart[];
  /** Without the angle brackets: `out_01J….1@mail.example.com`. The same message sent again keeps its id. */
  messageId: string;
  date: Date;
  /** The mail that it answers, and those before it, without their angle brackets. */
  inReplyTo?: string;
  references?: readonly string[];
  /** True for what a person has written: it is no automatic mail, and may be answered as one. */
  isPersonal?: boolean;
  /** An https address that unsubscribes by one POST (RFC 8058). */
  unsubscribeUrl?: string;
};

const LINE_CHARS = 76;
/** RFC 2047 allows 76 characters a line: 39 bytes are 52 characters of base64, 12 of frame, and leave 12 for the name. */
const WORD_BYTES = 39;
/** An ASCII subject up to here needs no folding. */
const PLAIN_CHARS = 60;

const SPECIALS = /[()<>[\]:;@\\,."]/;
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;

/** The address in the form that SES takes (international domains in Punycode), `undefined` when it is none. */
export function asciiAddress(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  return local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : undefined;
}

/** One line of header text: no line break or control character survives, so no header can be smuggled in. */
const headerText = (text: string): string =>
  withoutInvisible(text)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ +/g, " ")
    .trim();

/** RFC 2047 encoded words, folded, never splitting a character. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`).join("\r\n ");
}

const isPlain = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) && text.length <= PLAIN_CHARS && !text.includes("=?");

/** Unstructured header text (a subject): as it is where it is short ASCII, else as encoded words. */
function unstructured(text: string): string {
  const line = headerText(text);
  return isPlain(line) ? line : encodedWords(line);
}

function mailbox({ name, address }: MailAddress): string {
  const ascii = asciiAddress(address);
  assert(ascii !== undefined, "a mail address is checked before a message is built");
  const shown = headerText(name ?? "");
  if (shown === "") return ascii;
  if (!isPlain(shown)) return `${encodedWords(shown)}\r\n <${ascii}>`;
  return SPECIALS.test(shown)
    ? `"${shown.replace(/["\\]/g, "\\$&")}"\r\n <${ascii}>`
    : `${shown}
 <${ascii}>`;
}

/** A message's id is others' text: what could break out of its brackets or the header is left out. */
const MESSAGE_ID = /^[\x21-\x3b\x3d\x3f-\x7e]{1,200}$/;

/** Ids of messages, each on a line of its own. */
const messageIds = (ids: readonly string[]): string =>
  ids
    .filter((id) => MESSAGE_ID.test(id))
    .map((id) => `<${id}>`)
    .join("\r\n ");

const base64Body = (content: Uint8Array): string =>
  Buffer.from(content)
    .toString("base64")
    .replace(new RegExp(`.{${LINE_CHARS}}(?=.)`, "g"), "$&\r\n");

/** A file name fit for any disk: no path, no control character, at most 120 characters. */
const safeFilename = (name: string): string =>
  Array.from(headerText(name).replace(/[\\/:*?"<>|]/g, "_"))
    .slice(0, 120)
    .join("") || "file";

/** `; filename="…"`, or for other than ASCII the RFC 2231 form in numbered pieces, each short enough for a line. */
function filenameParameter(filename: string): string {
  const name = safeFilename(filename);
  if (isPlain(name)) return `;\r\n filename="${name}"`;
  const octets = encodeURIComponent(name).replace(/['()*!~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const pieces = octets.match(/(?:%[0-9A-F]{2}|[^%]){1,18}/g) as string[];
  return pieces.map((piece, index) => `;\r\n filename*${index}*=${index === 0 ? "UTF-8''" : ""}${piece}`).join("");
}

/** The name once more, as encoded words: older Chinese desktop clients read only this one. */
function nameParameter(filename: string): string {
  const name = safeFilename(filename);
  return isPlain(name) ? `;\r\n name="${name}"` : `;\r\n name="${encodedWords(name)}"`;
}

function filePart(part: MailPart): string {
  assert(/^[\w.+-]+\/[\w.+-]+$/.test(part.contentType), "a content type is type/subtype");
  const id = part.contentId === undefined ? "" : `Content-ID: <${contentId(part.contentId)}>\r\n`;
  return (
    `Content-Type: ${part.contentType}${nameParameter(part.filename)}\r\nContent-Transfer-Encoding: base64\r\n${id}` +
    `Content-Disposition: ${part.contentId === undefined ? "attachment" : "inline"}${filenameParameter(part.filename)}\r\n\r\n` +
    base64Body(part.content)
  );
}

function contentId(id: string): string {
  assert(/^[\w.+-]+(@[\w.-]+)?$/.test(id), "a content id is plain ASCII");
  return id;
}

const textPart = (subtype: "plain" | "html", content: string): string =>
  `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
  base64Body(Buffer.from(content.toWellFormed().replace(/\r?\n/g, "\r\n")));

/** Bodies are all base64, in which `=_` never stands before another character: no body can contain a boundary. */
function multipart(subtype: "mixed" | "alternative" | "related", parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] as string;
  const boundary = `=_${subtype}_boundary`;
  return (
    `Content-Type: multipart/${subtype};\r\n boundary="${boundary}"\r\n\r\n` +
    `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`
  );
}

/**
 * The message as it goes over the wire (RFC 5322, MIME): multipart/mixed › alternative › related, all ASCII, folded and
 * wrapped. The same input gives the same bytes. Its addresses must have passed `asciiAddress`.
 */
export function buildRawMail(mail: RawMail): string {
  assert(/^[\w.+-]+@[\w.-]+$/.test(mail.messageId), "a message id is id@domain");
  assert(mail.to.length > 0, "a message has a recipient");
  const unsubscribe = mail.unsubscribeUrl && new URL(mail.unsubscribeUrl).href;
  const headers: [string, string | undefined][] = [
    ["From", mailbox(mail.from)],
    ["To", mail.to.map(mailbox).join(",\r\n ")],
    ["Cc", mail.cc?.map(mailbox).join(",\r\n ")],
    ["Reply-To", mail.replyTo && mailbox(mail.replyTo)],
    ["Subject", unstructured(mail.subject)],
    ["Message-ID", `<${mail.messageId}>`],
    ["In-Reply-To", mail.inReplyTo && messageIds([mail.inReplyTo])],
    ["References", mail.references && messageIds(mail.references)],
    ["Date", mail.date.toUTCString().replace("GMT", "+0000")],
    ["Content-Language", headerText(mail.locale)],
    ["Auto-Submitted", mail.isPersonal ? undefined : "auto-generated"],
    ["List-Unsubscribe", unsubscribe && `<${unsubscribe}>`],
    ["List-Unsubscribe-Post", unsubscribe && "List-Unsubscribe=One-Click"],
    ["MIME-Version", "1.0"],
  ];
  const html = multipart("related", [textPart("html", mail.html), ...(mail.inline ?? []).map(filePart)]);
  const body = multipart("alternative", [textPart("plain", mail.text), html]);
  const whole = multipart("mixed", [body, ...(mail.attachments ?? []).map(filePart)]);
  return (
    headers
      .filter(([, value]) => value)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("") + whole
  );
}
