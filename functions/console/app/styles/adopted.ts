/**
 * Stands for the components' way to write style elements, which a policy without unsafe-inline refuses. The same rules are
 * kept as style sheets that the document adopts: those are made by the script itself and are no text in the page.
 */
type Option = { prepend?: boolean | "queue"; priority?: number };
type Kept = { sheet: CSSStyleSheet; text: string; rank: number; node: HTMLStyleElement };

const kept = new Map<string, Kept>();
let unnamed = 0;

/** What is put first, among it what has less weight; what is appended comes after all of it. */
const rankOf = ({ prepend, priority = 0 }: Option): number => (prepend ? priority : Number.MAX_SAFE_INTEGER);

function adopt(): void {
  const others = document.adoptedStyleSheets.filter((sheet) => ![...kept.values()].some((one) => one.sheet === sheet));
  const own = [...kept.values()].sort((a, b) => a.rank - b.rank).map(({ sheet }) => sheet);
  document.adoptedStyleSheets = [...others, ...own];
}

export function updateCSS(text: string, key: string, option: Option = {}): HTMLStyleElement {
  const known = kept.get(key);
  if (known) {
    if (known.text !== text) {
      known.sheet.replaceSync(text);
      known.text = text;
    }
    return known.node;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // The callers mark the element that they get; it stands in no document.
  const node = document.createElement("style");
  kept.set(key, { sheet, text, rank: rankOf(option), node });
  adopt();
  return node;
}

export function injectCSS(text: string, option: Option = {}): HTMLStyleElement {
  return updateCSS(text, `unnamed-${unnamed++}`, option);
}

export function removeCSS(key: string): void {
  if (kept.delete(key)) adopt();
}

export function clearContainerCache(): void {
  // Style sheets belong to the document; there is no other container whose place could be out of date.
}
