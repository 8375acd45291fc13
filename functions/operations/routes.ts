import * as z from "zod";
import { type ParkedRow, parkedRecord } from "../../shared/events/parked.ts";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { isStale } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { damagedRoute } from "./damaged.ts";

/** Parked records that one call has done again. */
const RETRIED_MAX = 100;

const PATH = "/v1/parked-records";
/** The stored images may hold what a role must not see, and people do not read them. */
const ParkedView = parkedRecord.schema.omit({ record: true, ttl: true });

const list = listRoute({
  entity: parkedRecord,
  path: PATH,
  permission: "operations.read",
  view: ParkedView,
  filters: ["state", "consumer", "noun", "recordId"],
});

const read = readRoute({
  entity: parkedRecord,
  path: `${PATH}/{id}`,
  permission: "operations.read",
  summary: "A change whose work failed for good, and why.",
  view: ParkedView,
});

/** Its change on the stream has the work done. */
const again = (call: Call<unknown, unknown>, row: ParkedRow): Promise<ParkedRow> =>
  call.table.replace(parkedRecord, row, changed(call, row, { state: "retrying" }));

const retry = route({
  method: "POST",
  path: `${PATH}/{id}/retry`,
  permission: "operations.retry",
  summary: "Has the work of a parked change done again.",
  reply: ParkedView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, parkedRecord);
    if (row.state !== "parked")
      throw new Fault("invalid_state", `This record is ${row.state}; only a parked one can be tried again.`);
    return again(call, row);
  },
});

const retryAll = route({
  method: "POST",
  path: `${PATH}/retry`,
  permission: "operations.retry",
  summary: "Has the work of all parked changes done again, a hundred at a call; `more` says to call again.",
  reply: z.object({ retried: z.int(), more: z.boolean() }),
  example: {},
  run: async (call) => {
    const page = await call.table.list(parkedRecord, { sources: [sourceOf(parkedRecord, "work")], limit: RETRIED_MAX });
    const outcomes = await Promise.allSettled(page.rows.map((row) => again(call, row)));
    // What somebody else has brought back meanwhile is no work of this call.
    const refused = outcomes.find((o) => o.status === "rejected" && !isStale(o.reason));
    if (refused?.status === "rejected") throw refused.reason;
    return { retried: outcomes.filter((o) => o.status === "fulfilled").length, more: page.next !== undefined };
  },
});

export const routes: Route[] = [list, read, retry, retryAll, damagedRoute];
