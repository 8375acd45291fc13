import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import { lead } from "../leads/table.ts";
import { type ActivityRow, activity } from "./table.ts";

const added = (after: ActivityRow | undefined, before: ActivityRow | undefined): string[] =>
  (after?.mentions ?? []).filter((id) => !before?.mentions?.includes(id));

const leadsOf = (row: ActivityRow): string[] =>
  (row.relatedTo ?? []).filter(({ noun }) => noun === lead.noun).map(({ id }) => id);

/** Tries at a lead that others are changing at the same time; after them the event is tried again. */
const TRIES_MAX = 5;

/** A lead learns when it was last worked on; what is told late, or twice, does not take it back. */
async function touch(work: Work, leadId: string, at: string): Promise<void> {
  const call = callerOf(work, "activities");
  await anew(TRIES_MAX, async () => {
    const { leadNoun } = await import("../leads/noun.ts");
    const row = await work.table.find(lead, leadId);
    if (!row || (row.lastActivityAt && Date.parse(row.lastActivityAt) >= Date.parse(at))) return;
    await commit(call, await replacement(call, leadNoun, row, { lastActivityAt: at }));
  });
}

export const emits: Emission[] = [
  when(activity, "activity.mentioned", (c) => added(c.after, c.before).length > 0),
  when(activity, "activity.done", (c) => c.after?.state === "done" && c.before?.state !== "done"),
];

export const handles: Handler[] = [
  handle(activity, "activity.mentioned", "rest", "tells those who are mentioned", async (c, work) => {
    const { tellMentioned } = await import("./tell.ts");
    if (c.after) await tellMentioned(work, c.after, added(c.after, c.before), c.stamp.actor);
  }),
  handle(activity, "activity.done", "rest", "notes on its leads that they were worked on", async ({ after }, work) => {
    for (const id of after ? leadsOf(after) : []) await touch(work, id, after?.doneAt ?? work.now);
  }),
];
