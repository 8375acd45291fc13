import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { askForLook } from "../../shared/records/look.ts";
import { plan, project } from "../projects/table.ts";
import { linkIdOf, taskLink } from "./table.ts";

/** As whom a look writes. What it has taken over from outside is no news there. */
const SYNC = "system:taskSync";

export const emits: Emission[] = [
  when(plan, "projectPlan.changed", ({ before, after, stamp }) => !!before && !!after && stamp.actor !== SYNC),
  when(project, "project.moved", ({ before, after }) => before !== undefined && before.status !== after?.status),
];

export const handles: Handler[] = [
  handle(plan, "projectPlan.changed", "rest", "has its tasks outside looked at", async ({ after }, { table, now }) => {
    if (after) await askForLook(table, taskLink, { id: linkIdOf(after.projectId), now }, (row) => !row.endedAt);
  }),
  handle(project, "project.moved", "rest", "has its tasks outside looked at", async ({ after }, { table, now }) => {
    if (after) await askForLook(table, taskLink, { id: linkIdOf(after.id), now }, (row) => !row.endedAt);
  }),
];
