import { dueWork } from "../tenants/due.ts";
import { sync } from "./sync.ts";
import { taskLink } from "./table.ts";

/** Runs every minute: brings projects and their tasks outside together where something has changed, or for good measure. */
export const handler = dueWork("taskSync", taskLink, async ({ row, caller }) => sync(await caller(), row));
