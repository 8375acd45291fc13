import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import { sheetHtml } from "../documents/sheet-page.ts";
import type { QuoteFacts } from "./facts.ts";
import type { Standing } from "./opened.ts";
import { numberOnPaper, quoteSheet } from "./quote-sheet.ts";

type PageWords = {
  standing: Record<Standing, string>;
  download: string;
  accept: string;
  ask: string;
  name: string;
  email: string;
  question: string;
  consent: (number: string, amount: string) => string;
  asked: string;
  closed: string;
  other: string;
};

export const pageWords: Record<Locale, PageWords> = {
  "zh-CN": {
    standing: {
      open: "",
      accepted: "此报价已被接受。感谢您的信任。",
      superseded: "此版本已失效，请向您的联系人索取最新报价。",
      expired: "此报价已过有效期，请向您的联系人索取新的报价。",
    },
    download: "下载 PDF",
    accept: "接受报价",
    ask: "提问",
    name: "姓名",
    email: "邮箱",
    question: "您的问题",
    consent: (number, amount) => `我有权代表本公司，同意报价 ${number}（合计 ${amount}）及其条款。`,
    asked: "您的问题已送达，我们会尽快答复。",
    closed: "此链接无效或已过期。",
    other: "English",
  },
  en: {
    standing: {
      open: "",
      accepted: "This quotation has been accepted. Thank you.",
      superseded: "This revision no longer holds. Please ask your contact for the latest one.",
      expired: "This quotation has run out. Please ask your contact for a new one.",
    },
    download: "Download PDF",
    accept: "Accept the quotation",
    ask: "Ask a question",
    name: "Name",
    email: "E-mail",
    question: "Your question",
    consent: (number, amount) =>
      `I may bind my company and agree to quotation ${number} (${amount} in all) and to its terms.`,
    asked: "Your question has arrived; we will answer soon.",
    closed: "This address is not valid, or has ended.",
    other: "中文",
  },
};

/** The words that whoever accepts a quote agrees to. */
export const consentText = ({ row, locale }: Pick<QuoteFacts, "row" | "locale">): string =>
  pageWords[locale].consent(numberOnPaper({ row, locale }), formatAmount(locale, row.totalMinor, row.currency));

function forms(facts: QuoteFacts, path: string): string {
  const words = pageWords[facts.locale];
  const language = `?lang=${facts.locale}`;
  const who = `<label>${words.name}<input name="name" required maxlength="100" autocomplete="name"></label><label>${words.email}<input name="email" type="email" required maxlength="254" autocomplete="email"></label>`;
  return (
    `<section><h2>${words.accept}</h2><form method="post" action="${path}/accept${language}">${who}<label><input type="checkbox" name="consent" value="true" required> ${escapeHtml(consentText(facts))}</label><button>${words.accept}</button></form></section>` +
    `<section><h2>${words.ask}</h2><form method="post" action="${path}/questions${language}">${who}<label>${words.question}<textarea name="question" rows="4" required maxlength="2000"></textarea></label><button>${words.ask}</button></form></section>`
  );
}

/** A quote as its customer reads it. `path` is the address's own; every text of the quote is escaped. */
export function quotePage(facts: QuoteFacts, standing: Standing, path: string, isAsked: boolean): string {
  const { locale, row } = facts;
  const words = pageWords[locale];
  const sheet = quoteSheet(facts);
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const switcher = `<p class="soft"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></p>`;
  const told = htmlNote(words.standing[standing], standing === "accepted" ? "notice" : "alert");
  const head = `<p class="soft">${escapeHtml(sheet.letterhead.name)}</p><h1>${escapeHtml(sheet.title)} ${escapeHtml(numberOnPaper(facts))}</h1>`;
  if (standing === "superseded") return htmlPage(locale, sheet.title, switcher + head + told);
  const body = [
    switcher + head + told + htmlNote(isAsked ? words.asked : "", "notice"),
    sheetHtml(sheet),
    `<p><a class="button" href="${path}/pdf?lang=${locale}">${words.download}</a></p>`,
    standing === "open" ? forms(facts, path) : "",
  ];
  return htmlPage(locale, `${sheet.title} ${row.number ?? ""} · ${formatDate(locale, facts.on)}`, body.join(""));
}
