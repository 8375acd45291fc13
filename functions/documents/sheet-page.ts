import { htmlText } from "../../shared/http/page.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import type { Sheet } from "./sheet.ts";

const list = (facts: readonly { label: string; value: string }[], name = ""): string =>
  `<dl class="${name}">${facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${htmlText(value)}</dd>`).join("")}</dl>`;

/** A document as a page shows it, below its head; every text of it is escaped. */
export function sheetHtml(sheet: Sheet): string {
  const { columns } = sheet.table;
  const cells = (tag: string, texts: readonly string[]): string =>
    texts.map((text, n) => `<${tag}${columns[n]?.isNumber ? ' class="n"' : ""}>${htmlText(text)}</${tag}>`).join("");
  const titles = columns.map(({ title }) => title);
  const rows = sheet.table.rows.map((texts) => `<tr>${cells("td", texts)}</tr>`).join("");
  return [
    `<section>${list([...sheet.facts[0], ...sheet.facts[1]])}</section>`,
    `<section><table><thead><tr>${cells("th", titles)}</tr></thead><tbody>${rows}</tbody></table>${list(sheet.totals, "sums")}</section>`,
    ...sheet.paragraphs.map(
      ({ heading, text }) => `<section><h2>${escapeHtml(heading)}</h2>${list([{ label: "", value: text }])}</section>`,
    ),
  ].join("");
}
