import type { Locale } from "./format.ts";

/** `good` marks money that has arrived or cleared, `attention` what waits for somebody. */
export type Tone = "neutral" | "good" | "attention";

/**
 * One line of a list: a title with a detail below it on the left, a value with a note below it on the right. Two columns
 * are all that a phone has room for, so a table of more columns is written as such lines.
 */
export type ListItem = { title: string; detail?: string; value: string; note?: string; tone?: Tone };

/** What a mail is made of. Every text is plain: it is escaped where it is rendered. */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  /** Small print: a remark on the block above. */
  | { kind: "note"; text: string }
  /** The one number that the reader looks for. */
  | { kind: "figure"; label: string; value: string; note?: string; tone?: Tone }
  | { kind: "facts"; rows: { label: string; value: string }[] }
  | { kind: "list"; items: ListItem[]; total?: { title: string; value: string } }
  /** `url` is `https:` (or `http:` on the local stack). */
  | { kind: "button"; label: string; url: string }
  /** An inline part of the message, by its content id; the size is in CSS pixels and shrinks with the screen. A second one stands in its place on dark screens. */
  | { kind: "image"; contentId: string; darkContentId?: string; alt: string; widthPx: number; heightPx: number };

export type MailContent = {
  locale: Locale;
  subject: string;
  /** What mail clients show after the subject in the list of messages. */
  preheader: string;
  /** Whose message it is, shown above the card: the tenant's name. */
  sender: string;
  blocks: readonly Block[];
  /** Why the reader gets this, and how to stop it. */
  footer: readonly string[];
  /** Where the reader of marketing says what they want to get. */
  preferencesUrl?: string | undefined;
  /** A picture of one pixel, which says that the mail was shown. */
  pixelUrl?: string | undefined;
};

/** What the address in the footer of marketing is called. */
export const PREFERENCES_LABEL: Record<Locale, string> = { "zh-CN": "退订或管理订阅", en: "Unsubscribe or choose" };

/** A text that somebody has written: every line is a paragraph. */
export const paragraphs = (text: string): Block[] =>
  text
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line) => ({ kind: "paragraph", text: line }));

/** What is told in a sentence, with its facts below. */
export const toldFacts = (subject: string, text: string, rows: { label: string; value: string }[]): Block[] => [
  { kind: "heading", text: subject },
  { kind: "paragraph", text },
  { kind: "facts", rows },
];
