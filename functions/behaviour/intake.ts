import type * as z from "zod";
import { DAY_MS } from "../../shared/duration.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { together } from "../../shared/together.ts";
import { claimsOf, seenOf } from "./people.ts";
import { type Identified, identified, PEOPLE_MAX, peopleCount } from "./rules.ts";
import { BehaviourEventInput, type EventsReply, LATE_DAYS_MAX } from "./schema.ts";
import { behaviourEvent, behaviourPolicy, eventId, visitor, visitorId } from "./table.ts";

type Event = z.output<typeof BehaviourEventInput>;
type Told = { index: number; event: Event };
type Rejection = z.output<typeof EventsReply>["rejected"][number];
/** An event with the visitor that it is of, and whom that one is known as by it. */
type Placed = Told & { of: string; moment?: Identified };

/** A clock that runs fast may tell of what is a little in the future. */
const EARLY_MS_MAX = DAY_MS;
const ROWS_AT_ONCE = 32;
const VISITORS_AT_ONCE = 16;
const TRIES_MAX = 10;

const rejection = (index: number, path: string, code: string, message: string): Rejection => ({
  index,
  problem: { path, code, message },
});

/** Whose an event is: of the device that did it, else of the person or the address. */
function placed({ index, event: given }: Told): Placed {
  const event = { ...given, at: new Date(given.at).toISOString() };
  const { anonymousId, personId, at } = event;
  const claims = personId ? [] : claimsOf(event);
  const moment = personId ? { at, personId } : claims.length > 0 ? { at, claims } : undefined;
  const of = anonymousId
    ? visitorId("device", anonymousId)
    : personId
      ? visitorId("person", personId)
      : visitorId("address", claims[0] ?? "");
  return { index, event, of, ...(moment && { moment }) };
}

/** What is wrong with an event that has its shape. */
function wrongIn(
  { index, event }: Told,
  now: number,
  seen: ReadonlySet<string>,
  isPublic: boolean,
): Rejection | undefined {
  const { at, personId, email, anonymousId } = event;
  const wrong = (path: string, message: string, code = "invalid") => rejection(index, path, code, message);
  const age = now - Date.parse(at);
  if (age > LATE_DAYS_MAX * DAY_MS) return wrong("at", `at is more than ${LATE_DAYS_MAX} days ago.`);
  if (age < -EARLY_MS_MAX) return wrong("at", "at is more than a day in the future.");
  if (personId && isPublic)
    return wrong("personId", "A page cannot name a person by an id; send their email or phone.");
  if (personId && !seen.has(personId)) return wrong("personId", `There is no person ${personId}.`, "unknown_reference");
  if (!anonymousId && !personId && claimsOf(event).length === 0) {
    return wrong(email ? "email" : "phone", "This is no address by which anybody can be found.");
  }
  return undefined;
}

/** Notes the visitors of some events and whom they are known as; of those that would be too many people it gives the ids. */
async function noted(call: Caller, events: readonly Placed[]): Promise<string[]> {
  const { table, now } = call;
  const groups = [...Map.groupBy(events, ({ of }) => of)];
  const crowded = await together(groups, VISITORS_AT_ONCE, ([id, some]) =>
    anew(
      TRIES_MAX,
      async () => {
        const before = await table.find(visitor, id);
        const moments = some.flatMap(({ moment }) => moment ?? []);
        const identities = moments.reduce(identified, before?.identities ?? []);
        if (peopleCount(identities) > PEOPLE_MAX) return [id];
        if (!before) await table.create(visitor, { id, version: 1, createdAt: now, updatedAt: now, identities });
        else if (JSON.stringify(identities) !== JSON.stringify(before.identities)) {
          await table.replace(visitor, before, nextVersion(before, now, { identities }));
        }
        return [];
      },
      isOvertaken,
    ),
  );
  return crowded.flat();
}

async function stored(call: Caller, events: readonly Placed[]): Promise<number> {
  const { table, now } = call;
  const { keptDays } = await behaviourPolicy.held(table);
  const made = await together(events, ROWS_AT_ONCE, ({ event, of }) => {
    const { anonymousId: _anonymous, personId: _person, email: _email, phone: _phone, ...told } = event;
    const ttl = Math.floor((Date.parse(event.at) + keptDays * DAY_MS) / 1_000);
    const id = eventId(of, event.insertId);
    const base = { id, version: 1, createdAt: now, updatedAt: now, visitorId: of, ttl };
    return table.createOnce(behaviourEvent, { ...base, ...told });
  });
  return made.filter(Boolean).length;
}

/**
 * Takes a batch of events: each once by its visitor and insert id, those that are wrong rejected by their places. What comes
 * by a page's key (`isPublic`) says of itself who it was by an address alone.
 */
export async function takeIn(
  call: Caller,
  events: readonly unknown[],
  isPublic = false,
): Promise<z.output<typeof EventsReply>> {
  const read = events.map((event, index) => ({
    index,
    parsed: BehaviourEventInput.safeParse(event, { reportInput: true }),
  }));
  const told = read.flatMap(({ index, parsed }) => (parsed.success ? [{ index, event: parsed.data }] : []));
  const misshapen = read.flatMap(({ index, parsed }): Rejection[] => {
    const [first] = parsed.success ? [] : issuesOf(parsed.error, "");
    return first ? [{ index, problem: first }] : [];
  });
  const people = told.flatMap(({ event }) => event.personId ?? []);
  const seen = new Set(isPublic ? [] : await seenOf(call, [...new Set(people)]));
  const now = Date.parse(call.now);
  const checked = told.map((one) => ({ one, wrong: wrongIn(one, now, seen, isPublic) }));
  const good = checked.flatMap(({ one, wrong }) => (wrong ? [] : [placed(one)]));
  const crowded = await noted(call, good);
  const isCrowded = ({ of }: Placed): boolean => crowded.includes(of);
  const taken = good.filter((one) => !isCrowded(one));
  const message = `Of this anonymousId ${PEOPLE_MAX} people have been told already; use another for further ones.`;
  const rejected = [
    ...misshapen,
    ...checked.flatMap(({ wrong }) => wrong ?? []),
    ...good.filter(isCrowded).map(({ index }) => rejection(index, "anonymousId", "too_many", message)),
  ].sort((a, b) => a.index - b.index);
  const once = [...new Map(taken.map((one) => [eventId(one.of, one.event.insertId), one])).values()];
  const count = await stored(call, once);
  return { stored: count, duplicates: taken.length - count, rejected };
}
