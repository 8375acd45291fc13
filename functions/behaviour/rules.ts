import type * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import type { Days, SessionRow as Session } from "./counted.ts";
import type { BehaviourEvent, Identity, Visitor } from "./schema.ts";

export type Identified = z.output<typeof Identity>;
type Known = Pick<z.output<typeof Visitor>, "identities">;
type Event = Pick<z.output<typeof BehaviourEvent>, "id" | "name" | "at" | "page" | "referrer" | "utm">;

/** People that one device may have been: a family's tablet, not a hall's kiosk. */
export const PEOPLE_MAX = 50;
/** Moments that are kept of a visitor; of more those go that lie between two of the same somebody. */
const MOMENTS_MAX = 500;
const HOUR_CHARS = "2026-11-29T21".length;
/** A pause of so long ends a session. */
const SESSION_MS = 30 * MINUTE_MS;
const SESSIONS_SHOWN = 20;
/** Days of events that a profile holds; of somebody who does more the earliest go. */
const CELLS_MAX = 5_000;

/** Who it was, as it was told; whom an address was found to be of is no part of it. */
const keyOf = ({ personId, claims }: Omit<Identified, "at">): string => (claims ? claims.join("\n") : (personId ?? ""));

const inOrder = (a: Identified, b: Identified): number =>
  a.at === b.at ? (keyOf(a) < keyOf(b) ? -1 : 1) : a.at < b.at ? -1 : 1;

/** Without moments that tell nothing, where there are too many. */
function thinned(all: readonly Identified[]): Identified[] {
  if (all.length <= MOMENTS_MAX) return [...all];
  const isSame = (a: Identified | undefined, b: Identified): boolean => a !== undefined && keyOf(a) === keyOf(b);
  return all.filter((one, n) => !isSame(all[n - 1], one) || !isSame(all[n + 1], one));
}

/**
 * What is known of a visitor with one moment more. Of the moments of an hour in which it was the same somebody the first is
 * kept, so what comes late, doubled and in any order comes to the same.
 */
export function identified(identities: readonly Identified[], moment: Identified): Identified[] {
  const of = ({ at, ...who }: Identified): string => `${at.slice(0, HOUR_CHARS)} ${keyOf(who)}`;
  const same = identities.find((one) => of(one) === of(moment));
  if (same && same.at <= moment.at) return [...identities];
  const personId = identities.find((one) => keyOf(one) === keyOf(moment))?.personId;
  const known = { ...moment, ...(personId && { personId }) };
  return thinned([...identities.filter((one) => one !== same), known].sort(inOrder));
}

/** How many different people it was, as it was told. */
export const peopleCount = (identities: readonly Identified[]): number => new Set(identities.map(keyOf)).size;

/** Whom a visitor was known as at a moment: the last who was told by then; before all of them the first. */
const knownAt = ({ identities }: Known, at: string): Identified | undefined =>
  identities.findLast((one) => one.at <= at) ?? identities[0];

/**
 * Who did what a visitor did at a moment. `chain` is the visitor and those that it was merged into, one after the other: what
 * it knows itself goes before what others know.
 */
export function personAt(chain: readonly Known[], at: string): string | undefined {
  const knowing = chain.find(({ identities }) => identities.length > 0);
  return knowing && knownAt(knowing, at)?.personId;
}

/** Everybody whom a visitor was ever known as. */
export const peopleOf = (chain: readonly Known[]): string[] => {
  const knowing = chain.find(({ identities }) => identities.length > 0);
  return [...new Set(knowing?.identities.flatMap(({ personId }) => personId ?? []))];
};

/** Events in order, cut where nothing was done for half an hour. */
export function sessionsOf(events: readonly Event[]): Session[] {
  const sorted = [...events].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  const sessions: Session[] = [];
  for (const { at, page, referrer, utm } of sorted) {
    const last = sessions.at(-1);
    if (last && Date.parse(at) - Date.parse(last.endedAt) <= SESSION_MS) {
      last.endedAt = at;
      last.events += 1;
      last.page ??= page;
      last.referrer ??= referrer;
      last.utm ??= utm;
    } else sessions.push({ startedAt: at, endedAt: at, events: 1, page, referrer, utm });
  }
  return sessions;
}

/** How often somebody did what on which day; the latest days, where they did very much. */
export function daysOf(events: readonly Pick<Event, "name" | "at">[], timeZone: string): Days {
  const told = events.map(({ name, at }) => `${civilDate(new Date(at), timeZone)}\n${name}`);
  const counts = [...Map.groupBy(told, (cell) => cell)].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, CELLS_MAX);
  const days: Days = {};
  for (const [cell, some] of counts) {
    const [on = "", name = ""] = cell.split("\n");
    days[name] = { ...days[name], [on]: some.length };
  }
  return days;
}

/** What a person has done, counted. */
export function counted(events: readonly Event[], timeZone: string) {
  const sessions = sessionsOf(events);
  const brought = sessions.filter(({ utm, referrer }) => utm !== undefined || referrer !== undefined);
  const [firstTouch, lastTouch] = [brought[0], brought.at(-1)];
  const [first, last] = [sessions[0], sessions.at(-1)];
  return {
    days: daysOf(events, timeZone),
    eventCount: events.length,
    ...(first && last && { firstAt: first.startedAt, lastAt: last.endedAt }),
    sessionCount: sessions.length,
    sessions: sessions.slice(-SESSIONS_SHOWN).reverse(),
    ...(firstTouch && lastTouch && { firstTouch, lastTouch }),
  };
}
