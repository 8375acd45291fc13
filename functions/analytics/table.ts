import * as z from "zod";
import { watch } from "../../shared/due/watch.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import { instant } from "../../shared/schema.ts";
import { entity, type RowOf, recordFields, shardOf } from "../../shared/table/entity.ts";
import { Plan } from "./plans/schema.ts";
import { Dashboard, SavedReport } from "./saved-schema.ts";

/** Changes arrive at bank-feed speed; one partition takes a thousand writes a second. */
export const CHANGE_SHARDS = 4;

/** The partition of the changes of one noun that the files do not have yet. */
export const changePartition = (noun: string, shard: number): string => `facts#${noun}#${shard}`;

/**
 * One version of a record of which facts are to be made anew: a small row, gone once the files have it. Where what lies beside
 * a record has changed, `cause` names that change.
 */
export const factChange = entity({
  noun: "factChange",
  plural: "changes of facts",
  prefix: "fch",
  personal: { cause: "plain" },
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, of: z.string(), cause: z.string().optional() }),
  key: (row) => ({
    pk: changePartition(String(row.of), Number(shardOf(row.id, CHANGE_SHARDS))),
    sk: [row.id, ...(row.cause ? [row.cause] : []), row.version].join("#"),
  }),
});

/** A file of facts: the rows of the records that were made in one month. */
const File = z.object({
  month: z.string(),
  key: z.string(),
  rows: z.int(),
  /** The first and the last day of each date in it; a file without days of a period is not read for it. */
  dates: z.record(z.string(), z.tuple([z.string(), z.string()])),
});
export type FactFile = z.output<typeof File>;

/** Which files of a fact are current. Until it is there, facts are read off their records. */
export const factBase = entity({
  noun: "factBase",
  plural: "bases of facts",
  prefix: "fcb",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    files: z.array(File),
    /** Up to when all changes are in the files. */
    asOf: instant,
    /** Files that others have taken the place of, and when: a question that began before still reads them. */
    gone: z.array(z.object({ key: z.string(), at: instant })),
    /** Set while it is to be built anew; the files serve until the new ones take their place. */
    rebuildAskedAt: instant.optional(),
  }),
});
export type FactBase = RowOf<typeof factBase>;
export const baseId = (fact: string): string => `${factBase.prefix}_${fact}`;

/** Changes that the files do not have yet. */
export const factWatch = watch({
  noun: "factWatch",
  plural: "watches of facts",
  prefix: "wfc",
  work: "facts",
  shards: 4,
  answers: "the tenants whose facts have changed",
  firstMs: 5 * MINUTE_MS,
  idleMs: 5 * MINUTE_MS,
});

/** What lets somebody use and change the saved reports and dashboards of others. */
export const SAVED_ALL = "dashboards.all";

/** Questions that people keep. Who may use one says the row itself, and what it tells follows from who asks. */
export const savedReport = entity({
  noun: "savedReport",
  plural: "saved reports",
  prefix: "svr",
  schema: SavedReport,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the saved reports of the tenant" } },
});

export const dashboard = entity({
  noun: "dashboard",
  plural: "dashboards",
  prefix: "dsb",
  personal: { tiles: "plain" },
  schema: Dashboard,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the dashboards of the tenant" } },
});

/** What lets somebody use and change the plans of others. */
export const PLANS_ALL = "plans.all";

/** What a year is to bring, in scenarios. */
export const plan = entity({
  noun: "plan",
  plural: "plans",
  prefix: "pla",
  schema: Plan,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the plans of the tenant" } },
});
