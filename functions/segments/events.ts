import { isDeepStrictEqual } from "node:util";
import { later } from "../../shared/duration.ts";
import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { keeping } from "../../shared/table/keeping.ts";
import { behaviourProfile } from "../behaviour/counted.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import type { SegmentRow } from "./members.ts";
import { segment, segmentMembership, segmentWork, workId } from "./table.ts";

const TRIES_MAX = 5;

/** What decides who belongs to a segment. */
const saidBy = (row: SegmentRow | undefined) =>
  row && [row.tracked, row.archived, row.filter, row.behaviour, row.joinedBy, row.sample, row.alike];

const isWorkedOn = (row: SegmentRow | undefined): boolean => row?.tracked === true || row?.kind === "alike";

/** Sees to it that the people of a changed segment are gone through. */
async function goThrough({ table, now }: Work, segmentId: string): Promise<void> {
  const { WORKED_AFTER_MS } = await import("./working.ts");
  const id = workId(segmentId);
  const dueAt = later(now, WORKED_AFTER_MS);
  await anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(segmentWork, id);
      await table.commit([keeping(segmentWork, { id, before, now }, { segmentId, after: undefined, dueAt })]);
    },
    isOvertaken,
  );
}

/** Notes where somebody belongs who has changed, where a tenant tracks anything. */
async function place(work: Work, personId: string): Promise<void> {
  const { placed, trackedIn } = await import("./placing.ts");
  const tracked = await trackedIn(work.table);
  if (tracked.length > 0) await placed(callerOf(work, "segments"), personId, tracked);
}

export const emits: Emission[] = [
  when(segment, "segment.changed", ({ before, after }) => {
    return (isWorkedOn(before) || isWorkedOn(after)) && !isDeepStrictEqual(saidBy(before), saidBy(after));
  }),
  when(segmentMembership, "segment.entered", ({ before, after }) => !before && after !== undefined),
  when(segmentMembership, "segment.left", ({ before, after }) => before !== undefined && !after),
  when(contact, "contact.written", ({ after }) => after !== undefined),
  when(lead, "lead.written", ({ after }) => after !== undefined),
];

const NOTES = "notes to which tracked segments they belong";

export const handles: Handler[] = [
  handle(segment, "segment.changed", "rest", "has its people gone through", async ({ after }, work) => {
    if (after) await goThrough(work, after.id);
  }),
  handle(contact, "contact.written", "rest", NOTES, async ({ after }, work) => {
    if (after) await place(work, after.id);
  }),
  handle(lead, "lead.written", "rest", NOTES, async ({ after }, work) => {
    if (after) await place(work, after.id);
  }),
  handle(behaviourProfile, "behaviour.counted", "rest", NOTES, async ({ after }, work) => {
    if (after) await place(work, after.personId);
  }),
];
