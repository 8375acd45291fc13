/**
 * The places of an event are one row, written with every registration, so that of any number who come at once exactly
 * as many have a place as there is room for; it holds the queue itself, and whoever leaves hands their place to its
 * first in the same transaction. A change of capacity, or of whether it is open, writes that row too. All else that
 * follows from a registration (who it is, campaign, touch, mail) follows off the stream from how it then stands.
 */
import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { joined, left, movedUp, placeIn } from "./rules.ts";
import type { MarketingEvent, Registration } from "./schema.ts";
import {
  type EventRow,
  eventSeats,
  marketingEvent,
  type RegistrationRow,
  registration,
  type SeatsRow,
} from "./table.ts";

/** Of many who register at one moment each try lets one through. */
const TRIES_MAX = 100;
/** Those who wait and move up together: each is a row of the transaction. */
const MOVED_MAX = 40;

type Work = Pick<Caller, "table" | "now">;

const seatsId = (eventId: string): string => eventId.replace(/^mev_/, "evs_");

const seatsOf = (table: Table, eventId: string): Promise<SeatsRow> =>
  table.get(eventSeats, { id: seatsId(eventId), eventId });

export const registrationOf = (table: Table, eventId: string, id: string): Promise<RegistrationRow | undefined> =>
  table.find(registration, { id, eventId });

/** The same address registers for the same event under one id. */
export const registrationId = (eventId: string, email: string): string =>
  hashedId(registration.prefix, `${eventId}\n${email.toLowerCase()}`);

/** All who have registered for an event, as they are now. */
export const registrationsOf = (table: Table, eventId: string): Promise<RegistrationRow[]> =>
  table.collect(registration, { eventId }, "registration#");

const bounds = ({ capacity, waitingMax, status }: z.output<typeof MarketingEvent>) => ({
  capacity,
  waitingMax,
  isOpen: status === "open",
});

/** The places follow their event in its own transaction, so that nobody registers by what held before. */
export async function seatsActions({ table, now }: Work, after: EventRow, before?: EventRow): Promise<Action[]> {
  const is = bounds(after);
  if (!before) {
    const base = { id: seatsId(after.id), version: 1, createdAt: now, updatedAt: now, eventId: after.id };
    return [write.create(eventSeats, { ...base, ...is, taken: 0, waiting: [] })];
  }
  if (JSON.stringify(is) === JSON.stringify(bounds(before))) return [];
  const seats = await seatsOf(table, after.id);
  if (is.capacity < seats.taken) {
    throw invalidField("capacity", `${seats.taken} have a place already; capacity must be at least that.`);
  }
  return [write.replace(eventSeats, seats, nextVersion(seats, now, is))];
}

export type Joining = Omit<z.output<typeof Registration>, keyof Fixed>;
type Fixed = Pick<
  RegistrationRow,
  "id" | "version" | "createdAt" | "updatedAt" | "state" | "registeredAt" | "round" | "eventId"
>;

/**
 * Registers somebody, who has a place or waits for one. Whoever has one already keeps it; whoever cancelled comes anew and last.
 */
export const register = ({ table, now }: Work, eventId: string, given: Joining): Promise<RegistrationRow> =>
  anew(
    TRIES_MAX,
    async () => {
      const id = registrationId(eventId, given.email);
      const before = await registrationOf(table, eventId, id);
      if (before && before.state !== "cancelled") return before;
      const seats = await seatsOf(table, eventId);
      if (!seats.isOpen) throw new Fault("invalid_state", "The event is not open for registration.");
      const state = placeIn(seats);
      if (!state) throw new Fault("invalid_state", "The event is full, and so is its waiting list.");
      const base = { id, version: 1, createdAt: now, updatedAt: now, eventId, state, registeredAt: now };
      const round = (before?.round ?? 0) + 1;
      const version = (before?.version ?? 0) + 1;
      const after = { ...before, ...base, ...given, createdAt: before?.createdAt ?? now, version, round };
      await table.commit([
        write.replace(eventSeats, seats, nextVersion(seats, now, joined(seats, id, state))),
        before ? write.replace(registration, before, after) : write.create(registration, after),
      ]);
      return after;
    },
    isOvertaken,
  );

