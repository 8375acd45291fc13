import { isDeepStrictEqual } from "node:util";
import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { RELATED_MAX } from "./schema.ts";
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

type Cared = { tierWhy?: object; ownerId?: string; archived?: boolean };

/** What says how often an account's people are to be seen, and by whom. */
const caredBy = (row: Cared | undefined) => [row?.tierWhy, row?.ownerId, row?.archived];

export const emits: Emission[] = [
  when(activity, "activity.mentioned", (c) => added(c.after, c.before).length > 0),
  when(activity, "activity.cancelled", (c) => c.after?.state === "cancelled" && c.before?.state === "open"),
  when(account, "account.careChanged", ({ before, after }) => {
    const isCared = after?.tierWhy !== undefined || before?.tierWhy !== undefined;
    return after !== undefined && isCared && !isDeepStrictEqual(caredBy(before), caredBy(after));
  }),
  when(activity, "activity.done", (c) => c.after?.state === "done" && c.before?.state !== "done"),
];

/** What was done about a lead was done for the person and the company that it became. */
async function carry(work: Work, { id, contactId }: { id: string; contactId?: string }): Promise<void> {
  if (!contactId) return;
  const call = callerOf(work, "activities");
  const { activityNoun } = await import("./noun.ts");
  const carryOne = async (activityId: string): Promise<void> => {
    const row = await work.table.find(activity, activityId);
    const relatedTo = row?.relatedTo ?? [];
    // A record that is named already, or has no room for a further name, still comes to the lead's account.
    const isNamed = relatedTo.some((one) => one.id === contactId) || relatedTo.length >= RELATED_MAX;
    if (!row || isNamed) return;
    const fields = { relatedTo: [...relatedTo, { noun: contact.noun, id: contactId }] };
    await commit(call, await replacement(call, activityNoun, row, fields));
  };
  const sources = [sourceOf(activity, "parent", { relatedIds: id })];
  for await (const { id: activityId } of work.table.each(activity, { sources })) {
    await anew(TRIES_MAX, () => carryOne(activityId));
  }
}

export const handles: Handler[] = [
  handle(
    lead,
    "lead.converted",
    "rest",
    "tells what was done in the timeline of its person and account",
    async (c, work) => (c.after ? carry(work, c.after) : undefined),
  ),
  handle(activity, "activity.mentioned", "rest", "tells those who are mentioned", async (c, work) => {
    const { tellMentioned } = await import("./tell.ts");
    if (c.after) await tellMentioned(work, c.after, added(c.after, c.before), c.stamp.actor);
  }),
  handle(activity, "activity.done", "rest", "notes on its leads that they were worked on", async ({ after }, work) => {
    for (const id of after ? leadsOf(after) : []) await touch(work, id, after?.doneAt ?? work.now);
  }),
  handle(account, "account.careChanged", "rest", "plans how often its people are seen and called", async (c, work) => {
    if (c.after) await (await import("./care.ts")).followTier(work, c.after);
  }),
  handle(activity, "activity.done", "rest", "dates the next visit or call of its accounts", async ({ after }, work) => {
    if (after) await (await import("./care.ts")).followDone(work, after);
  }),
  handle(activity, "activity.cancelled", "rest", "plans a visit or a call of its accounts anew", async (c, work) => {
    if (c.after) await (await import("./care.ts")).followCancelled(work, c.after);
  }),
];
