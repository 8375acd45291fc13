import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import { costFigure } from "./costs.ts";
import { expense } from "./table.ts";

export const emits: Emission[] = [
  when(expense, "expense.costChanged", ({ before, after }) => changesFigure(costFigure, before, after)),
];

export const handles: Handler[] = [
  handle(expense, "expense.costChanged", "rest", "counts what was spent on its records", async (change, work) => {
    const { id, version } = (change.after ?? change.before) as { id: string; version: number };
    await countInto(work, costFigure, { id, version, row: change.after });
  }),
];
