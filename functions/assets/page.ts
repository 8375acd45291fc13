import { htmlPage, htmlText } from "../../shared/http/page.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import type { AssetRow } from "./table.ts";

export const pageWords: Record<Locale, { open: string; other: string; closed: string }> = {
  "zh-CN": { open: "查看内容", other: "English", closed: "此链接无效或已过期。" },
  en: { open: "Open", other: "中文", closed: "This address is not valid, or has ended." },
};

/** What an address offers: what it is called, and a button that opens it. Looking at the page is no use. */
export function assetPage({ name, description }: AssetRow, locale: Locale, path: string): string {
  const words = pageWords[locale];
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const switcher = `<p class="soft"><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></p>`;
  const about = description ? `<p>${htmlText(description)}</p>` : "";
  const form = `<form method="post" action="${path}/open?lang=${locale}"><button>${words.open}</button></form>`;
  return htmlPage(locale, name, `${switcher}<h1>${escapeHtml(name)}</h1><section>${about}${form}</section>`);
}
