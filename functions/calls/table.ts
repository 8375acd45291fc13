import { directoryEntry } from "../../shared/records/directory.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { CallConnection, CallList, CallListEntry, PhoneCall } from "./schema.ts";

export const callConnection = entity({
  noun: "callConnection",
  plural: "call connections",
  prefix: "ccn",
  schema: CallConnection,
  scoped: false,
  secret: ["secrets"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the contact centres of the tenant" } },
});
export type ConnectionRow = RowOf<typeof callConnection>;

/** Outside every wall: which tenant a connection belongs to. */
export const callConnectionEntry = directoryEntry(callConnection);

export const phoneCall = entity({
  noun: "call",
  plural: "calls",
  prefix: "phc",
  schema: PhoneCall,
  audited: false,
  indexes: { ...ownedIndexes("call") },
});
export type CallRow = RowOf<typeof phoneCall>;

/** Whoever calls for a list sees it as their own. */
export const callList = entity({
  noun: "callList",
  plural: "call lists",
  prefix: "cls",
  schema: CallList,
  owners: (row) => [row.ownerId, ...row.agentIds],
  indexes: { ...ownedIndexes("callList") },
});
export type ListRow = RowOf<typeof callList>;

/** Where all of one list stand. */
export const entriesPartition = (listId: string): string => `cle.list#${listId}`;

/** Those who wait are read in the order in which it is their turn. */
export const callListEntry = entity({
  noun: "callListEntry",
  plural: "entries of call lists",
  prefix: "cle",
  schema: CallListEntry,
  scoped: false,
  audited: false,
  indexes: {
    parent: {
      by: ["listId", "state"],
      sorts: "dueAt",
      answers: "who of one list waits, was taken or is done, by time",
    },
  },
  entries: ({ listId }) => [{ index: "parent", partition: entriesPartition(listId) }],
});
export type EntryRow = RowOf<typeof callListEntry>;
