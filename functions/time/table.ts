import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";
import { Capacity, CostRates, ProjectCost, TimeEntry } from "./schema.ts";

export const timeEntry = entity({
  noun: "timeEntry",
  plural: "time entries",
  prefix: "tim",
  schema: TimeEntry,
  secret: ["costMinor"],
  indexes: {
    ...ownedIndexes("time entry"),
    parent: {
      ...{ by: ["projectId"], tag: "prj", prefix: "tim#", sorts: "on" },
      answers: "the time entries of one project, by day",
    },
  },
});

export const projectCost = entity({
  noun: "projectCost",
  plural: "project costs",
  prefix: "pco",
  schema: ProjectCost,
  indexes: {
    ...ownedIndexes("project cost"),
    parent: {
      ...{ by: ["projectId"], tag: "prj", prefix: "pco#", sorts: "on" },
      answers: "what was paid for one project, by day",
    },
  },
});

export type TimeRow = RowOf<typeof timeEntry>;

/** What hours cost. */
export const costRates = setting({
  noun: "costRates",
  plural: "cost rates",
  prefix: "crt",
  id: "crt_tenant",
  schema: CostRates,
  path: "/v1/cost-rates",
  reading: "time.costs",
  writing: "time.costs",
  tells: "What an hour of work costs: everybody's, and that of those who have a rate of their own.",
  replaces: "Replaces what hours cost. It holds for what is booked from now on; what was booked keeps its cost.",
  references: { "rates.userId": user },
  example: { rates: [{ hourlyMinor: 20_000, currency: "CNY" }] },
});

/** People say themselves how long they have for projects; for others whoever may know what they cost does. */
function checkMay(call: Caller, userId: string): void {
  if (userId === call.actor.principalId || call.access.can("time.costs")) return;
  throw new Fault("forbidden", "For others than yourself this call needs the permission time.costs.");
}

/** How long somebody works for projects; one row a user. */
export const capacity = setting({
  noun: "capacity",
  plural: "capacities",
  prefix: "cpy",
  of: { entity: user, field: "userId", checkMay },
  schema: Capacity,
  path: "/v1/users/{id}/capacity",
  reading: "time.read",
  writing: "time.write",
  tells: "How long somebody works for projects on a working day.",
  replaces: "Says how long somebody works for projects; one's own, or anybody's with the permission time.costs.",
  example: { minutesPerDay: 480 },
});
