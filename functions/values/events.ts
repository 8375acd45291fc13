import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import { order } from "../orders/table.ts";
import { pairFigure } from "./pairs.ts";

export const emits: Emission[] = [
  when(order, "order.pairsChanged", ({ before, after }) => changesFigure(pairFigure, before, after)),
];

export const handles: Handler[] = [
  handle(order, "order.pairsChanged", "rest", "counts what is bought together", async ({ before, after }, work) => {
    const { id, version } = (after ?? before) as { id: string; version: number };
    await countInto(work, pairFigure, { id, version, row: after });
  }),
];
