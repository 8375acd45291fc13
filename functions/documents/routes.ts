import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { todayOf } from "../../shared/today.ts";
import { numberOf, periodOf, seriesId } from "./rules.ts";
import { NUMBER_KINDS, NumberSeriesView, patternsOf } from "./schema.ts";
import { documentSet, numberSeries } from "./table.ts";

const series = route({
  method: "GET",
  path: "/v1/number-series",
  permission: "documents.read",
  summary: "How far each kind of document is counted today, and which number comes next.",
  reply: z.object({ items: z.array(NumberSeriesView) }),
  example: {},
  run: async (call) => {
    const numbers = patternsOf(await documentSet.held(call.table));
    const on = todayOf(call);
    const items = NUMBER_KINDS.map(async (kind) => {
      const pattern = numbers[kind];
      const period = periodOf(pattern, on);
      const last = (await call.table.find(numberSeries, seriesId(kind, period)))?.last ?? 0;
      return { kind, pattern, period, last, next: numberOf(pattern, on, last + 1) };
    });
    return { items: await Promise.all(items) };
  },
});

export const routes: Route[] = [...settingRoutes(documentSet), series];
