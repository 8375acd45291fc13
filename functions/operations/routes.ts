import { parkedRecord } from "../../shared/events/parked.ts";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";

const PATH = "/v1/parked-records";
/** The stored images may hold what a role must not see, and people do not read them. */
const ParkedView = parkedRecord.schema.omit({ record: true });

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

const retry = route({
  method: "POST",
  path: `${PATH}/{id}/retry`,
  permission: "operations.retry",
  summary: "Has the work of a parked change done again.",
  reply: ParkedView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call as never, parkedRecord);
    if (row.state !== "parked")
      throw new Fault("invalid_state", `This record is ${row.state}; only a parked one can be tried again.`);
    return call.table.replace(parkedRecord, row, changed(call as never, row, { state: "retrying" }));
  },
});

export const routes: Route[] = [list, read, retry];
