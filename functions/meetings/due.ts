import { dueWork } from "../tenants/due.ts";
import { ask } from "./ask.ts";
import { meeting } from "./table.ts";

/** Runs every minute: asks providers for the meetings that they have not made yet. */
export const handler = dueWork("meetings", meeting, async ({ row, caller }) => ask(await caller(), row));
