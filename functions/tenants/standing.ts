import * as z from "zod";
import { forgetStanding, STANDING_ID, type Standing, tenantStanding } from "../../shared/auth/standing.ts";
import { later } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { changed, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { text } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { type Table, tenantTable, write } from "../../shared/table/table.ts";
import { forgetContext } from "../users/context.ts";
import { tenantEntry } from "./table.ts";

/** Days between the closing of a tenant and its deletion, unless the operator says otherwise. */
export const RETENTION_DAYS_DEFAULT = 30;
const RETENTION_DAYS_MAX = 365;
const MS_OF_A_DAY = 86_400_000;

const StandingView = z.object({
  id: z.string(),
  ...tenantStanding.schema.pick({ reads: true, deleteAt: true, deletedAt: true, counts: true }).shape,
  state: z.enum(["open", ...tenantStanding.schema.shape.state.options]),
  reason: z.string().optional(),
});

const reason = text(500).describe("Why, as its people are told.");

type Ground = { entry: RowOf<typeof tenantEntry>; table: Table; before: Standing | undefined };

async function ground(call: Call<unknown, unknown>): Promise<Ground> {
  const entry = await load(call, tenantEntry);
  const table = await tenantTable(entry.id, call.table.stamp);
  return { entry, table, before: await table.find(tenantStanding, STANDING_ID) };
}

const shown = (id: string, row: Standing | undefined) => {
  const { state = "open" as const, reads = true, reason, deleteAt, deletedAt, counts } = row ?? {};
  return { ...{ id, state, reads }, ...(reason && { reason }), deleteAt, deletedAt, counts };
};

/** What was deleted, or is about to be, comes back by nothing. */
function checkThere({ before }: Ground): void {
  if (before?.state !== "deleting" && before?.state !== "deleted") return;
  throw new Fault("invalid_state", `This tenant is ${before.state}: its data do not come back.`);
}

type Wanted = Pick<Standing, "state" | "reads" | "reason" | "still"> & { deleteAt?: string };

/** Has a tenant stand so. The directory is written last: it alone has a tenant deleted, and what it says is asked of the tenant once more. */
async function stand(call: Call<unknown, unknown>, on: Ground, wanted: Wanted | undefined) {
  const { entry, table, before } = on;
  checkThere(on);
  const { now } = call;
  const base = { id: STANDING_ID, version: 1, createdAt: now, updatedAt: now };
  const after =
    wanted &&
    (before
      ? { ...changed(call, before, {}), deleteAt: undefined, still: undefined, ...wanted }
      : { ...base, ...wanted });
  if (after)
    await table.commit([before ? write.replace(tenantStanding, before, after) : write.create(tenantStanding, after)]);
  else if (before) await table.commit([write.delete(tenantStanding, before)]);
  const told = { state: wanted?.state, deleteAt: wanted?.deleteAt };
  await call.table.replace(tenantEntry, entry, { ...changed(call, entry, {}), ...told });
  forgetContext(entry.id);
  forgetStanding(entry.id);
  return shown(entry.id, after);
}

const operator = { permission: "operator" as const, reply: StandingView };

const suspend = route({
  ...operator,
  method: "POST",
  path: "/v1/tenants/{id}/suspend",
  summary:
    "Suspends a tenant: its people can read or not even that, webhooks are answered so that senders try again, public addresses are closed.",
  body: z.strictObject({
    reason,
    reads: z.boolean().default(true).describe("Whether its people may still read."),
    still: z
      .boolean()
      .optional()
      .describe(
        "True where nothing may follow from changes either, while its rows are put back to what they were; nobody reads then.",
      ),
  }),
  example: { params: { id: "{id}" }, body: { reason: "Unpaid since March", reads: true } },
  run: async (call) => {
    const { still, ...how } = call.body;
    const reads = how.reads && !still;
    return stand(call, await ground(call), { state: "suspended", ...how, reads, ...(still && { still }) });
  },
});

const close = route({
  ...operator,
  method: "POST",
  path: "/v1/tenants/{id}/close",
  summary:
    "Closes a tenant: its people read and export until the retention is over, then everything of it is deleted but a report. Until then it can be opened again.",
  body: z.strictObject({
    reason,
    retentionDays: z
      .int()
      .min(0)
      .max(RETENTION_DAYS_MAX)
      .default(RETENTION_DAYS_DEFAULT)
      .describe("Days until it is deleted."),
  }),
  example: { params: { id: "{id}" }, body: { reason: "Contract ended", retentionDays: 30 } },
  run: async (call) => {
    const { reason: why, retentionDays } = call.body;
    const deleteAt = later(call.now, retentionDays * MS_OF_A_DAY);
    return stand(call, await ground(call), { state: "closing", reads: true, reason: why, deleteAt });
  },
});

const reopen = route({
  ...operator,
  method: "POST",
  path: "/v1/tenants/{id}/reopen",
  summary: "Opens a tenant again that is suspended or closing; one that is open stays so.",
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const on = await ground(call);
    return on.before ? stand(call, on, undefined) : shown(on.entry.id, undefined);
  },
});

const read = route({
  ...operator,
  method: "GET",
  path: "/v1/tenants/{id}/standing",
  summary: "How a tenant stands and why; of a deleted one, what was taken away, by place.",
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { entry, before } = await ground(call);
    return shown(entry.id, before);
  },
});

export const standingRoutes: Route[] = [suspend, close, reopen, read];
