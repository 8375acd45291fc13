import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { customFilterFields } from "../../shared/records/filtering.ts";
import { inForce } from "../../shared/records/inforce.ts";
import type { BehaviourCondition } from "../behaviour/counted.ts";
import type { ReckonedRule } from "./rules.ts";
import { Lead } from "./schema.ts";
import { scoringRule } from "./table.ts";

/** The tenant's scoring rules in force. */
export const scoringRules = inForce(scoringRule);

/** What a rule may ask of a lead: its own fields but those that follow from the score, and the tenant's. */
export function scorableFields(tenant: Caller["tenant"]): Map<string, FilterField> {
  const fields = filterFieldsOf(
    Lead.omit({
      ...{ score: true, grade: true, status: true, salesJoinedAt: true, decays: true },
      ...{ mqlAt: true, sqlAt: true, wonAt: true },
    }),
  );
  return new Map([...fields, ...customFilterFields(tenant, "lead")]);
}

/** True of a rule that asks what somebody did. */
export const isDone = (when: string | Filter | BehaviourCondition): when is BehaviourCondition =>
  typeof when === "object" && "withinDays" in when;

/** The rules as they hold of a lead at the moment of a call. One whose field is gone adds nothing; `turns`: time alone changes it. */
export async function reckonedRules(
  call: Caller,
  lead: { id: string; createdAt: string },
): Promise<(ReckonedRule & { turns?: boolean })[]> {
  const fields = scorableFields(call.tenant);
  const context = { now: call.now, timeZone: call.tenant.timeZone, me: "" };
  const rules = await scoringRules.of(call.table);
  const isBehaviour = rules.some(({ when }) => isDone(when));
  const done = isBehaviour ? await (await import("./done.ts")).doneBy(call, lead) : undefined;
  const all = await Promise.all(
    rules.map(async ({ when, ...rule }) => ({ rule, when, done: isDone(when) ? await done?.(when) : undefined })),
  );
  return all.flatMap(
    ({ rule: { id, name, points, halfLifeDays }, when, done: told }): (ReckonedRule & { turns?: boolean })[] => {
      if (typeof when === "string") return [{ id, name, points, halfLifeDays, when }];
      if (isDone(when)) {
        const { since, turns = false } = told ?? { since: undefined };
        return [{ id, name, points, halfLifeDays, when: { since }, turns }];
      }
      if (filterErrors(when, fields, "when").length > 0) return [];
      return [{ id, name, points, halfLifeDays, when: resolveFilter(when, fields, context) }];
    },
  );
}
