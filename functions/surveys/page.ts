import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import { SCORES } from "./rules.ts";
import type { SurveyRow } from "./table.ts";
import { surveyWords } from "./words.ts";

/** What an address of a survey shows: its question, or thanks. Every text is escaped. */
export function surveyPage({ kind, name, state }: SurveyRow, locale: "zh-CN" | "en", path: string): string {
  const words = surveyWords[locale];
  const head = `<h1>${escapeHtml(words.title)}</h1><p class="soft">${escapeHtml(name)}</p>`;
  if (state === "answered") return htmlPage(locale, words.title, head + htmlNote(words.thanks, "notice"));
  const { from, to } = SCORES[kind];
  const scores = Array.from({ length: to - from + 1 }, (_, n) => to - n);
  const options = scores.map((score) => `<option value="${score}">${escapeHtml(words.score(kind, score))}</option>`);
  const choice = `<label>${escapeHtml(words.question[kind])}<select name="score" required><option value="">${words.choose}</option>${options.join("")}</select></label>`;
  const more = `<label>${words.comment}<textarea name="comment" rows="4" maxlength="2000"></textarea></label><label>${words.name}<input name="name" maxlength="100" autocomplete="name"></label>`;
  const form = `<form method="post" action="${path}/answers?lang=${locale}">${choice}${more}<button>${words.submit}</button></form>`;
  return htmlPage(locale, words.title, `${head}<section>${form}</section>`);
}
