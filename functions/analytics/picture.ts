import type { Chart, ChartKind, ChartTheme } from "../../shared/charts/chart.ts";
import { chartPainter } from "../reports/png.ts";
import { chartOf } from "./chart-of.ts";
import type { Answer } from "./schema.ts";

type Wanted = {
  format: "svg" | "png";
  kind: ChartKind;
  locale: Chart["locale"];
  theme: ChartTheme;
  widthPx: number;
  title: string;
};

/** An answer as a picture: as text that browsers draw, or as pixels with the product's own letters. */
export async function pictureOf(found: Answer, wanted: Wanted): Promise<Buffer> {
  const { format, kind, locale, theme, widthPx, title } = wanted;
  const chart = chartOf(found, kind, locale, title);
  const { svg, png } = await chartPainter();
  return format === "svg" ? Buffer.from(svg(chart, theme, widthPx)) : Buffer.from(png(chart, theme, widthPx));
}
