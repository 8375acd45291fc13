import { dueWork } from "../tenants/due.ts";
import { look } from "./look.ts";
import { health } from "./table.ts";

/** Runs every minute: accounts whose usage has changed, and each with a score once a night. */
export const handler = dueWork("healthLooks", health, async ({ row, caller }) => look(await caller(), row));
