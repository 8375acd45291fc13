import { isDeepStrictEqual } from "node:util";
import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { OPEN_STATUSES } from "../leads/schema.ts";
import { lead } from "../leads/table.ts";
import { SAID_FIELDS } from "./schema.ts";
import { directoryDelivery, directoryPolicy, directorySource } from "./table.ts";

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
  when(directoryPolicy.entity, "directoryPolicy.changed", ({ after }) => after !== undefined),
  when(
    lead,
    "lead.companyTold",
    ({ before, after }) => after !== undefined && !after.directory && isTold(before, after),
  ),
  when(lead, "lead.planned", ({ before, after }) => hasPlan(after) && !hasPlan(before)),
];

const settling = () => import("./settle.ts");

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
    "reckons all entries anew by the source's new rank",
    async (_change, work) => {
      await (await settling()).settleAll(callerOf(work, "directory"));
    },
  ),
  handle(
    directoryPolicy.entity,
    "directoryPolicy.changed",
    "rest",
    "grades all entries anew",
    async (_change, work) => {
      directoryPolicy.forget(work.table.tenantId);
      await (await settling()).settleAll(callerOf(work, "directory"));
    },
  ),
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
