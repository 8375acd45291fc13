import { createHash } from "node:crypto";
import { formatAmount, formatDate, type Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
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

const STYLE = `*{box-sizing:border-box}body{margin:0;background:#f3f5f8;color:#1c2430;font:16px/1.6 -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:860px;margin:0 auto;padding:20px}section{background:#fff;border:1px solid #e3e8ee;border-radius:10px;padding:20px;margin:16px 0;overflow-x:auto;overflow-wrap:anywhere}
h1{font-size:24px;margin:0 0 8px}.soft{color:#5b6675}.notice{border-left:4px solid #0a6b4b}.alert{border-left:4px solid #a34a00}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:8px;border-bottom:1px solid #e3e8ee;white-space:pre-line;vertical-align:top}.n{text-align:right}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0}dt{color:#5b6675}dd{margin:0;white-space:pre-line}.sums{margin-left:auto;max-width:380px}.sums dd{text-align:right}
label{display:block;margin:10px 0}input:not([type=checkbox]),textarea{display:block;width:100%;padding:10px;font:inherit;border:1px solid #b6c0cc;border-radius:8px}
button,.button{display:inline-block;background:#0a6b4b;color:#fff;border:0;border-radius:8px;padding:11px 22px;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}`;

/** The page runs nothing, loads nothing, sends its forms here alone and stands in nobody's frame. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

const html = (locale: Locale, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

/** Text with its line breaks, which `pre-line` shows. */
const textOf = (text: string): string => text.split("\n").map(escapeHtml).join("\n");

const note = (text: string, kind: "notice" | "alert"): string =>
  text ? `<section class="${kind}" role="status">${textOf(text)}</section>` : "";

/** The answer where there is nothing to show: an address that has ended, a form that was refused. */
export const toldPage = (locale: Locale, text: string, back?: string): string =>
  html(locale, text, `${note(text, "alert")}${back ? `<p><a href="${escapeHtml(back)}">←</a></p>` : ""}`);

const list = (facts: readonly { label: string; value: string }[], name = ""): string =>
  `<dl class="${name}">${facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${textOf(value)}</dd>`).join("")}</dl>`;

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
  const told = note(words.standing[standing], standing === "accepted" ? "notice" : "alert");
  const head = `<p class="soft">${escapeHtml(sheet.letterhead.name)}</p><h1>${escapeHtml(sheet.title)} ${escapeHtml(numberOnPaper(facts))}</h1>`;
  if (standing === "superseded") return html(locale, sheet.title, switcher + head + told);
  const cells = (tag: string, texts: readonly string[]): string =>
    texts
      .map((text, n) => `<${tag}${sheet.table.columns[n]?.isNumber ? ' class="n"' : ""}>${textOf(text)}</${tag}>`)
      .join("");
  const titles = sheet.table.columns.map(({ title }) => title);
  const rows = sheet.table.rows.map((texts) => `<tr>${cells("td", texts)}</tr>`).join("");
  const body = [
    switcher + head + told + note(isAsked ? words.asked : "", "notice"),
    `<section>${list([...sheet.facts[0], ...sheet.facts[1]])}</section>`,
    `<section><table><thead><tr>${cells("th", titles)}</tr></thead><tbody>${rows}</tbody></table>${list(sheet.totals, "sums")}</section>`,
    ...sheet.paragraphs.map(
      ({ heading, text }) => `<section><h2>${escapeHtml(heading)}</h2>${list([{ label: "", value: text }])}</section>`,
    ),
    `<p><a class="button" href="${path}/pdf?lang=${locale}">${words.download}</a></p>`,
    standing === "open" ? forms(facts, path) : "",
  ];
  return html(locale, `${sheet.title} ${row.number ?? ""} · ${formatDate(locale, facts.on)}`, body.join(""));
}
