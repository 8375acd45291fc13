import { addDays, zonedInstant } from "../../shared/clock.ts";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { invalidField } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { dayOf, nextTimes } from "./repeat.ts";
import { type ActivityRow, activity } from "./table.ts";

const minutesAfter = (at: string, minutes: number): string => later(at, minutes * MINUTE_MS);

/** When an activity that has a start ends: as told, else after its duration, else as it begins. */
export const endOf = ({ startAt, endAt, durationMinutes = 0 }: Partial<ActivityRow>): string | undefined =>
  startAt && (endAt ?? minutesAfter(startAt, durationMinutes));

function checkTimes(row: ActivityRow): void {
  const { startAt, endAt, repeat, dueAt } = row;
  if (endAt && !startAt) throw invalidField("endAt", "endAt needs a startAt.");
  if (startAt && endAt && Date.parse(endAt) < Date.parse(startAt)) {
    throw invalidField("endAt", "endAt must not be before startAt.");
  }
  if (repeat && !startAt && !dueAt) throw invalidField("repeat", "What is repeated needs dueAt, dueOn or startAt.");
}

type Times = {
  [Field in "dueAt" | "deadlineAt" | "doneAt" | "remindAt" | "seriesOn" | "occurrence" | "seriesId"]: unknown;
};

/**
 * What follows from an activity's other fields: its deadline, when it was done, when its owner is to be reminded, its
 * place in a series. `null` is what does not apply. Throws where its times contradict each other.
 */
export function derivedTimes(
  given: ActivityRow,
  before: ActivityRow | undefined,
  now: string,
  timeZone: string,
): Times {
  const endOfDay = given.dueOn && zonedInstant(addDays(given.dueOn, 1), "00:00", timeZone).toISOString();
  const row = { ...given, dueAt: endOfDay ?? given.dueAt };
  checkTimes(row);
  const { state, startAt, dueAt, remindMinutesBefore, repeat } = row;
  const begins = startAt ?? dueAt;
  const isWaiting = state === "open" && !row.archived && begins !== undefined && remindMinutesBefore !== undefined;
  const remindAt = isWaiting ? minutesAfter(begins, -remindMinutesBefore) : null;
  const on = dayOf(row, timeZone);
  const isMoved = before !== undefined && dayOf(before, timeZone) !== on;
  return {
    dueAt: dueAt ?? null,
    deadlineAt: dueAt ?? endOf(row) ?? null,
    doneAt: state === "done" ? (row.doneAt ?? now) : null,
    remindAt: remindAt === row.remindedFor ? null : remindAt,
    seriesOn: repeat ? ((isMoved ? undefined : row.seriesOn) ?? on) : null,
    occurrence: repeat ? (row.occurrence ?? 1) : null,
    seriesId: repeat ? (row.seriesId ?? row.id) : null,
  };
}

/** The id of one occurrence of a series follows from both, so that it is made once, whoever makes it. */
export const occurrenceId = (seriesId: string, occurrence: number): string =>
  hashedId(activity.prefix, `${seriesId}#${occurrence}`);

/** What begins anew with each occurrence. */
const OF_ONE: Partial<ActivityRow> = {
  outcome: undefined,
  doneAt: undefined,
  checkIn: undefined,
  remindAt: undefined,
  remindedFor: undefined,
  archived: undefined,
};

/** The next occurrence of an activity that has been done; `undefined` where there is none. */
export function nextOccurrence(row: ActivityRow, now: string, timeZone: string): ActivityRow | undefined {
  const times = nextTimes(row, timeZone);
  if (!times) return undefined;
  const base = { version: 1, createdAt: now, updatedAt: now, state: "open" as const };
  const id = occurrenceId(row.seriesId ?? row.id, times.occurrence ?? 1);
  const next = { ...row, ...OF_ONE, ...times, ...base, id } as ActivityRow;
  const derived = { ...next, ...derivedTimes(next, undefined, now, timeZone) };
  const kept = Object.entries(derived).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as ActivityRow;
}

/** Open and too late. */
export const isOverdue = ({ state, deadlineAt }: Partial<ActivityRow>, now: string): boolean =>
  state === "open" && deadlineAt !== undefined && Date.parse(deadlineAt) < Date.parse(now);

type Point = { latitude: number; longitude: number };

const EARTH_RADIUS_METRES = 6_371_009;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points of the earth, taken as a sphere of its mean radius (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const [dLat, dLon] = [radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2];
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon) ** 2;
  return Math.round(2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(Math.sin(dLat) ** 2 + across))));
}
