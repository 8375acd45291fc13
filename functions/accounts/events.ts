import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { startSweep, sweepStep } from "./retier.ts";
import { account, tierRule, tierSweep } from "./table.ts";

export const emits: Emission[] = [
  when(account, "account.tierChanged", (c) => c.after !== undefined && c.before?.tier !== c.after.tier),
  when(account, "account.stageChanged", (c) => c.before !== undefined && c.before.stage !== c.after?.stage),
  when(tierRule, "tierRule.changed", () => true),
  when(tierSweep, "tierSweep.stepped", (c) => c.after?.state === "running"),
];

export const handles: Handler[] = [
  handle(tierRule, "tierRule.changed", "rest", "has every account's tier looked at anew", (c, work) =>
    startSweep(work, c.after?.updatedAt ?? work.now),
  ),
  handle(tierSweep, "tierSweep.stepped", "rest", "gives the next accounts their tiers", (c, work) =>
    c.after ? sweepStep(work, c.after) : Promise.resolve(),
  ),
];
