import * as z from "zod";
import { duplicateEntries } from "../../shared/records/duplicates.ts";
import { instant } from "../../shared/schema.ts";
import type { Compared } from "../../shared/search/duplicates.ts";
import { type Entry, entity, ownedIndexes, recordFields } from "../../shared/table/entity.ts";
import { Account, LifeCycleMove, TierChange, TierRule } from "./schema.ts";

type Row = z.output<typeof Account>;

/** What an account is compared by. */
export const comparedAccount = ({ name, registrationNo }: Row): Compared => ({ company: name, registrationNo });

/** The partition, in the index `parent`, of the accounts whose people write from a domain. */
export const domainPartition = (domain: string): string => `dom#${domain.toLowerCase()}`;

const domainEntries = (row: Row): Entry[] =>
  (row.emailDomains ?? []).map((domain) => ({ index: "parent", partition: domainPartition(domain) }));

export const account = entity({
  noun: "account",
  plural: "accounts",
  prefix: "acc",
  schema: Account,
  orders: ["name"],
  omits: { stage: "target" },
  indexes: {
    ...ownedIndexes("account"),
    parent: { by: ["parentId"], sorts: "createdAt", answers: "the companies of one group" },
  },
  team: (row) => (row.team ?? []).map(({ userId }) => userId),
  // A company's number is a switchboard's: it is found by it, and is none the same for it.
  entries: ({ phone, ...row }) =>
    row.mergedInto ? [] : [...duplicateEntries({ ...comparedAccount(row), phone }), ...domainEntries(row)],
  unique: {
    registrationNo: (row) => (row.mergedInto ? undefined : row.registrationNo?.replace(/\s/g, "").toUpperCase()),
  },
});

export const tierRule = entity({
  noun: "tierRule",
  plural: "tier rules",
  prefix: "trl",
  schema: TierRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "priority", answers: "the tier rules, by priority" } },
});

/** Seen by whoever sees the account and its field. */
export const tierChange = entity({
  noun: "tierChange",
  plural: "tier changes",
  prefix: "tic",
  schema: TierChange,
  scoped: false,
  tells: { noun: "account", fields: ["tier", "tierWhy"] },
  audited: false,
  indexes: {
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "tic#",
      sorts: "createdAt",
      answers: "the tiers that one account has had",
    },
  },
});

/** Seen by whoever sees the account and its field. */
export const lifeCycleMove = entity({
  noun: "lifeCycleMove",
  plural: "life-cycle moves",
  prefix: "lcy",
  schema: LifeCycleMove,
  scoped: false,
  tells: { noun: "account", fields: ["stage", "stageWhy", "stageAt"] },
  audited: false,
  indexes: {
    all: { by: ["month"], sorts: "movedAt", answers: "the moves of one month, of all accounts" },
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "lcy#",
      sorts: "movedAt",
      answers: "the stages that one account has gone through",
    },
  },
});

/**
 * How far the tenant's accounts have been given their tiers anew; one row a tenant that has rules. Each step's own change
 * on the stream brings the next one about, so a step that was interrupted is taken again.
 */
export const tierSweep = entity({
  noun: "tierSweep",
  plural: "tier sweeps",
  prefix: "tsw",
  schema: z.object({
    ...recordFields,
    state: z.enum(["running", "done"]),
    startedAt: instant,
    /** When a rule was last changed. */
    ruleChangedAt: instant.optional(),
    /** The sort key of the last account looked at. */
    after: z.string().optional(),
    looked: z.int(),
    changed: z.int(),
    /** When it is gone on with, if nothing is heard of it, or begins anew. */
    dueAt: instant.optional(),
  }),
  scoped: false,
  audited: false,
  due: { work: "tiers", shards: 2, at: (row) => row.dueAt, answers: "the tenants whose accounts get their tiers anew" },
});
export const TIER_SWEEP_ID = "tsw_accounts";
