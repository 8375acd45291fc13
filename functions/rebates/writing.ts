import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { fiscalCalendar } from "../quotas/table.ts";
import { CALENDAR_YEAR_MONTH, type RuleTerms, rebateErrors } from "./rules.ts";
import { REBATE_RULES_MAX, type RebateRuleInput, RebateTerms } from "./schema.ts";
import { rebateRule, rebateRuleVersion } from "./table.ts";

type Row = RowOf<typeof rebateRule>;

/** The terms of a rule; what a change clears (`null`) is not there. */
const said = (row: object): RuleTerms =>
  RebateTerms.parse(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));

/** What a rule gives for receipts; its end and its text change nothing of the receipts that it has counted. */
const given = ({ toOn: _, text: __, ...terms }: RuleTerms): object => terms;

/** Refuses terms that would hold for days that are over: what was received then is counted already. */
function checkDays(call: Caller, after: RuleTerms, before?: RuleTerms): void {
  const today = todayOf(call);
  const isNew = !before || !isDeepStrictEqual(given(said(before)), given(said(after)));
  if (isNew && after.fromOn < today) {
    throw invalidField("fromOn", `Changed terms hold from today on or later; name a fromOn of ${today} or after.`);
  }
  if (after.toOn !== before?.toOn && after.toOn !== undefined && after.toOn < today) {
    throw invalidField("toOn", `A rule ends today or later; name a toOn of ${today} or after.`);
  }
}

/** Refuses other years for what was counted over some already. */
function checkYears({ yearStartsInMonth: had = CALENDAR_YEAR_MONTH }: Row, patch: Partial<Row>): void {
  const { yearStartsInMonth: asked = had } = patch;
  if (asked === had) return;
  throw invalidField("yearStartsInMonth", `The years of a rule stay as they are (${had}); make another rule.`);
}

/** The number of the version that a rule comes to. */
function numberOf(after: Row, before?: Row): number {
  if (!before) return 1;
  const isSame = isDeepStrictEqual(said(before), said(after)) && before.archived === after.archived;
  return isSame ? before.number : before.number + 1;
}

/** What happens when a rule is written. */
export const writing: Writing<typeof rebateRule, typeof RebateRuleInput> = {
  check: (values: z.output<typeof RebateRuleInput>) => rebateErrors(values),
  prepare: async (call, input) => {
    if ((await unarchived(call.table, rebateRule)).length >= REBATE_RULES_MAX) {
      throw new Fault("conflict", `There are ${REBATE_RULES_MAX} rebate rules; archive one first.`);
    }
    checkDays(call, input);
    return { yearStartsInMonth: input.yearStartsInMonth ?? (await fiscalCalendar.held(call.table)).yearStartsInMonth };
  },
  revise: (call, before, patch) => {
    checkYears(before, patch);
    checkDays(call, said({ ...before, ...patch }), said(before));
    return {};
  },
  derive: (_call, after, before) => ({ number: numberOf(after, before) }),
  alongside: (call, after, before) => {
    if (before?.number === after.number) return [];
    const { id: ruleId, name, number } = after;
    const ending = after.archived ? { isOff: true, fromOn: todayOf(call) } : {};
    const version = { ...fresh(call, rebateRuleVersion), ...said(after), ruleId, name, number, ...ending };
    return [write.create(rebateRuleVersion, version)];
  },
};
