import { createHash } from "node:crypto";
import type { Locale } from "../notify/format.ts";
import { escapeHtml } from "../notify/layout.ts";

const STYLE = `*{box-sizing:border-box}body{margin:0;background:#f3f5f8;color:#1c2430;font:16px/1.6 -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:860px;margin:0 auto;padding:20px}section{background:#fff;border:1px solid #e3e8ee;border-radius:10px;padding:20px;margin:16px 0;overflow-x:auto;overflow-wrap:anywhere}
h1{font-size:24px;margin:0 0 8px}.soft{color:#5b6675}.notice{border-left:4px solid #0a6b4b}.alert{border-left:4px solid #a34a00}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:8px;border-bottom:1px solid #e3e8ee;white-space:pre-line;vertical-align:top}.n{text-align:right}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0}dt{color:#5b6675}dd{margin:0;white-space:pre-line}.sums{margin-left:auto;max-width:380px}.sums dd{text-align:right}
label{display:block;margin:10px 0}input:not([type=checkbox]),textarea,select{display:block;width:100%;padding:10px;font:inherit;border:1px solid #b6c0cc;border-radius:8px}
button,.button{display:inline-block;background:#0a6b4b;color:#fff;border:0;border-radius:8px;padding:11px 22px;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}`;

/** A public page runs nothing, loads nothing, sends its forms here alone and stands in nobody's frame. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/** A public page as a whole document. `body` is HTML. */
export const htmlPage = (locale: Locale, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

/** Text with its line breaks, which `pre-line` shows. */
export const htmlText = (text: string): string => text.split("\n").map(escapeHtml).join("\n");

/** What a page tells its reader before all else; nothing where there is nothing to tell. */
export const htmlNote = (text: string, kind: "notice" | "alert"): string =>
  text ? `<section class="${kind}" role="status">${htmlText(text)}</section>` : "";

/** The answer where there is nothing to show: an address that has ended, a form that was refused. */
export const toldPage = (locale: Locale, text: string, back?: string): string =>
  htmlPage(locale, text, `${htmlNote(text, "alert")}${back ? `<p><a href="${escapeHtml(back)}">←</a></p>` : ""}`);
