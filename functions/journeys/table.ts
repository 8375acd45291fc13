import { timers } from "../../shared/due/timers.ts";
import { hashedId } from "../../shared/hashed.ts";
import { type Entity, entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Enrolment, Journey, Place, Round, Version } from "./schema.ts";

export const journey = entity({
  noun: "journey",
  plural: "journeys",
  prefix: "jny",
  schema: Journey,
  indexes: ownedIndexes("journey"),
});

/** A journey as it was published: never changed. */
export const journeyVersion = entity({
  noun: "journeyVersion",
  plural: "versions of journeys",
  prefix: "jnv",
  schema: Version,
  scoped: false,
  audited: false,
  indexes: {
    parent: { by: ["journeyId"], sorts: "createdAt", prefix: "jnv#", answers: "the versions of one journey" },
  },
});
export const versionId = (journeyId: string, number: number): string =>
  hashedId(journeyVersion.prefix, `${journeyId}\n${number}`);

/** The people of one journey may begin it all at once. */
const PEOPLE_SHARDS = 16;
/** Timers of one tenant are spread over so many partitions. */
const SLOTS = 16;
/** Some twenty seconds of work. */
const LOOK_ROWS = 2_000;

export const enrolment = entity({
  noun: "journeyEnrolment",
  plural: "enrolments in journeys",
  prefix: "jne",
  schema: Enrolment,
  scoped: false,
  audited: false,
  indexes: {
    parent: {
      by: ["journeyId"],
      sorts: "createdAt",
      prefix: "jne#",
      shards: PEOPLE_SHARDS,
      answers: "the people of one journey, by when they began it",
    },
    account: {
      by: ["subjectIds"],
      tag: "jns",
      sorts: "createdAt",
      when: (row) => row.state === "active",
      answers: "who is under way and may be brought on by a change of one record",
    },
    work: {
      by: ["slot"],
      tag: "jnw",
      sorts: "dueAt",
      when: (row) => row.state === "active" && row.dueAt !== undefined,
      answers: "the timers of one slot, in the order in which they are due",
    },
  },
  entries: ({ state, subjectIds }) =>
    state === "active" ? subjectIds.slice(1).map((id) => ({ index: "account", values: { subjectIds: id } })) : [],
});

/** Stands from the first time that somebody begins a journey, below the person. */
export const journeyPlace = entity({
  noun: "journeyPlace",
  plural: "places on journeys",
  prefix: "jnp",
  schema: Place,
  scoped: false,
  audited: false,
});
export const placeId = (journeyId: string, personId: string): string =>
  hashedId(journeyPlace.prefix, `${journeyId}\n${personId}`);

export const journeyRound = entity({
  noun: "journeyRound",
  plural: "rounds of journeys",
  prefix: "jnr",
  schema: Round,
  scoped: false,
  audited: false,
  due: {
    work: "journeyRounds",
    shards: 4,
    at: (row) => row.dueAt,
    answers: "the journeys whose people are looked at page by page",
  },
});
export const roundId = (journeyId: string, kind: "days" | "all"): string =>
  hashedId(journeyRound.prefix, `${journeyId}\n${kind}`);

/** When the people of all tenants go on. */
export const steps = timers({
  noun: "journeySlot",
  plural: "slots of journeys' timers",
  prefix: "jnt",
  work: "journeys",
  shards: 8,
  answers: "the slots of tenants in which somebody goes on by now",
  slots: SLOTS,
  lookRows: LOOK_ROWS,
  of: (): Entity => enrolment as Entity,
});
export const journeySlot = steps.entity;