/** The writes by which those who wait first take what is free. */
async function movingUp({ table, now }: Work, seats: SeatsRow): Promise<{ seats: SeatsRow; actions: Action[] }> {
  const ids = movedUp(seats, MOVED_MAX);
  const rows = await Promise.all(ids.map((id) => table.get(registration, { id, eventId: seats.eventId })));
  return {
    seats: { ...seats, taken: seats.taken + ids.length, waiting: seats.waiting.slice(ids.length) },
    actions: rows.map((row) => write.replace(registration, row, nextVersion(row, now, { state: "registered" }))),
  };
}

/** Ends a registration; whoever waits first has the place in the same transaction. Ended once more it stays as it is. */
export const cancel = (work: Work, eventId: string, id: string): Promise<RegistrationRow | undefined> =>
  anew(
    TRIES_MAX,
    async () => {
      const { table, now } = work;
      const before = await registrationOf(table, eventId, id);
      if (!before || before.state === "cancelled") return before;
      if (before.state !== "registered" && before.state !== "waiting") {
        throw new Fault("invalid_state", `The registration is ${before.state}; it can be cancelled no more.`);
      }
      const seats = await seatsOf(table, eventId);
      const moving = await movingUp(work, { ...seats, ...left(seats, id, before.state) });
      const after = nextVersion(before, now, { state: "cancelled" });
      const { taken, waiting } = moving.seats;
      await table.commit([
        write.replace(eventSeats, seats, nextVersion(seats, now, { taken, waiting })),
        write.replace(registration, before, after),
        ...moving.actions,
      ]);
      return after;
    },
    isOvertaken,
  );

/** Fills what has become free by a larger event, until nobody waits or nothing is free. */
export async function fill(work: Work, eventId: string): Promise<void> {
  const more = (): Promise<boolean> =>
    anew(
      TRIES_MAX,
      async () => {
        const seats = await seatsOf(work.table, eventId);
        const moving = await movingUp(work, seats);
        if (moving.actions.length === 0) return false;
        const { taken, waiting } = moving.seats;
        const after = nextVersion(seats, work.now, { taken, waiting });
        await work.table.commit([write.replace(eventSeats, seats, after), ...moving.actions]);
        return true;
      },
      isOvertaken,
    );
  while (await more());
}

/** Notes that somebody has come, once; the first time stays. */
export const admit = ({ table, now }: Work, eventId: string, id: string, by: string): Promise<RegistrationRow> =>
  anew(TRIES_MAX, async () => {
    const row = await registrationOf(table, eventId, id);
    if (!row) throw new Fault("not_found", "There is no such registration.");
    if (row.state === "attended") return row;
    if (row.state !== "registered" && row.state !== "noShow") {
      const why = row.state === "waiting" ? "is on the waiting list" : "was cancelled";
      throw new Fault("invalid_state", `The registration of ${row.name} ${why}.`);
    }
    const after = nextVersion(row, now, { state: "attended", checkedInAt: now, checkedInBy: by });
    return table.replace(registration, row, after);
  });

/** Notes how long somebody was there, by what else than the door tells of it. Whoever has no place stays as they are. */
export const attendedFor = (
  { table, now }: Work,
  eventId: string,
  id: string,
  { at, minutes }: { at: string; minutes: number },
): Promise<void> =>
  anew(TRIES_MAX, async () => {
    const row = await registrationOf(table, eventId, id);
    if (!row || row.state === "waiting" || row.state === "cancelled") return;
    if (row.state === "attended" && row.minutes === minutes) return;
    const fields = { state: "attended" as const, checkedInAt: row.checkedInAt ?? at, minutes };
    await table.replace(registration, row, nextVersion(row, now, fields));
  });

/** The event of a registration, for what is told of it. */
export const eventOf = (table: Table, eventId: string): Promise<EventRow> => table.get(marketingEvent, eventId);
