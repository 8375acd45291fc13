import type * as z from "zod";
import { HOUR_MS, later, MINUTE_MS } from "../../shared/duration.ts";
import type { InputError } from "../../shared/fault.ts";
import type { EventSeats, MarketingEvent, Registration } from "./schema.ts";

type Row = z.output<typeof MarketingEvent>;
type Seats = z.output<typeof EventSeats>;
type State = z.output<typeof Registration>["state"];

/** When something is to be done about an event: its people are reminded, then it ends. */
export function dueAtOf({ status, startsAt, endsAt, remindHours, remindedAt }: Row): string | undefined {
  if (status !== "open") return undefined;
  if (remindHours === 0 || remindedAt) return endsAt;
  return later(startsAt, -remindHours * HOUR_MS);
}

/** What is wrong with an event as a whole. */
export function faultsOf({ startsAt, endsAt, venue, onlineUrl, consentChannels, consentText }: Row): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, code: string, message: string) => errors.push({ path, code, message });
  if (startsAt && endsAt && endsAt <= startsAt) wrong("endsAt", "invalid", "endsAt must be after startsAt.");
  if (!venue && !onlineUrl) wrong("venue", "required", "Name a venue, or an onlineUrl.");
  if (consentChannels && !consentText) {
    wrong("consentText", "required", "consentText is required: what do people agree to?");
  }
  return errors;
}

/** Where somebody who registers now stands; nothing where there is no place to wait either. */
export const placeIn = (seats: Pick<Seats, "taken" | "capacity" | "waiting" | "waitingMax">): State | undefined =>
  seats.taken < seats.capacity ? "registered" : seats.waiting.length < seats.waitingMax ? "waiting" : undefined;

type Places = Pick<Seats, "taken" | "waiting">;

/** The places once somebody has registered. */
export const joined = ({ taken, waiting }: Places, id: string, state: State): Places =>
  state === "waiting" ? { taken, waiting: [...waiting, id] } : { taken: taken + 1, waiting };

/** The places once somebody has left, before anybody moves up. */
export const left = ({ taken, waiting }: Places, id: string, state: State): Places =>
  state === "waiting" ? { taken, waiting: waiting.filter((one) => one !== id) } : { taken: taken - 1, waiting };

/** Who of those that wait have a place now, the first come first: as many as there is room for, a few at a time. */
export function movedUp(seats: Places & Pick<Seats, "capacity" | "isOpen">, max: number): string[] {
  const free = seats.isOpen ? Math.max(0, seats.capacity - seats.taken) : 0;
  return seats.waiting.slice(0, Math.min(free, max));
}

/** Whole minutes between two moments. */
export const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS));
