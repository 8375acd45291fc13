import { HOUR_MS, later, MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { type AnyRow, nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { activityNoun } from "../activities/noun.ts";
import { endOf } from "../activities/rules.ts";
import { activity } from "../activities/table.ts";
import { marketingEventNoun } from "../gatherings/noun.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { restMeetings, type Wanted } from "./port.ts";
import { type MeetingRow, meeting, meetingConnection } from "./table.ts";

const TRIES_MAX = 8;
const WAIT_MS_MAX = 6 * HOUR_MS;
const ERROR_CHARS_MAX = 300;

/** What a meeting is of, as a provider is told it; nothing where that is gone. */
export async function wantedOf({ table }: Caller, { activityId, eventId }: MeetingRow): Promise<Wanted | undefined> {
  if (eventId) {
    const event = await table.find(marketingEvent, eventId);
    return event && { title: event.title, startsAt: event.startsAt, endsAt: event.endsAt };
  }
  const row = activityId ? await table.find(activity, activityId) : undefined;
  if (!row) return undefined;
  const { startAt: startsAt } = row;
  const endsAt = endOf(row);
  return { title: row.subject, ...(startsAt && { startsAt }), ...(endsAt && { endsAt }) };
}

/** Puts the join link where people look for it, in the transaction that notes the meeting as made. */
const linked = (
  call: Caller,
  id: string,
  { externalId, joinUrl }: { externalId: string; joinUrl: string },
): Promise<void> =>
  anew(
    TRIES_MAX,
    async () => {
      const row = await call.table.get(meeting, id);
      const {
        dueAt: _dueAt,
        error: _error,
        ...base
      } = nextVersion(row, call.now, { externalId, joinUrl, failures: 0 });
      const note = write.replace(meeting, row, base);
      const { eventId, activityId } = row;
      const change = eventId
        ? await replacement(call, marketingEventNoun, await read(call, marketingEvent, eventId), { onlineUrl: joinUrl })
        : await replacement(call, activityNoun, await read(call, activity, activityId ?? ""), { joinUrl });
      await commit(call, beside(change, [note]));
    },
    isOvertaken,
  );

const read = async (call: Caller, of: typeof activity | typeof marketingEvent, id: string): Promise<AnyRow> =>
  (await call.table.get(of as typeof activity, id)) as AnyRow;

/** Asks a provider for a meeting, under a name by which asking again makes no second one. One that fails is asked later and later. */
export async function ask(call: Caller, row: MeetingRow): Promise<void> {
  const [connection, wanted] = await Promise.all([
    call.table.find(meetingConnection, row.connectionId),
    wantedOf(call, row),
  ]);
  try {
    if (!connection || connection.archived) throw new Error("its connection has ended");
    if (!wanted) throw new Error("what it was for is gone");
    const { id: externalId, joinUrl } = await restMeetings(connection).put(row.id, wanted);
    await linked(call, row.id, { externalId, joinUrl });
  } catch (error) {
    const now = await call.table.get(meeting, row.id);
    const failures = now.failures + 1;
    const waitMs = Math.min(WAIT_MS_MAX, MINUTE_MS * 2 ** failures);
    const dueAt = later(call.now, waitMs);
    const why = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX);
    await call.table.replace(meeting, now, nextVersion(now, call.now, { failures, dueAt, error: why }));
  }
}
