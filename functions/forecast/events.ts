import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { Kept } from "../../shared/kept.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { opportunity, stageMove } from "../opportunities/table.ts";
import { moveFigure, saleFigure } from "./figures.ts";
import { dayEndsAt } from "./snapshot.ts";
import { FORECAST_CLOCK_ID, forecastClock } from "./table.ts";

const KEPT_MS = 3_600_000;
const clocks = new Kept<boolean>(KEPT_MS);

/** Where something is sold, forecasts are noted day by day from then on. */
const beginClock = ({ table, tenant, now }: Work): Promise<boolean> =>
  clocks.get(table.tenantId, async () => {
    const base = { id: FORECAST_CLOCK_ID, version: 1, createdAt: now, updatedAt: now };
    await table.createOnce(forecastClock, { ...base, dueAt: dayEndsAt(new Date(now), tenant.timeZone) });
    return true;
  });

export const emits: Emission[] = [
  when(opportunity, "opportunity.worthChanged", ({ before, after }) => changesFigure(saleFigure, before, after)),
  when(stageMove, "stageMove.made", ({ after }) => after !== undefined),
];

export const handles: Handler[] = [
  handle(opportunity, "opportunity.worthChanged", "rest", "counts what stands where, and when", async (c, work) => {
    const row = c.after ?? c.before;
    if (!row) return;
    await beginClock(work);
    await countInto(work, saleFigure, { id: row.id, version: row.version, row: c.after as AnyRow | undefined });
  }),
  handle(stageMove, "stageMove.made", "rest", "counts what moved, and after how long", async ({ after }, work) => {
    if (after) await countInto(work, moveFigure, { id: after.id, version: after.version, row: after as AnyRow });
  }),
];
