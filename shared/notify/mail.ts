import { type Block, type ListItem, type MailContent, PREFERENCES_LABEL } from "./blocks.ts";
import type { Locale } from "./format.ts";
import { renderHtml, safeUrl } from "./layout.ts";

export type RenderedMail = { subject: string; html: string; text: string };

/** The same message as HTML and as plain text. Neither refers to anything outside the message but its buttons. */
export const renderMail = (mail: MailContent): RenderedMail => ({
  subject: mail.subject,
  html: renderHtml(mail),
  text: renderText(mail),
});

const RULE = "-".repeat(32);

/** What blocks say, without what stands below a message. */
export const plainBlocks = (blocks: readonly Block[], locale: Locale): string =>
  blocks
    .map((block) => textOf(block, locale))
    .filter((part) => part !== "")
    .join("\n\n");

/** The plain-text form: one line per fact, lists as `title  value` with what belongs to it indented below. */
export function renderText(mail: MailContent): string {
  const { preferencesUrl: url, locale } = mail;
  const link = url ? [`${PREFERENCES_LABEL[locale]}: ${safeUrl(url)}`] : [];
  const footer = [RULE, mail.sender, ...mail.footer, ...link].map(oneLine).join("\n");
  return `${[plainBlocks(mail.blocks, locale), footer].filter((part) => part !== "").join("\n\n")}\n`;
}

/** A value may not break out of its line: that would let a payer's remittance pretend to be a line of ours. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

function textOf(block: Block, locale: Locale): string {
  const colon = locale === "zh-CN" ? "：" : ": ";
  const pair = (label: string, value: string): string => `${oneLine(label)}${colon}${oneLine(value)}`;
  switch (block.kind) {
    case "heading":
      return `## ${oneLine(block.text)}`;
    case "paragraph":
    case "note":
      return oneLine(block.text);
    case "figure":
      return [pair(block.label, block.value), oneLine(block.note ?? "")].filter(Boolean).join("\n");
    case "facts":
      return block.rows.map((row) => pair(row.label, row.value)).join("\n");
    case "list":
      return [...block.items.map(itemText), ...(block.total ? [pair(block.total.title, block.total.value)] : [])].join(
        "\n",
      );
    case "button":
      return pair(block.label, safeUrl(block.url));
    case "image":
      return `[${oneLine(block.alt)}]`;
  }
}

function itemText(item: ListItem): string {
  const below = [item.detail, item.note]
    .filter((text) => text !== undefined && text !== "")
    .map((text) => oneLine(text!));
  return [
    `- ${oneLine(item.title)}  ${oneLine(item.value)}`,
    ...(below.length > 0 ? [`  ${below.join(" · ")}`] : []),
  ].join("\n");
}
