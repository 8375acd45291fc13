import { isDeepStrictEqual } from "node:util";
import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import { advance, backfill, begunAnew, forEach, isDue } from "../../shared/records/backfill.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { OPEN_STATUSES } from "../leads/schema.ts";
import { lead } from "../leads/table.ts";
import { SAID_FIELDS } from "./schema.ts";
import { directoryDelivery, directoryEntry, directoryPolicy, directorySource } from "./table.ts";

type LeadRow = RowOf<typeof lead>;

/** What a lead's company is found by. */
const isTold = (a: LeadRow | undefined, b: LeadRow): boolean =>
  (["company", "email", "website", "registrationNo"] as const).some((field) => b[field] && a?.[field] !== b[field]);

const hasPlan = (row: LeadRow | undefined): boolean =>
  row?.directory?.grade !== undefined && row.ownerId !== undefined && OPEN_STATUSES.includes(row.status);

/** What of a delivery an entry goes by. */
const TELLING = ["archived", "sourceId", "asOf", ...SAID_FIELDS] as const;
const isOther = (a: unknown, b: unknown): boolean => !isDeepStrictEqual(a, b);

export const emits: Emission[] = [
  when(
    directoryDelivery,
    "directoryDelivery.came",
    ({ before, after }) =>
      after !== undefined && (before === undefined || TELLING.some((name) => isOther(before[name], after[name]))),
  ),
  when(
    directorySource,
    "directorySource.ranked",
    ({ before, after }) => before !== undefined && before.rank !== after?.rank,
  ),
  when(backfill, "backfill.entries", ({ after }) => isDue(after, ["entries"])),
  when(directoryPolicy.entity, "directoryPolicy.changed", ({ after }) => after !== undefined),
  when(
    lead,
    "lead.companyTold",
    ({ before, after }) => after !== undefined && !after.directory && isTold(before, after),
  ),
  when(lead, "lead.planned", ({ before, after }) => hasPlan(after) && !hasPlan(before)),
];

const settling = () => import("./settle.ts");

/** The one row by which all entries are reckoned anew. */
const ALL_ID = "bkf_directory";
const ENTRIES = [{ noun: directoryEntry.noun, load: async () => ({ entity: directoryEntry }) }];

const allAnew = async ({ table, now }: Work): Promise<void> => {
  await begunAnew(table, ALL_ID, now, [{ does: "entries", noun: directoryEntry.noun }]);
};

export const handles: Handler[] = [
  handle(
    directoryDelivery,
    "directoryDelivery.came",
    "rest",
    "brings what was delivered into the entry of its company",
    async ({ after }, work) => {
      if (after) await (await settling()).settle(callerOf(work, "directory"), after.id);
    },
  ),
  handle(
    directorySource,
    "directorySource.ranked",
    "rest",
    "has all entries reckoned anew by the source's new rank",
    (_change, work) => allAnew(work),
  ),
  handle(directoryPolicy.entity, "directoryPolicy.changed", "rest", "has all entries graded anew", (_change, work) =>
    allAnew(work),
  ),
  handle(backfill, "backfill.entries", "rest", "reckons entries anew, piece by piece", async ({ after }, work) => {
    if (!after) return;
    const { reckonAnew } = await settling();
    directoryPolicy.forget(work.table.tenantId);
    await advance(work, after, ENTRIES, async (_of, rows) => {
      await forEach(rows, ({ id }) => reckonAnew(callerOf(work, "directory"), id));
      return 0;
    });
  }),
  handle(
    lead,
    "lead.companyTold",
    "rest",
    "puts on a lead what the directory knows of its company",
    async ({ after }, work) => {
      if (after) await (await import("./match.ts")).matchLead(callerOf(work, "directory"), after.id);
    },
  ),
  handle(
    lead,
    "lead.planned",
    "rest",
    "gives a lead's owner the tasks planned for its company's grade",
    async ({ after }, work) => {
      if (after) await (await import("./match.ts")).pushPlan(callerOf(work, "directory"), after);
    },
  ),
];
