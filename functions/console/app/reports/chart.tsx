import { useEffect, useRef, useState } from "react";
import type { Chart as Drawn } from "../../../../shared/charts/chart.ts";
import { altOf, chartHeightPx } from "../../../../shared/charts/option.ts";
import { useMedia } from "../lib/media.ts";
import { usePreferences } from "../lib/preferences.ts";

const WIDTH_MAX_PX = 1_200;

function useDark(): boolean {
  const { theme } = usePreferences();
  const prefers = useMedia("(prefers-color-scheme: dark)");
  return theme === "dark" || (theme === "system" && prefers);
}

/** A chart as wide as its place, by the declaration that mails and files are drawn by. What draws is fetched with the first. */
export function Chart({ chart }: { chart: Drawn }) {
  const place = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  const [svg, setSvg] = useState<string>();
  const isDark = useDark();
  useEffect(() => {
    const outer = place.current;
    if (!outer) return;
    const resized = new ResizeObserver(() => setWidthPx(Math.min(WIDTH_MAX_PX, Math.floor(outer.clientWidth))));
    resized.observe(outer);
    return () => resized.disconnect();
  }, []);
  useEffect(() => {
    let isWanted = widthPx > 0;
    if (isWanted) {
      void import("../../../../shared/charts/draw.ts").then(({ svgOf }) => {
        if (isWanted) setSvg(svgOf(chart, isDark ? "dark" : "light", widthPx, "system-ui, sans-serif"));
      });
    }
    return () => {
      isWanted = false;
    };
  }, [chart, widthPx, isDark]);
  const heightPx = chartHeightPx(chart);
  return (
    <div ref={place} className="chart" aria-busy={svg === undefined}>
      {svg === undefined ? (
        // Its place is kept, so that what stands below does not move once it is drawn.
        <svg width="100%" height={heightPx} aria-hidden="true" />
      ) : (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={altOf(chart)}
          width={widthPx}
          height={heightPx}
        />
      )}
    </div>
  );
}
