import { dueWork } from "../tenants/due.ts";
import { merge } from "./table.ts";

/** Steps of one merge in one run; the next run goes on. */
const STEPS_MAX = 500;

/** Runs every minute and goes on with the merges that a call has begun and not ended. */
export const handler = dueWork("merges", merge, async ({ row, caller }) => {
  // Most runs find none to go on with.
  const { run } = await import("./run.ts");
  await run(await caller(), row, STEPS_MAX);
});
