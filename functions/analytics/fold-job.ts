import { watchWork } from "../tenants/due.ts";
import { factWatch } from "./table.ts";

/** Runs every five minutes: takes what has changed into the files of facts. The engine is loaded where there is something. */
export const handler = watchWork("facts", factWatch, async ({ caller }) =>
  (await import("./fold.ts")).foldTenant(await caller()),
);
