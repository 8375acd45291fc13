import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import type { Sheet } from "../documents/sheet.ts";
import { sheetHtml } from "../documents/sheet-page.ts";
import type { EnvelopeRow } from "./rules.ts";
import { signingWords } from "./words.ts";

/** How an envelope stands for one of those who sign it. */
export type Standing = "open" | "preparing" | "yours" | "superseded" | "signed" | "declined" | "expired" | "cancelled";

function forms(title: string, locale: Locale, path: string): string {
  const words = signingWords[locale];
  const language = `?lang=${locale}`;
  return (
    `<section><h2>${words.sign}</h2><form method="post" action="${path}/sign${language}"><label>${words.name}<input name="name" required maxlength="100" autocomplete="name"></label><label><input type="checkbox" name="consent" value="true" required> ${escapeHtml(words.consent(title))}</label><button>${words.sign}</button></form></section>` +
    `<section><h2>${words.decline}</h2><form method="post" action="${path}/decline${language}"><label>${words.reason}<textarea name="reason" rows="3" required maxlength="500"></textarea></label><button>${words.decline}</button></form></section>`
  );
}

/** A document as one of those who sign it reads it, in the language of the page; its own stays as it was sent. */
export function signingPage(
  { title }: Pick<EnvelopeRow, "title">,
  sheet: Sheet,
  standing: Standing,
  { locale, path }: { locale: Locale; path: string },
): string {
  const words = signingWords[locale];
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const switcher = `<p class="soft"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></p>`;
  const head = `<p class="soft">${escapeHtml(sheet.letterhead.name)}</p><h1>${escapeHtml(title)}</h1>`;
  const told = {
    ...words.ended,
    ...{ open: "", preparing: words.preparing, yours: words.yours, superseded: words.superseded },
  }[standing];
  const isGood = standing === "signed" || standing === "yours";
  const note = htmlNote(told, isGood ? "notice" : "alert");
  const isShown = standing === "open" || isGood;
  const body = [
    switcher + head + note,
    isShown ? sheetHtml(sheet) : "",
    isShown ? `<p><a class="button" href="${path}/pdf">${words.download}</a></p>` : "",
    standing === "open" ? forms(title, locale, path) : "",
  ];
  return htmlPage(locale, title, body.join(""));
}
