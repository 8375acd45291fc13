import { DAY_MS, later } from "../../shared/duration.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { definitionOf } from "./advance.ts";
import type { Definition, Test } from "./definition.ts";
import { Facts } from "./facts.ts";
import { enrolment, journey, journeyPlace, placeId, steps } from "./table.ts";

export type Beginning = {
  journeyId: string;
  personId: string;
  record?: { noun: string; id: string } | undefined;
  /** What of their history begins it: the same occurrence begins it once, however often it is told. */
  occurrence: string;
  /** What began it, read again at the moment of beginning. */
  still?: readonly Test[];
};

/** What came of it. `under-way` and `again` are the rules of re-entry. */
export const OUTCOMES = ["began", "known", "not-live", "under-way", "again", "gone", "unseen", "entry"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const TRIES_MAX = 8;

type PlaceRow = RowOf<typeof journeyPlace>;

/** Whether re-entry keeps somebody out, by when they last came to an end. */
export function barredBy({ reentry }: Pick<Definition, "reentry">, place: PlaceRow | undefined, now: string) {
  if (!place) return undefined;
  if (place.endedAt === undefined) return "under-way" as const;
  if (reentry.kind === "always") return undefined;
  const isOver = reentry.kind === "after" && later(place.endedAt, reentry.days * DAY_MS) <= now;
  return isOver ? undefined : ("again" as const);
}

export const enrolmentId = ({ journeyId, personId, occurrence }: Beginning): string =>
  hashedId(enrolment.prefix, `${journeyId}\n${personId}\n${occurrence}`);

/** Whether whoever published a journey sees those that would begin it: with the rights that they have now. */
async function seen({ table, tenant }: Caller, publishedBy: string | undefined, facts: Facts): Promise<boolean> {
  const publisher = await table.find(user, publishedBy ?? "");
  // A key or the product itself has no row of its own: it is no person who could leave.
  if (!publisher) return !publishedBy?.startsWith(`${user.prefix}_`);
  const access = accessOf(publisher, tenant);
  const known = [await facts.person(), await facts.subject("record")].filter((one) => one !== undefined);
  return !publisher.archived && known.every(({ of, row }) => access.sees(of.entity, row));
}

async function begin(call: Caller, beginning: Beginning): Promise<Outcome> {
  const { table, now } = call;
  const { journeyId, personId, record } = beginning;
  const id = enrolmentId(beginning);
  if (await table.find(enrolment, id)) return "known";
  const [of, place] = await Promise.all([
    table.find(journey, journeyId),
    table.find(journeyPlace, placeId(journeyId, personId)),
  ]);
  if (of?.status !== "live" || of.publishedVersion === undefined) return "not-live";
  const definition = await definitionOf(table, journeyId, of.publishedVersion);
  const barred = barredBy(definition, place, now);
  if (barred) return barred;
  const facts = new Facts(call, { personId, record });
  if (!(await facts.person())) return "gone";
  if (!(await seen(call, of.publishedBy, facts))) return "unseen";
  if (!(await facts.holds([...(beginning.still ?? []), ...(definition.entry ?? [])]))) return "entry";
  const accountId = await facts.accountId();
  const subjectIds = [...new Set([personId, record?.id, accountId].filter((one) => one !== undefined))];
  const slot = steps.slotOf(id);
  const base = { version: 1, createdAt: now, updatedAt: now };
  const row = {
    ...{ ...base, id, journeyId, personId, subjectIds, slot, number: of.publishedVersion, dueAt: now, taken: [] },
    ...{ state: "active" as const, step: definition.steps[0]?.key, ...(record && { record }) },
  };
  const held = { journeyId, personId, enrolmentId: id };
  const taken = place
    ? write.replace(
        journeyPlace,
        place,
        nextVersion(place, now, { ...held, times: place.times + 1, endedAt: undefined }),
      )
    : write.create(journeyPlace, { ...base, ...held, id: placeId(journeyId, personId), times: 1 });
  await steps.ask(table, slot, now, now);
  await table.commit([write.create(enrolment, row), taken, ...facts.checks()]);
  return "began";
}

/** Begins a journey for somebody on the version that is published now, unless its rules keep them out. */
export const enrol = (call: Caller, beginning: Beginning): Promise<Outcome> =>
  anew(TRIES_MAX, () => begin(call, beginning), isOvertaken);
