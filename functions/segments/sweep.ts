import { dueWork } from "../tenants/due.ts";
import { segmentWork } from "./table.ts";
import { worked } from "./working.ts";

/** Runs every minute: segments that were changed, and once a day those who are like the people of another. */
export const handler = dueWork("segments", segmentWork, async ({ row, caller }) => worked(await caller(), row));
