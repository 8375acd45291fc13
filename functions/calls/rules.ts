/**
 * A call is its events in the order in which they happened. What a contact centre tells late, twice or unordered is
 * sorted in, and the call is reckoned anew (`calls/rules.ts`); its activity changes in what the call has changed, so
 * what people wrote of it stays. Somebody on a call list is taken by a conditional write of their row, after consent
 * was asked once more.
 */
import { isDeepStrictEqual } from "node:util";
import { CALL_EVENTS_MAX, type CallEvent } from "./schema.ts";
import type { CallRow } from "./table.ts";

/** Two things of one moment stand in the order of their ids, so that the order in which they were told says nothing. */
const inOrder = (a: CallEvent, b: CallEvent): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What is known of a call with some more of its events: each once, in the order in which they happened. */
export function joinedEvents(known: readonly CallEvent[], told: readonly CallEvent[]): CallEvent[] {
  const byId = new Map(known.map((one) => [one.id, one]));
  for (const one of told) if (!byId.has(one.id)) byId.set(one.id, one);
  return [...byId.values()].sort(inOrder).slice(0, CALL_EVENTS_MAX);
}

const FIELDS = ["direction", "phone", "agentEmail", "recordingUrl", "result", "note"] as const;

export type Told = Pick<CallRow, "kind" | "state" | "direction" | "startedAt"> &
  Partial<Pick<CallRow, "answeredAt" | "endedAt" | "durationSeconds" | "recordingUrl" | "result" | "note">> & {
    phone?: string;
    agentEmail?: string;
  };

/** How a call stands, by all that is known of it: whatever was said last of a thing holds. */
export function toldBy(events: readonly CallEvent[]): Told {
  const last = Object.assign({}, ...events.map((one) => pickedOf(one))) as Partial<Told>;
  const timeOf = (type: CallEvent["type"]) => events.find((one) => one.type === type)?.at;
  const startedAt = timeOf("started") ?? events[0]?.at ?? "";
  const answeredAt = timeOf("answered");
  const endedAt = events.findLast(({ type }) => type === "ended")?.at;
  const given = events.findLast(({ durationSeconds }) => durationSeconds !== undefined)?.durationSeconds;
  const spokenFrom = answeredAt ?? (last.result === "answered" ? startedAt : undefined);
  const reckoned =
    endedAt && spokenFrom ? Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(spokenFrom)) / 1_000)) : undefined;
  const durationSeconds = given ?? reckoned;
  const result = last.result ?? (endedAt ? (answeredAt ? "answered" : "missed") : undefined);
  return {
    ...last,
    kind: events.some(({ type }) => type === "said") ? "chat" : "call",
    state: endedAt ? "ended" : answeredAt ? "talking" : "ringing",
    direction: last.direction ?? "inbound",
    startedAt,
    ...(answeredAt && { answeredAt }),
    ...(endedAt && { endedAt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(result && { result }),
  };
}

const pickedOf = (one: CallEvent): object =>
  Object.fromEntries(FIELDS.flatMap((name) => (one[name] === undefined ? [] : [[name, one[name]]])));

/** The fields that are otherwise in what follows than in what was. `null` takes one away. */
export const changedFields = (was: object, is: object): Record<string, unknown> => {
  const [before, after] = [was as Record<string, unknown>, is as Record<string, unknown>];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].flatMap((name) =>
      isDeepStrictEqual(before[name], after[name]) ? [] : [[name, after[name] === undefined ? null : after[name]]],
    ),
  );
};

/** True while people are called, by the time of day in the tenant's zone. */
export function isCalling({ from, until }: { from: string; until: string }, now: Date, timeZone: string): boolean {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  const time = new Intl.DateTimeFormat("en-GB", parts).format(now);
  return from <= time && time < until;
}
