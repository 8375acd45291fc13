import { dueWork } from "../tenants/due.ts";
import { look } from "./steps.ts";
import { accountOf, renewalBook } from "./table.ts";

/** Runs every few minutes: accounts with something to do about their renewals, and each with open ones once a night. */
export const handler = dueWork("renewalSteps", renewalBook, async ({ row, caller }) =>
  look(await caller(), accountOf(row.id)),
);
