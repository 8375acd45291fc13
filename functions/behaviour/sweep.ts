import { dueWork } from "../tenants/due.ts";
import { look } from "./look.ts";
import { behaviourAsk } from "./table.ts";

/** Runs every minute: people who did something, or who are known as somebody else. */
export const handler = dueWork("behaviourLooks", behaviourAsk, async ({ row, caller }) => look(await caller(), row));
