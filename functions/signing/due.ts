import { dueWork } from "../tenants/due.ts";
import { advance } from "./advance.ts";
import { envelope } from "./table.ts";

/** Runs every minute: prepares envelopes at providers, asks after them, ends what is over and files what is signed. */
export const handler = dueWork("signing", envelope, async ({ row, caller }) => advance(await caller(), row));
