import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { marketingEvent } from "../gatherings/table.ts";
import { attendance, meeting, meetingIdOf } from "./table.ts";

export const emits: Emission[] = [
  when(attendance, "attendance.told", ({ before, after }) => after !== undefined && before?.minutes !== after.minutes),
  when(
    marketingEvent,
    "marketingEvent.retimed",
    ({ before, after }) =>
      before !== undefined && (before.startsAt !== after?.startsAt || before.endsAt !== after.endsAt),
  ),
];

export const handles: Handler[] = [
  handle(
    attendance,
    "attendance.told",
    "rest",
    "notes in registrations and leads who was in a meeting",
    async ({ after }, work) => {
      if (after) await (await import("./attended.ts")).followAttendance(work, after);
    },
  ),
  handle(
    marketingEvent,
    "marketingEvent.retimed",
    "rest",
    "has the meeting of an event follow its time",
    async ({ after }, { table, now }) => {
      const row = after && (await table.find(meeting, meetingIdOf(after.id)));
      if (!row) return;
      await table.replace(meeting, row, { ...row, dueAt: now, version: row.version + 1, updatedAt: now });
    },
  ),
];
