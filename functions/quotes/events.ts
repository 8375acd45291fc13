import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { changesFigure, countInto, figure } from "../../shared/records/figures.ts";
import { quote } from "./table.ts";

/** The cells of what was accepted, by what else they are of than a month. */
export const CELLS = { month: "qm", department: "qd", owner: "qo" };

/** What customers have accepted, by the month (of UTC) in which they did. */
const acceptedFigure = figure(quote, {
  name: "accepted",
  when: (row) => row.status === "accepted" && !row.archived,
  dimensions: {
    month: (row) => row.acceptedAt?.slice(0, 7),
    currency: (row) => row.currency,
    department: (row) => row.departmentId,
    owner: (row) => row.ownerId,
  },
  measures: { count: () => 1, totalMinor: (row) => row.totalMinor },
  cells: [
    { name: CELLS.month, by: ["month"], within: ["currency"] },
    { name: CELLS.department, by: ["month", "department"], within: ["currency"] },
    { name: CELLS.owner, by: ["month", "owner"], within: ["currency"] },
  ],
});

export const emits: Emission[] = [
  when(quote, "quote.worthChanged", ({ before, after }) => changesFigure(acceptedFigure, before, after)),
];

export const handles: Handler[] = [
  handle(quote, "quote.worthChanged", "rest", "counts what was accepted", async ({ before, after }, work) => {
    const { id, version } = (after ?? before) as { id: string; version: number };
    await countInto(work, acceptedFigure, { id, version, row: after });
  }),
];
