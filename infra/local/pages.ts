import type { Outbox, OutboxItem } from "./outbox.ts";

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430}" +
  "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d9dee6;vertical-align:top}" +
  "a{color:#0a58ca}small{color:#5b6675}iframe{width:100%;height:70vh;border:1px solid #d9dee6}pre{white-space:pre-wrap}";

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A page of the stack's own, with what it needs of style besides. */
export function page(title: string, body: string, { language = "en", style = "" } = {}): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  return `<!doctype html><html lang="${language}"><head>${head}<style>${STYLE}${style}</style></head><body>${body}</body></html>`;
}

/** The messages that left, newest first. */
export function outboxPage(outbox: Outbox, to: string | undefined): string {
  const rows = outbox
    .list(to)
    .reverse()
    .map((item) => {
      const title = escapeHtml(item.subject || item.text.slice(0, 80) || "(empty)");
      const files = item.attachments.length > 0 ? ` <small>${item.attachments.length} attached</small>` : "";
      const link = `<a href="/_local/outbox/${item.id}.html">${title}</a>${files}`;
      return `<tr><td>${item.at}</td><td>${item.channel}</td><td>${escapeHtml(item.to.join(", "))}</td><td>${link}</td></tr>`;
    });
  const table = `<table><tr><th>at</th><th>by</th><th>to</th><th>message</th></tr>${rows.join("")}</table>`;
  return page("Outbox", `<h1>Outbox</h1>${rows.length > 0 ? table : "<p>Nothing has left yet.</p>"}`);
}

/** The HTML with its enclosed images as a mail program shows them. */
const withImages = ({ id, html, attachments }: OutboxItem): string =>
  attachments.reduce(
    (shown, { contentId }, i) =>
      contentId ? shown.replaceAll(`cid:${contentId}`, `/_local/outbox/${id}/attachments/${i}`) : shown,
    html,
  );

/** One message: its heading, its attachments, and its HTML in a frame that runs no scripts. */
export function messagePage(item: OutboxItem): string {
  const files = item.attachments.map(({ name, contentType, size }, i) => {
    const label = `${escapeHtml(name || `attachment ${i + 1}`)} <small>${escapeHtml(contentType)}, ${size} bytes</small>`;
    return `<li><a href="/_local/outbox/${item.id}/attachments/${i}">${label}</a></li>`;
  });
  const body = item.html
    ? `<iframe sandbox srcdoc="${escapeHtml(withImages(item))}"></iframe><details><summary>Plain text</summary><pre>${escapeHtml(item.text)}</pre></details>`
    : `<pre>${escapeHtml(item.text)}</pre>`;
  const head =
    `<p><a href="/_local/outbox">Outbox</a></p><h1>${escapeHtml(item.subject || item.channel)}</h1>` +
    `<p><small>${item.at} · ${escapeHtml(item.from)} → ${escapeHtml(item.to.join(", "))}</small></p>`;
  return page(item.subject, `${head}${files.length > 0 ? `<ul>${files.join("")}</ul>` : ""}${body}`);
}
