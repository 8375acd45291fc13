import type * as z from "zod";
import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { sameBy } from "../duplicates.ts";
import { attendedFor, registrationId } from "../gatherings/seats.ts";
import { OPEN_STATUSES } from "../leads/schema.ts";
import { lead, touch } from "../leads/table.ts";
import { addTouch } from "../leads/touches.ts";
import { wantedOf } from "./ask.ts";
import { inOrder, minutesThere } from "./rules.ts";
import { type MeetingNotice, MOVES_MAX, type Move } from "./schema.ts";
import { type AttendanceRow, attendance, type MeetingRow, meeting } from "./table.ts";

type Told = z.output<typeof MeetingNotice>["moves"];

const TRIES_MAX = 20;

/** Notes what was told of one person's comings and goings, each once, and reckons anew how long they were there. */
async function noted(call: Caller, row: MeetingRow, email: string, told: Told): Promise<void> {
  const { table, now } = call;
  const id = hashedId(attendance.prefix, `${row.id}\n${email}`);
  const endsAt = (await wantedOf(call, row))?.endsAt;
  await anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(attendance, { id, meetingId: row.id });
      const known = new Map<string, Move>((before?.moves ?? []).map((move) => [move.id, move]));
      for (const { id: moveId, type, at, session = "" } of told) {
        if (!known.has(moveId)) known.set(moveId, { id: moveId, session, type, at });
      }
      const moves = [...known.values()].sort(inOrder).slice(0, MOVES_MAX);
      if (before && moves.length === before.moves.length) return;
      const name = before?.name ?? told.find((one) => one.name)?.name;
      const said = { moves, firstAt: moves[0]?.at ?? now, minutes: minutesThere(moves, endsAt), ...(name && { name }) };
      if (before) {
        await table.replace(attendance, before, { ...before, ...said, version: before.version + 1, updatedAt: now });
        return;
      }
      await table.create(attendance, {
        ...{ id, version: 1, createdAt: now, updatedAt: now, meetingId: row.id, email },
        ...said,
      });
    },
    isOvertaken,
  );
}

/** Takes in what a provider tells, in any order and however often. */
export async function takeIn(call: Caller, row: MeetingRow, moves: Told): Promise<void> {
  const byPerson = Map.groupBy(moves, ({ email }) => email.toLowerCase());
  for (const [email, told] of byPerson) await noted(call, row, email, told);
}

/** What follows from somebody's having been there: their registration for the event, and the touch of a lead. */
export async function followAttendance(
  work: Work,
  { id, meetingId, email, firstAt, minutes }: AttendanceRow,
): Promise<void> {
  const call = callerOf(work, "meetings");
  const row = await work.table.find(meeting, meetingId);
  if (!row) return;
  if (row.eventId) {
    await attendedFor(call, row.eventId, registrationId(row.eventId, email), { at: firstAt, minutes });
    return;
  }
  const [person] = (await sameBy(call, lead, "email", email)).filter(({ status }) => OPEN_STATUSES.includes(status));
  if (!person) return;
  const base = { id: hashedId(touch.prefix, id), version: 1, createdAt: work.now, updatedAt: work.now };
  const note = (await wantedOf(call, row))?.title;
  const told = { ...base, leadId: person.id, kind: "meeting" as const, at: firstAt, ...(note && { note }) };
  await addTouch(call, told, () => work.table.get(lead, person.id));
}
