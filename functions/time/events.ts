import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { type PlanRow, plan } from "../projects/table.ts";

/** Who has how long to do in a plan, and when: what a warning hangs on, as a text for each person. */
function workOf(row: PlanRow | undefined): Map<string, string> {
  const open = (row?.nodes ?? []).filter(({ state }) => state === "open" || state === "doing");
  const said = open.flatMap(({ assigneeId, key, startOn, endOn, estimatedHours, durationDays }) =>
    assigneeId ? [{ assigneeId, text: [key, startOn, endOn, estimatedHours, durationDays].join(" ") }] : [],
  );
  return new Map(
    [...Map.groupBy(said, ({ assigneeId }) => assigneeId)].map(([id, some]) => [
      id,
      some.map((one) => one.text).join("\n"),
    ]),
  );
}

/** Those whose work in a plan a change has made another one. */
function changedFor(before: PlanRow | undefined, after: PlanRow | undefined): string[] {
  const was = workOf(before);
  return [...workOf(after)].flatMap(([id, text]) => (was.get(id) === text ? [] : [id]));
}

export const emits: Emission[] = [
  when(plan, "projectPlan.assigned", ({ before, after }) => changedFor(before, after).length > 0),
];

export const handles: Handler[] = [
  handle(plan, "projectPlan.assigned", "rest", "warns of people who have too much to do", async (change, work) => {
    const { before, after } = change;
    if (after) await (await import("./over.ts")).warnOf(work, after, changedFor(before, after));
  }),
];
