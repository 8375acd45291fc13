/**
 * What is due lies apart from what is owned. The index `owner` sorts by creation, since record scopes are compiled to
 * it. Dated activities stand in two partitions of their own in the same index, `act.open#<owner>` and
 * `act.closed#<owner>`, by deadline: one item more a dated activity, moved when it is done. "My open tasks", the
 * calendar and the report of a period are key queries of these.
 */
import * as z from "zod";
import { instant } from "../../shared/schema.ts";
import { type Entry, entity, ownedIndexes, type RowOf, recordFields } from "../../shared/table/entity.ts";
import { Activity } from "./schema.ts";

/** Whether a person's dated activities are still to be done. */
export type Plan = "open" | "closed";

/**
 * Where the dated activities of one person stand by deadline. Open and closed ones lie apart, so that what is to be done
 * is read without walking through years of what has been. It is a partition of its own in the index `owner`: the index
 * itself sorts by creation, as record scopes need it.
 */
export const planPartition = (ownerId: string, plan: Plan): string => `act.${plan}#${ownerId}`;

/** Where the activities stand that somebody takes part in, as the plan does. Those who own them find them there. */
export const participantPartition = (userId: string): string => `act.with#${userId}`;

function participantEntries({ ownerId, mentions = [], participants = [] }: z.output<typeof Activity>): Entry[] {
  const others = participants.flatMap(({ userId }) => (userId && userId !== ownerId ? [userId] : []));
  return [...new Set(others)]
    .filter((userId) => !mentions.includes(userId))
    .map((userId) => ({ index: "owner", partition: participantPartition(userId) }));
}

const planEntries = (row: z.output<typeof Activity>): Entry[] => {
  if (!row.ownerId || !row.deadlineAt || row.archived) return [];
  const partition = planPartition(row.ownerId, row.state === "open" ? "open" : "closed");
  return [{ index: "owner", partition, sorts: "deadlineAt" }];
};

export const activity = entity({
  noun: "activity",
  plural: "activities",
  prefix: "act",
  schema: Activity,
  indexes: {
    ...ownedIndexes("activity"),
    account: {
      by: ["accountIds"],
      tag: "a",
      prefix: "act#",
      sorts: "createdAt",
      answers: "the activities of one account, those with its contacts and opportunities included",
    },
    parent: { by: ["relatedIds"], sorts: "createdAt", answers: "the activities about one record" },
  },
  due: {
    work: "reminders",
    shards: 8,
    at: (row) => row.remindAt,
    answers: "the activities whose owner is to be reminded",
  },
  team: (row) => row.mentions ?? [],
  entries: (row) => [
    ...(row.relatedIds ?? []).slice(1).map((id) => ({ index: "parent" as const, values: { relatedIds: id } })),
    ...(row.accountIds ?? []).slice(1).map((id) => ({ index: "account" as const, values: { accountIds: id } })),
    ...planEntries(row),
    ...participantEntries(row),
  ],
});
export type ActivityRow = RowOf<typeof activity>;

/** A user's calendar address, as far as it may be known: the secret itself is shown once and kept nowhere. */
export const calendarFeed = entity({
  noun: "calendarFeed",
  plural: "calendar feeds",
  prefix: "cal",
  schema: z.object({
    ...recordFields,
    userId: z.string(),
    /** The directory's id of the secret in force. */
    entryId: z.string(),
    /** How often the user had left when the secret was made. */
    departures: z.int().optional(),
    revokedAt: instant.optional(),
  }),
  scoped: false,
  secret: ["entryId"],
  key: (row) => ({ pk: `calendar#${row.userId}`, sk: "-" }),
});

/** Outside every wall: whose calendar a secret opens. Its id is the hash of the secret. */
export const calendarEntry = entity({
  noun: "calendarEntry",
  plural: "calendar entries",
  prefix: "cal",
  schema: z.object({ ...recordFields, tenantId: z.string(), userId: z.string() }),
  scoped: false,
  audited: false,
});

/** How often an account's tier wants its people seen or called, and when that is due; see `careIdOf`. */
export const accountCare = entity({
  noun: "accountCare",
  plural: "care of accounts",
  prefix: "acr",
  schema: z.object({
    ...recordFields,
    accountId: z.string(),
    kind: z.enum(["visit", "call"]),
    everyDays: z.int(),
    /** When it was done last. */
    doneAt: instant.optional(),
    /** When the next is to be planned; nothing while one is planned. */
    dueAt: instant.optional(),
    /** The activity that was planned last. */
    activityId: z.string().optional(),
  }),
  scoped: false,
  audited: false,
  due: { work: "care", shards: 4, at: (row) => row.dueAt, answers: "accounts whose people are to be seen or called" },
});
export type CareRow = RowOf<typeof accountCare>;
export type CareKind = CareRow["kind"];

export const careIdOf = (accountId: string, kind: CareKind): string =>
  `${accountCare.prefix}_${accountId.slice(accountId.indexOf("_") + 1)}${kind}`;
