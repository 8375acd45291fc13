/** The languages in which the product speaks. */
export type Language = "zh-CN" | "en";

const RANGE = /^\s*([a-z]{1,8}|\*)(?:-[a-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*$/i;

/**
 * The language that a caller asks for by `Accept-Language`: of those that we speak the one that they like best, the
 * earlier of equals. Where they ask for none of them, that of their tenant.
 */
export function languageOf(header: string | undefined, otherwise: Language = "en"): Language {
  let best: Language | undefined;
  let liking = 0;
  for (const range of (header ?? "").slice(0, 500).split(",")) {
    const [, tag = "", q = "1"] = RANGE.exec(range) ?? [];
    const language = tag.toLowerCase() === "zh" ? "zh-CN" : tag.toLowerCase() === "en" ? "en" : undefined;
    if (language && Number(q) > liking) [best, liking] = [language, Number(q)];
  }
  return best ?? otherwise;
}
