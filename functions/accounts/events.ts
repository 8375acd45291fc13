import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { account, tierRule, tierSweep } from "./table.ts";

/** Loaded where a rule has changed, which is seldom. */
const retier = () => import("./retier.ts");

export const emits: Emission[] = [
  when(account, "account.tierChanged", (c) => c.after !== undefined && c.before?.tier !== c.after.tier),
  when(account, "account.stageChanged", (c) => c.before !== undefined && c.before.stage !== c.after?.stage),
  when(tierRule, "tierRule.changed", () => true),
  when(tierSweep, "tierSweep.stepped", (c) => c.after?.state === "running"),
];

export const handles: Handler[] = [
  handle(tierRule, "tierRule.changed", "rest", "has every account's tier looked at anew", async (c, work) =>
    (await retier()).startSweep(work, c.after?.updatedAt ?? work.now),
  ),
  handle(tierSweep, "tierSweep.stepped", "rest", "gives the next accounts their tiers", async (c, work) =>
    c.after ? (await retier()).sweepStep(work, c.after) : undefined,
  ),
];
