/** Characters that a terminal draws twice as wide as others: Hangul, CJK, full-width forms. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** Columns that a terminal gives a text: two for a character of East Asia, one for any other. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : 1;
  return width;
}

/** The text in so many columns, cut where it is longer. */
export function fitted(text: string, columns: number, side: "left" | "right" = "left"): string {
  let shown = text;
  if (widthOf(shown) > columns) {
    while (widthOf(shown) > columns - 1) shown = [...shown].slice(0, -1).join("");
    shown += "…";
  }
  const blanks = " ".repeat(columns - widthOf(shown));
  return side === "left" ? shown + blanks : blanks + shown;
}

/** Blanks between two columns. */
export const COLUMN_GAP = 2;

export type Column = { head: string; columns: number; side?: "left" | "right" };

/** Rows under their heads, each cell in its column. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ columns: wide, side }, n) => fitted(cells[n] ?? "", wide, side))
      .join("  ")
      .trimEnd();
  const rule = columns.map(({ columns: wide }) => "─".repeat(wide)).join(" ".repeat(COLUMN_GAP));
  return [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join("\n");
}
