import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { creditPack } from "../credits/table.ts";
import { isSameTerms } from "../partners/rules.ts";
import { partner, partnerProgramme, registrationPolicy } from "../partners/table.ts";
import { LOOKED_AFTER, rebateRuleVersion } from "./table.ts";

const NAME = "rebates";

export const emits: Emission[] = [
  when(creditPack, "credit.rebated", ({ after }) => after?.orderId !== undefined),
  when(rebateRuleVersion, "rebateRuleVersion.pushed", ({ before }) => before === undefined),
  when(partner, "partner.concerned", ({ before, after }) => {
    if (!after) return false;
    return !before || before.archived !== after.archived || !isSameTerms(before, after);
  }),
  when(partner, "partner.handed", ({ before, after }) => !!before && !!after && before.managerId !== after.managerId),
  when(partnerProgramme.entity, "partnerProgramme.pushed", ({ after }) => after !== undefined),
  when(registrationPolicy.entity, "registrationPolicy.pushed", ({ after }) => after !== undefined),
  ...LOOKED_AFTER.map((of) => when(of, `${of.noun}.made`, ({ before }) => before === undefined)),
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
  handle(partner, "partner.handed", "rest", "gives what it is owed to who looks after it", async ({ after }, work) => {
    if (!after) return;
    const { handOver } = await import("./whose.ts");
    await handOver(callerOf(work, NAME), after.id);
  }),
  ...[partnerProgramme, registrationPolicy].map(({ entity }) =>
    handle(entity, `${entity.noun}.pushed`, "rest", "tells partners of what holds for them all", async (_, work) => {
      const { pushForAll } = await import("./push.ts");
      await pushForAll(callerOf(work, NAME));
    }),
  ),
  ...LOOKED_AFTER.map((of) =>
    handle(of, `${of.noun}.made`, "rest", "keeps it with who looks after the partner", async ({ after }, work) => {
      if (!after) return;
      const { keepWhose } = await import("./whose.ts");
      await keepWhose(callerOf(work, NAME), of, after);
    }),
  ),
];
