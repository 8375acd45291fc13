import { hashedId } from "../../shared/hashed.ts";
import { directoryEntry } from "../../shared/records/directory.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity } from "../../shared/table/entity.ts";
import { BehaviourAsk, BehaviourEvent, BehaviourPolicy, Visitor, WriteKey } from "./schema.ts";

export { behaviourProfile } from "./counted.ts";

export const visitor = entity({
  noun: "visitor",
  plural: "visitors",
  prefix: "vis",
  schema: Visitor,
  scoped: false,
  audited: false,
  indexes: { all: { by: [], sorts: "createdAt", shards: 16, answers: "the visitors of the tenant, by their coming" } },
  entries: ({ identities, mergedInto }) =>
    [
      ...new Set([
        ...identities.flatMap(({ personId }) => (personId ? [knownAs(personId)] : [])),
        ...identities.flatMap(({ claims = [] }) => claims.map(claimedBy)),
        ...(mergedInto ? [mergedWith(mergedInto)] : []),
      ]),
    ].map((partition) => ({ index: "parent" as const, partition })),
});

/** The partitions, in the index `parent`, of visitors who were known as a person, who have an address, and who were merged into one. */
export const knownAs = (personId: string): string => `vis.of#${personId}`;
export const claimedBy = (claim: string): string => `vis.claim#${claim}`;
export const mergedWith = (visitorId: string): string => `vis.into#${visitorId}`;

/** A visitor's id follows from what the sender calls it. */
export const visitorId = (kind: "device" | "person" | "address", value: string): string =>
  hashedId(visitor.prefix, `${kind}\n${value}`);

/** Events lie in their visitor's own partition: whoever comes is a partition more, and none is hot. */
export const behaviourEvent = entity({
  noun: "behaviourEvent",
  plural: "events of visitors",
  prefix: "bev",
  schema: BehaviourEvent,
  scoped: false,
  audited: false,
  indexes: { parent: { by: ["visitorId"], sorts: "at", answers: "what one visitor did, in order" } },
  key: ({ id, visitorId: of }) => ({ pk: String(of), sk: `event#${id}` }),
});
export const eventId = (of: string, insertId: string): string => hashedId(behaviourEvent.prefix, `${of}\n${insertId}`);

export const behaviourAsk = entity({
  noun: "behaviourAsk",
  plural: "people whose behaviour is counted",
  prefix: "bas",
  schema: BehaviourAsk,
  scoped: false,
  audited: false,
  due: { work: "behaviour", shards: 8, at: (row) => row.dueAt, answers: "the people whose behaviour is counted anew" },
});
export const askId = (personId: string): string => hashedId(behaviourAsk.prefix, personId);

export const writeKey = entity({
  noun: "writeKey",
  plural: "write keys",
  prefix: "wky",
  schema: WriteKey,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the write keys of the tenant" } },
});

/** Outside every wall: which tenant the events of a page belong to. */
export const writeKeyEntry = directoryEntry(writeKey);

/** How a tenant keeps what people do. */
export const behaviourPolicy = setting({
  noun: "behaviourPolicy",
  plural: "behaviour policies",
  prefix: "bpo",
  id: "bpo_behaviour",
  schema: BehaviourPolicy,
  path: "/v1/events/policy",
  reading: "behaviour.read",
  writing: "behaviour.write",
  tells: "How long events are kept.",
  replaces: "Replaces how long events are kept.",
  example: { keptDays: 400 },
});
