import type { Block } from "./blocks.ts";
import type { Locale } from "./format.ts";
import { safeUrl } from "./layout.ts";
import type { ChatText } from "./webhook.ts";

const WIDE: Record<string, string> = {
  "<": "＜",
  ">": "＞",
  "[": "［",
  "]": "］",
  "*": "＊",
  "`": "'",
  "\\": "＼",
  "~": "～",
};

/**
 * Text that stays text in a group chat: no customer's name becomes a link, bold, or a call to everybody (`<at id=all>`).
 */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[<>[\]*`\\~]/g, (character) => WIDE[character] as string)
    .trim();

/** A message as a group chat shows it: its subject, and a line for each thing that its mail says. */
export function chatText(locale: Locale, subject: string, blocks: readonly Block[]): ChatText {
  const colon = locale === "zh-CN" ? "：" : ": ";
  const pair = (label: string, value: string, note?: string): string =>
    `${plain(label)}${colon}**${plain(value)}**${note ? ` ${plain(note)}` : ""}`;
  const linesOf = (block: Block): string[] => {
    switch (block.kind) {
      case "heading":
        return ["", `**${plain(block.text)}**`];
      case "paragraph":
      case "note":
        return [plain(block.text)];
      case "figure":
        return [pair(block.label, block.value, block.note)];
      case "facts":
        return block.rows.map((row) => pair(row.label, row.value));
      case "list":
        return block.items.map(({ title, value, note }) => `- ${pair(title, value, note)}`);
      case "button":
        return [`[${plain(block.label)}](${safeUrl(block.url)})`];
      case "image":
        return [];
    }
  };
  return { title: plain(subject), lines: blocks.flatMap(linesOf) };
}
