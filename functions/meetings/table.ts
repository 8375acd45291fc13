import { directoryEntry } from "../../shared/records/directory.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { Attendance, Meeting, MeetingConnection } from "./schema.ts";

export const meetingConnection = entity({
  noun: "meetingConnection",
  plural: "meeting connections",
  prefix: "mtc",
  schema: MeetingConnection,
  scoped: false,
  secret: ["secrets", "token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the meeting connections of the tenant" } },
});
export type ConnectionRow = RowOf<typeof meetingConnection>;

/** Outside every wall: which tenant a connection belongs to. */
export const meetingConnectionEntry = directoryEntry(meetingConnection);

/** One an activity or event: its id follows from theirs. */
export const meeting = entity({
  noun: "meeting",
  plural: "meetings",
  prefix: "mtg",
  schema: Meeting,
  indexes: {
    parent: {
      by: ["connectionId", "externalId"],
      sorts: "createdAt",
      answers: "the meeting that a provider tells of by its own id",
    },
  },
  due: { work: "meetings", shards: 2, at: (row) => row.dueAt, answers: "meetings that providers are asked for" },
});
export type MeetingRow = RowOf<typeof meeting>;

export const meetingIdOf = (recordId: string): string => recordId.replace(/^[a-z]+_/, `${meeting.prefix}_`);

export const attendance = entity({
  noun: "attendance",
  plural: "attendances",
  prefix: "atd",
  schema: Attendance,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.meetingId), sk: `attendance#${row.id}` }),
});
export type AttendanceRow = RowOf<typeof attendance>;
