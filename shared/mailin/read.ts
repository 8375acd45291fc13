import { withoutInvisible } from "../invisible.ts";
import { inboundTarget } from "./addresses.ts";
import { textOfHtml } from "./html.ts";

/** Characters of a subject that are kept. */
export const SUBJECT_CHARS_MAX = 300;

/** A mail as a parser gives it, as far as it is looked at. */
export type Parsed = {
  headers: readonly { key: string; value: string }[];
  from?: { name?: string; address?: string };
  subject?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string;
  text?: string;
  html?: string;
};

/** Ids of mails that are looked at in one header; of more the latest. */
export const REFERENCES_MAX = 20;
const NAME_CHARS_MAX = 100;

/** Everything that a person cannot have typed is left out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const clean = (text: string): string =>
  withoutInvisible(text.toWellFormed().replace(/\r\n?/g, "\n").replace(UNPRINTABLE, "")).trim();
const line = (text: string, max: number): string => clean(text.replace(/\s+/g, " ")).slice(0, max).trim();

/** The values of a header, the topmost first: what our own receiver has added stands above what was sent. */
export const headersOf = ({ headers }: Pick<Parsed, "headers">, name: string): string[] =>
  headers.filter(({ key }) => key === name).map(({ value }) => value);
const headerOf = (mail: Parsed, name: string): string => (headersOf(mail, name)[0] ?? "").trim().toLowerCase();

/** Why nobody has written this mail: it is an automatic answer, a list's, or a mail system's. Nothing where somebody has. */
export function automaticBy(mail: Parsed): string | undefined {
  const submitted = headerOf(mail, "auto-submitted");
  if (submitted !== "" && !submitted.startsWith("no")) return "auto-submitted";
  if (/^(bulk|junk|list|auto_reply)/.test(headerOf(mail, "precedence"))) return "precedence";
  for (const name of ["x-autoreply", "x-autorespond", "x-auto-response", "list-id", "feedback-id"]) {
    if (headersOf(mail, name).length > 0) return name;
  }
  if (headersOf(mail, "return-path").some((path) => path.trim() === "<>")) return "return-path";
  const local = (mail.from?.address ?? "").split("@")[0] ?? "";
  return /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)$/i.test(local) ? "sender" : undefined;
}

/** Why a mail is not let in: what receives it has found it harmful, or nobody's. */
export const refusedBy = (mail: Parsed): string | undefined =>
  ["x-ses-virus-verdict", "x-ses-spam-verdict"].find((name) => headerOf(mail, name) === "fail");

/** Ids of mails in a header, without their angle brackets. */
export const idsIn = (text = ""): string[] =>
  [...text.matchAll(/<([^<>\s]{1,200})>/g)].map(([, id = ""]) => id).slice(-REFERENCES_MAX);

const bare = (id: string | undefined): string | undefined => idsIn(id)[0];

/** Where a mail stands: its own id, and those that it goes on with, the nearest last. */
export function placeOf(mail: Parsed): { messageId?: string; earlier: string[] } {
  const earlier = [...new Set([...idsIn(mail.references), ...idsIn(mail.inReplyTo)])].slice(-REFERENCES_MAX);
  const messageId = bare(mail.messageId);
  return { ...(messageId && { messageId }), earlier };
}

/** The addresses that a mail was sent to, by whatever header says so. */
export function recipientsOf(mail: Parsed): string[] {
  const names = ["to", "cc", "delivered-to", "x-original-to", "x-forwarded-to", "envelope-to", "received"];
  const all = names.flatMap((name) => headersOf(mail, name)).join("\n");
  return [
    ...new Set([...all.matchAll(/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+){1,8}/g)].map(([address]) => address.toLowerCase())),
  ];
}

type Target = { id: string; token?: string };

/** The rows of one kind that a mail was sent to, each once. */
export function targetsOf(mail: Parsed, of: { prefix: string }): Target[] {
  const found = recipientsOf(mail).flatMap((to) => inboundTarget(to, of) ?? []);
  const byId = Map.groupBy(found, ({ id }) => id);
  return [...byId.values()].map((all) => all.find(({ token }) => token !== undefined) ?? (all[0] as Target));
}

/** Where what somebody answers to begins, as mail programs write it. */
const QUOTE_BEGINS =
  /^(?:On .{5,200} wrote:|.{0,120}写道[:：]|-{2,}\s*(?:Original Message|原始邮件|原始郵件|Forwarded message).*|_{10,}|(?:发件人|寄件者|From)[:：]\s?\S.*)$/i;

/** What is new in an answer: without the mail that it answers, which the thread has. */
export function withoutQuote(text: string): string {
  const lines = text.split("\n");
  const begins = lines.findIndex((one) => QUOTE_BEGINS.test(one.trim()));
  const own = begins > 0 ? lines.slice(0, begins) : lines;
  while (own.length > 0 && /^(?:>.*|\s*)$/.test(own.at(-1) ?? "")) own.pop();
  const said = own.join("\n").trim();
  return said === "" ? text.trim() : said;
}

/** The number of a ticket that a subject names: `Re: [T2027-00017] …`. */
export const numbersIn = (subject: string): string[] =>
  [...subject.matchAll(/\[([\p{L}\p{N}\-_/. ]{1,60})\]/gu)].map(([, number = ""]) => number.trim());

/** What a mail without a subject is called. */
const UNTITLED = "—";

/** What a mail says: its subject, as many of its words as there is room for, and how many of them there was none for. */
export function wordsOf(mail: Parsed, charsMax: number): { subject: string; text: string; cutChars: number } {
  const subject = line(mail.subject ?? "", SUBJECT_CHARS_MAX) || UNTITLED;
  const whole = clean(mail.text ?? "") || clean(textOfHtml(mail.html ?? "")) || subject;
  const text = whole.slice(0, charsMax).toWellFormed().trim();
  return { subject, text, cutChars: Math.max(0, whole.length - charsMax) };
}

/** True for a mail system's word that a mail could not be delivered (RFC 3464). */
export function isBounce(mail: Parsed): boolean {
  const type = headerOf(mail, "content-type").replace(/\s+/g, "");
  return type.startsWith("multipart/report") && type.includes("report-type=") && type.includes("delivery-status");
}

export const senderName = ({ from }: Parsed): string | undefined => line(from?.name ?? "", NAME_CHARS_MAX) || undefined;
