import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { schedule } from "./schedule.ts";
import { reportSubscription } from "./table.ts";

export const emits: Emission[] = [when(reportSubscription, "reportSubscription.changed", () => true)];

export const handles: Handler[] = [
  handle(
    reportSubscription,
    "reportSubscription.changed",
    "rest",
    "notes when the report is due next",
    async (c, work) => {
      const id = (c.after ?? c.before)?.id;
      if (id) await schedule(work.table, id);
    },
  ),
];
