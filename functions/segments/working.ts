import { DAY_MS, later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { RULES_KEPT_MS } from "../../shared/records/inforce.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { alikeTo } from "./alike.ts";
import { nounOfPeople, PAGE_PEOPLE, type SegmentRow } from "./members.ts";
import { placed, trackedIn } from "./placing.ts";
import { segment, segmentWork } from "./table.ts";

type WorkRow = RowOf<typeof segmentWork>;

/** Pages of people that one turn goes through; the next goes on there. */
const PAGES_MAX = 50;
const PEOPLE_AT_ONCE = 8;

/** By then every process has read the segment as it was changed. */
export const WORKED_AFTER_MS = RULES_KEPT_MS + 1_000;

/** Goes through the people of a segment's noun, so that memberships are as the segment now is. */
async function swept(call: Caller, row: SegmentRow, work: WorkRow): Promise<Partial<WorkRow>> {
  const { entity } = nounOfPeople(row.of);
  const tracked = await trackedIn(call.table, true);
  let { after } = work;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await call.table.list(entity, { sources: [sourceOf(entity, "all")], limit: PAGE_PEOPLE, after });
    await together(page.rows, PEOPLE_AT_ONCE, ({ id }) => placed(call, id, tracked));
    after = page.next;
    if (after === undefined) return { after, dueAt: undefined };
  }
  return { after, dueAt: call.now };
}

/** Does what is due for a segment. One that is changed meanwhile is gone through again from the beginning. */
export async function worked(call: Caller, work: WorkRow): Promise<void> {
  const { table, now } = call;
  const row = await table.find(segment, work.segmentId);
  if (!row) return;
  const tomorrow = later(now, DAY_MS);
  const done =
    row.kind === "alike"
      ? { ...(row.archived ? {} : await alikeTo(call, row)), dueAt: row.archived ? undefined : tomorrow }
      : await swept(call, row, work);
  await table.replace(segmentWork, work, nextVersion(work, now, done));
}
