import { dueWork } from "../tenants/due.ts";
import { sync } from "./sync.ts";
import { ticketIssue } from "./table.ts";

/** Runs every minute: brings issues and tickets together where something has changed, or for good measure. */
export const handler = dueWork("issueSync", ticketIssue, async ({ row, caller }) => sync(await caller(), row));
