import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { countInto } from "../../shared/records/counting.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { creditPack } from "../credits/table.ts";
import { receivable } from "../receivables/table.ts";
import { changesStanding, noteDay } from "./days.ts";
import { countPaid, owedFigure } from "./figures.ts";

export const emits: Emission[] = [
  when(receivable, "receivable.owedChanged", ({ before, after }) =>
    changesFigure(owedFigure, before as AnyRow | undefined, after as AnyRow | undefined),
  ),
  when(receivable, "receivable.standingChanged", changesStanding),
  when(creditPack, "credit.paid", ({ after }) => after !== undefined),
];

export const handles: Handler[] = [
  handle(receivable, "receivable.owedChanged", "rest", "counts what is owed, by its due day", async (c, work) => {
    const row = c.after ?? c.before;
    if (row)
      await countInto(work, owedFigure, { id: row.id, version: row.version, row: c.after as AnyRow | undefined });
  }),
  handle(receivable, "receivable.standingChanged", "rest", "notes how it stood before and after the day", noteDay),
  handle(creditPack, "credit.paid", "rest", "counts how late cash came", async ({ after }, work) => {
    if (after) await countPaid(work, after);
  }),
];
