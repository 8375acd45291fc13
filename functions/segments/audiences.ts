import { dueWork } from "../tenants/due.ts";
import { placed, trackedIn } from "./placing.ts";
import { audience } from "./table.ts";

/** Runs every minute: people whom time alone may have brought into a tracked segment or out of it. */
export const handler = dueWork("audiences", audience, async ({ row, table, caller }) =>
  placed(await caller(), row.personId, await trackedIn(table)),
);
