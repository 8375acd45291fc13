import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import { linkWords } from "./link-words.ts";
import type { Opened } from "./visitor.ts";

const doneOf = ({ link: { answer } }: Opened): "accepted" | "declined" | undefined =>
  answer && (answer.accepted ? "accepted" : "declined");

/** What an address of a project shows: the milestone to be accepted. Every text is escaped. */
export function linkPage(at: Opened, locale: "zh-CN" | "en", path: string): string {
  const { link, row, node } = at;
  const words = linkWords[locale];
  const title = words.title[link.kind];
  const head = `<h1>${escapeHtml(title)}</h1><p class="soft">${escapeHtml(row.name)}</p>`;
  const done = doneOf(at);
  if (done) return htmlPage(locale, title, head + htmlNote(words.done[done], "notice"));
  const who = `<label>${words.name}<input name="name" required maxlength="100" autocomplete="name"></label><label>${words.email}<input name="email" type="email" required maxlength="254" autocomplete="email"></label>`;
  const form = (action: string, heading: string, inner: string): string =>
    `<section><h2>${heading}</h2><form method="post" action="${path}/${action}?lang=${locale}">${who}${inner}<button>${heading}</button></form></section>`;
  const documents = (node?.attached ?? []).map(({ name }) => name).join("\n");
  const facts = `<section><dl><dt>${words.milestone}</dt><dd>${escapeHtml(node?.name ?? "")}</dd>${documents ? `<dt>${words.documents}</dt><dd>${escapeHtml(documents)}</dd>` : ""}</dl></section>`;
  const consent = `<label><input type="checkbox" name="consent" value="true" required> ${escapeHtml(words.consent(node?.name ?? "", row.name))}</label>`;
  const reason = `<label>${words.reason}<textarea name="reason" rows="4" required maxlength="2000"></textarea></label>`;
  return htmlPage(
    locale,
    title,
    head + facts + form("accept", words.accept, consent) + form("decline", words.decline, reason),
  );
}
