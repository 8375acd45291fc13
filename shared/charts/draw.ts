import { BarChart, FunnelChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart, ChartTheme } from "./chart.ts";
import { chartHeightPx, optionOf } from "./option.ts";

use([BarChart, FunnelChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** What the library writes for pages that go on moving: names that count up, and styles of what is pointed at. */
const OF_PAGES = /<style[^>]*>[\s\S]*?<\/style>| class="zr[^"]*"| ecmeta_\w+="[^"]*"/g;

/** A chart as SVG, the same on every machine; `fontFamily` is what its letters are written in. */
export function svgOf(chart: Chart, theme: ChartTheme, widthPx: number, fontFamily: string): string {
  const drawing = init(null, null, { renderer: "svg", ssr: true, width: widthPx, height: chartHeightPx(chart) });
  try {
    drawing.setOption(optionOf(chart, theme, widthPx, fontFamily));
    return drawing.renderToSVGString().replaceAll(OF_PAGES, "");
  } finally {
    drawing.dispose();
  }
}
