import { linkEntry } from "../../shared/records/directory.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { dueAtOf } from "./rules.ts";
import { EventLink, EventSeats, MarketingEvent, Registration } from "./schema.ts";

export const marketingEvent = entity({
  noun: "marketingEvent",
  plural: "marketing events",
  prefix: "mev",
  schema: MarketingEvent,
  orders: ["startsAt"],
  indexes: ownedIndexes("marketing event"),
  due: { work: "gatherings", shards: 2, at: dueAtOf, answers: "events to be reminded of, and events that are over" },
});
export type EventRow = RowOf<typeof marketingEvent>;

export const eventSeats = entity({
  noun: "eventSeats",
  plural: "places of events",
  prefix: "evs",
  schema: EventSeats,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.eventId), sk: "seats" }),
});
export type SeatsRow = RowOf<typeof eventSeats>;

/** They lie in their event's partition, so that all of them are read as they are at that moment. */
export const registration = entity({
  noun: "registration",
  plural: "registrations",
  prefix: "reg",
  schema: Registration,
  scoped: false,
  secret: ["agreed"],
  key: (row) => ({ pk: String(row.eventId), sk: `registration#${row.id}` }),
});
export type RegistrationRow = RowOf<typeof registration>;

export const eventLink = entity({
  noun: "eventLink",
  plural: "addresses of events",
  prefix: "evl",
  schema: EventLink,
  scoped: false,
  indexes: { parent: { by: ["eventId"], sorts: "createdAt", answers: "the addresses of one event" } },
});

export const eventLinkEntry = linkEntry(eventLink, "eve");
