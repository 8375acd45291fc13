import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { creditPack } from "../credits/table.ts";
import { isSameTerms } from "../partners/rules.ts";
import { partner } from "../partners/table.ts";
import { rebateRuleVersion } from "./table.ts";

const NAME = "rebates";

export const emits: Emission[] = [
  when(creditPack, "credit.rebated", ({ after }) => after?.orderId !== undefined),
  when(rebateRuleVersion, "rebateRuleVersion.pushed", ({ before }) => before === undefined),
  when(partner, "partner.concerned", ({ before, after }) => {
    if (!after) return false;
    return !before || before.archived !== after.archived || !isSameTerms(before, after);
  }),
];

export const handles: Handler[] = [
  handle(creditPack, "credit.rebated", "rest", "books what cash has earned a partner", async ({ after }, work) => {
    if (!after) return;
    const { accrue } = await import("./accrual.ts");
    await accrue(callerOf(work, NAME), after.bankTransactionId);
  }),
  handle(rebateRuleVersion, "rebateRuleVersion.pushed", "rest", "tells partners of a rule", async ({ after }, work) => {
    if (!after) return;
    const { pushRule } = await import("./push.ts");
    await pushRule(callerOf(work, NAME), after.ruleId);
  }),
  handle(partner, "partner.concerned", "rest", "tells a partner of the rules for it", async ({ after }, work) => {
    if (!after) return;
    const { pushTo } = await import("./push.ts");
    await pushTo(callerOf(work, NAME), after.id);
  }),
];
