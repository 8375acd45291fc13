/** How a number is shown where its format is more than its digits: filled up with zeros and signs, or in per cent. */
export type Pattern = { kind: "fill"; parts: string[]; zeros: number } | { kind: "percent" };

/** Literal text of a format, and its places for digits, one by one. */
const TOKENS = /"([^"]*)"|\\(.)|[_*].|([^"\\_*])/gs;

/**
 * The pattern of a number format: `000000` and `000-0000` fill numbers up, as articles, staff and postcodes have it; a per
 * cent is a number of its own. Nothing for formats by which a number stays the number that it is.
 */
export function patternOf(code: string): Pattern | undefined {
  const section = code.split(";")[0] ?? "";
  if (section.includes("[")) return undefined;
  if (section.replace(/"[^"]*"|\\.|[_*]./gs, "").includes("%")) return { kind: "percent" };
  const parts: string[] = [];
  let zeros = 0;
  for (const [, quoted, escaped, sign] of section.matchAll(TOKENS)) {
    const literal = quoted ?? escaped;
    if (literal !== undefined) parts.push(...[...literal].map((char) => (char === "0" ? "\u0000" : char)));
    else if (sign !== undefined && /[0\-() /]/.test(sign)) {
      parts.push(sign);
      if (sign === "0") zeros++;
    } else if (sign !== undefined) return undefined;
  }
  return zeros > 1 ? { kind: "fill", parts, zeros } : undefined;
}

/** The digits of a whole number put into a pattern from behind; those that have no place stand in front. */
function filled(digits: string, { parts, zeros }: Extract<Pattern, { kind: "fill" }>): string {
  const all = digits.padStart(zeros, "0");
  let next = all.length - zeros;
  let isFirst = true;
  return parts
    .map((part) => {
      if (part !== "0") return part.replace("\u0000", "0");
      const from = isFirst ? 0 : next;
      isFirst = false;
      next++;
      return all.slice(from, next);
    })
    .join("");
}

/** A number as its pattern shows it; nothing where it shows it plainly. */
export function patternText(value: number, pattern: Pattern, plain: (value: number) => string): string | undefined {
  if (pattern.kind === "percent") return `${plain(Number((value * 100).toPrecision(15)))}%`;
  return Number.isSafeInteger(value) && value >= 0 ? filled(String(value), pattern) : undefined;
}
