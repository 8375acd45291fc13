import { type Block, type ListItem, type MailContent, PREFERENCES_LABEL, type Tone } from "./blocks.ts";

/** The card's width on a wide screen; below it everything shrinks with the screen. */
const CARD_WIDTH_PX = 560;

const FONT =
  "-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans SC',Helvetica,Arial,sans-serif";
const INK = "#1c2430";
const MUTED = "#5b6675";
const LINE = "#e3e8ee";
const TONES: Record<Tone, string> = { neutral: INK, good: "#0a6b4b", attention: "#a34a00" };

/**
 * Colours for clients that honour a dark scheme. Inline styles carry the light ones, because many clients drop the style
 * element; those that keep it get the dark ones, which must therefore be important.
 */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{text-decoration:none}
@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.hero{font-size:28px!important}}
@media (prefers-color-scheme:dark){.bg{background:#12161c!important}.card{background:#1b212a!important;border-color:#2c3542!important}
.ink{color:#e8ecf1!important}.mut{color:#9aa6b5!important}.good{color:#4cc79a!important}.attention{color:#f0a35e!important}
.row{border-color:#2c3542!important}.pic{background:#ffffff!important}.byday{display:none!important}.bynight{display:block!important}}`.replaceAll(
  "\n",
  "",
);

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML text or attribute value; control characters and bidirectional overrides are dropped. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** The address of a button; anything that is not a web address (`javascript:`, `data:`) becomes `#`. */
export function safeUrl(url: string): string {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).href : "#";
}

/** Keeps clients from filling the preview with the words after the preheader. */
const PREVIEW_PADDING = "&#847;&zwnj;&nbsp;".repeat(60);

const table = (inner: string, style = ""): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;${style}">${inner}</table>`;

/**
 * A whole HTML document: one centred card of tables with inline styles, nothing loaded from elsewhere but the pixel that it may have, readable from 320
 * pixels upwards, with its language and a hidden preheader. Every text of the content is escaped.
 */
export function renderHtml(mail: MailContent): string {
  const body = mail.blocks.map((block, n) => htmlOf(block, n === 0)).join("");
  const footer = mail.footer.map(
    (line) => `<p class="mut" style="margin:0 0 4px;color:${MUTED}">${escapeHtml(line)}</p>`,
  );
  if (mail.preferencesUrl) {
    const label = escapeHtml(PREFERENCES_LABEL[mail.locale]);
    footer.push(
      `<a class="mut" href="${escapeHtml(safeUrl(mail.preferencesUrl))}" style="color:${MUTED};text-decoration:underline">${label}</a>`,
    );
  }
  const card =
    `<tr><td class="mut pad" style="padding:20px 28px 10px;font-size:13px;color:${MUTED}">${escapeHtml(mail.sender)}</td></tr>` +
    `<tr><td class="card pad" style="background:#ffffff;border:1px solid ${LINE};border-radius:10px;padding:26px 28px 24px">${body}</td></tr>` +
    `<tr><td class="pad" style="padding:14px 28px 28px;font-size:12px;line-height:18px">${footer.join("")}</td></tr>`;
  return (
    `<!doctype html><html lang="${mail.locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">` +
    `<meta name="supported-color-schemes" content="light dark">` +
    `<meta name="format-detection" content="telephone=no,date=no"><title>${escapeHtml(mail.subject)}</title>` +
    `<style>${STYLE}</style></head>` +
    `<body class="bg" style="margin:0;padding:0;background:#f3f5f8;-webkit-text-size-adjust:100%">` +
    `<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#f3f5f8">${escapeHtml(mail.preheader)}${PREVIEW_PADDING}</div>` +
    table(
      `<tr><td align="center" style="padding:0 8px">${table(card, `border-collapse:separate;max-width:${CARD_WIDTH_PX}px;font-family:${FONT};`)}</td></tr>`,
    ) +
    (mail.pixelUrl
      ? `<img src="${escapeHtml(safeUrl(mail.pixelUrl))}" alt="" width="1" height="1" style="display:block;border:0">`
      : "") +
    `</body></html>`
  );
}

function htmlOf(block: Block, isFirst: boolean): string {
  switch (block.kind) {
    case "heading":
      return `<h2 class="ink" style="margin:${isFirst ? 0 : 26}px 0 6px;font-size:15px;line-height:22px;font-weight:600;color:${INK}">${escapeHtml(block.text)}</h2>`;
    case "paragraph":
      return `<p class="ink" style="margin:0 0 12px;font-size:15px;line-height:24px;color:${INK};overflow-wrap:anywhere">${escapeHtml(block.text)}</p>`;
    case "note":
      return `<p class="mut" style="margin:8px 0 12px;font-size:13px;line-height:20px;color:${MUTED};overflow-wrap:anywhere">${escapeHtml(block.text)}</p>`;
    case "figure":
      return figure(block);
    case "facts":
      return table(block.rows.map(factRow).join(""), "margin:4px 0 12px;");
    case "list":
      return list(block);
    case "button":
      return `<p style="margin:22px 0 6px"><a href="${escapeHtml(safeUrl(block.url))}" style="display:inline-block;background:#0a6b4b;color:#ffffff;font-size:15px;line-height:22px;font-weight:600;padding:11px 24px;border-radius:8px">${escapeHtml(block.label)}</a></p>`;
    case "image":
      return pictures(block);
  }
}

/** A picture, and the one that takes its place where the client honours a dark scheme; others keep the light one. */
function pictures({ contentId, darkContentId, alt, widthPx, heightPx }: Extract<Block, { kind: "image" }>): string {
  const picture = (id: string, name: string, display: string): string =>
    `<img class="${name}" src="cid:${escapeHtml(id)}" alt="${escapeHtml(alt)}" width="${widthPx}" height="${heightPx}" style="display:${display};width:100%;max-width:${widthPx}px;height:auto;margin:8px 0 12px;border:0;border-radius:6px;color:${MUTED};font-size:13px">`;
  if (!darkContentId) return picture(contentId, "pic", "block");
  return picture(contentId, "byday", "block") + picture(darkContentId, "bynight mut", "none;mso-hide:all");
}

function figure(block: Extract<Block, { kind: "figure" }>): string {
  const tone = block.tone ?? "neutral";
  const colour = tone === "neutral" ? "ink" : tone;
  const note = block.note
    ? `<div class="mut" style="margin-top:4px;font-size:13px;line-height:20px;color:${MUTED}">${escapeHtml(block.note)}</div>`
    : "";
  return (
    `<div style="margin:0 0 16px"><div class="mut" style="font-size:13px;line-height:20px;color:${MUTED}">${escapeHtml(block.label)}</div>` +
    `<div class="hero ${colour}" style="margin-top:2px;font-size:32px;line-height:40px;font-weight:650;letter-spacing:-0.3px;color:${TONES[tone]}">${escapeHtml(block.value)}</div>${note}</div>`
  );
}

const factRow = (row: { label: string; value: string }): string =>
  `<tr><td class="mut" valign="top" width="84" style="padding:4px 12px 4px 0;font-size:13px;line-height:22px;color:${MUTED};white-space:nowrap">${escapeHtml(row.label)}</td>` +
  `<td class="ink" valign="top" style="padding:4px 0;font-size:14px;line-height:22px;color:${INK};overflow-wrap:anywhere;word-break:break-word">${escapeHtml(row.value)}</td></tr>`;

function list({ items, total }: Extract<Block, { kind: "list" }>): string {
  const rows = items.map((item, index) => itemRow(item, total !== undefined || index < items.length - 1));
  return table(rows.join("") + (total ? totalRow(total) : ""), "margin:0 0 8px;");
}

function itemRow(item: ListItem, ruled: boolean): string {
  const tone = item.tone ?? "neutral";
  const small = (text: string | undefined): string =>
    text
      ? `<div class="mut" style="font-size:12px;line-height:18px;color:${MUTED};font-weight:400">${escapeHtml(text)}</div>`
      : "";
  const cell = `padding:9px 0;${ruled ? `border-bottom:1px solid ${LINE};` : ""}font-size:14px;line-height:20px`;
  return (
    `<tr><td class="ink row" valign="top" style="${cell};padding-right:12px;color:${INK};overflow-wrap:anywhere;word-break:break-word">${escapeHtml(item.title)}${small(item.detail)}</td>` +
    `<td class="${tone === "neutral" ? "ink" : tone} row" valign="top" align="right" style="${cell};color:${TONES[tone]};font-weight:600;white-space:nowrap">${escapeHtml(item.value)}${small(item.note)}</td></tr>`
  );
}

const totalRow = (total: { title: string; value: string }): string =>
  `<tr><td class="mut" style="padding:10px 12px 4px 0;font-size:13px;line-height:20px;color:${MUTED}">${escapeHtml(total.title)}</td>` +
  `<td class="ink" align="right" style="padding:10px 0 4px;font-size:14px;line-height:20px;font-weight:600;color:${INK};white-space:nowrap">${escapeHtml(total.value)}</td></tr>`;
