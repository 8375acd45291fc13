import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { quoteNoun } from "./noun.ts";
import { quote } from "./table.ts";

/** Runs every few minutes: what nobody accepted in time cannot be accepted any more. */
export const handler = dueWork("quoteExpiry", quote, async ({ row, caller }) => {
  const call = await caller();
  await commit(call, await replacement(call, quoteNoun, row, { status: "expired" }, { as: "expire" }));
});
