/** What a mail's HTML says, as text. It is walked once, whatever it holds: a mail is a stranger's. */
const BREAKS = new Set(["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table"]);
/** Elements whose inside nobody reads. */
const UNREAD = new Set(["script", "style", "head", "title", "template"]);
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const ENTITY_CHARS_MAX = 10;
const CODE_POINT_MAX = 0x10ffff;

function entityOf(name: string): string | undefined {
  if (!name.startsWith("#")) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= CODE_POINT_MAX ? String.fromCodePoint(code) : undefined;
}

/** Text with its entities read. */
const decoded = (text: string): string =>
  text.replace(/&([#\w]{1,10});/g, (whole, name: string) =>
    name.length > ENTITY_CHARS_MAX ? whole : (entityOf(name) ?? whole),
  );

export function textOfHtml(html: string): string {
  const parts: string[] = [];
  let at = 0;
  let unread: string | undefined;
  while (at < html.length) {
    const opens = html.indexOf("<", at);
    const end = opens < 0 ? html.length : opens;
    if (!unread) parts.push(decoded(html.slice(at, end)).replace(/\s+/g, " "));
    if (opens < 0) break;
    if (html.startsWith("<!--", opens)) {
      const closes = html.indexOf("-->", opens);
      at = closes < 0 ? html.length : closes + 3;
      continue;
    }
    const closes = html.indexOf(">", opens);
    if (closes < 0) break;
    const [, slash, name = ""] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(opens, opens + 20)) ?? [];
    const tag = name.toLowerCase();
    if (!unread && UNREAD.has(tag) && !slash) unread = tag;
    else if (unread === tag && slash) unread = undefined;
    if (!unread && BREAKS.has(tag)) parts.push("\n");
    at = closes + 1;
  }
  return parts
    .join("")
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
