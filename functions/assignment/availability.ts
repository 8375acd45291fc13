import { Fault } from "../../shared/fault.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { write } from "../../shared/table/table.ts";
import { user } from "../users/table.ts";
import { AvailabilityInput, AvailabilityView } from "./schema.ts";
import { availability, availabilityId } from "./table.ts";

const PATH = "/v1/users/{id}/availability";

/** People say themselves when they are there; for others whoever gives leads out does. */
function checkMay(call: Caller, userId: string): void {
  if (userId === call.actor.principalId || call.access.can("assignment.write")) return;
  throw new Fault("forbidden", "For others than yourself this call needs the permission assignment.write.");
}

const read = route({
  method: "GET",
  path: PATH,
  permission: "assignment.read",
  summary: "Tells when somebody is given leads: working hours by weekday, and leave. Without any they always are.",
  reply: AvailabilityView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id } = await load(call, user);
    return (await call.table.find(availability, availabilityId(id))) ?? { userId: id, version: 0 };
  },
});

const put = route({
  method: "PUT",
  path: PATH,
  permission: "assignment.read",
  summary: "Replaces when somebody is given leads; one's own, or anybody's with the permission assignment.write.",
  body: AvailabilityInput,
  reply: AvailabilityView,
  example: {
    params: { id: "{id}" },
    body: {
      timeZone: "Asia/Shanghai",
      hours: { mon: [{ from: "09:00", to: "18:00" }], tue: [{ from: "09:00", to: "18:00" }] },
      leave: [{ fromOn: "2026-12-28", toOn: "2026-12-31" }],
    },
  },
  run: async (call) => {
    const { id: userId } = await load({ ...call, ifMatch: undefined }, user);
    checkMay(call, userId);
    const id = availabilityId(userId);
    const before = await call.table.find(availability, id);
    if (call.ifMatch !== undefined && call.ifMatch !== (before?.version ?? 0)) {
      const detail = `The availability has version ${before?.version ?? 0}, not ${call.ifMatch}.`;
      throw new Fault("precondition_failed", detail);
    }
    const { version, createdAt, updatedAt } = before ?? fresh(call, availability, id);
    const row = { id, version, createdAt, updatedAt, userId, ...call.body };
    const after = before ? changed(call, row, {}) : row;
    await call.table.commit([before ? write.replace(availability, before, after) : write.create(availability, after)]);
    return after;
  },
});

export const availabilityRoutes: Route[] = [read, put];
