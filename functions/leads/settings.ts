import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { customFilterFields } from "../../shared/records/filtering.ts";
import { inForce } from "../../shared/records/inforce.ts";
import type { ReckonedRule } from "./rules.ts";
import { Lead } from "./schema.ts";
import { scoringRule } from "./table.ts";

/** The tenant's scoring rules in force. */
export const scoringRules = inForce(scoringRule);

/** What a rule may ask of a lead: its own fields but those that follow from the score, and the tenant's. */
export function scorableFields(tenant: Caller["tenant"]): Map<string, FilterField> {
  const fields = filterFieldsOf(
    Lead.omit({ score: true, grade: true, status: true, salesJoinedAt: true, decays: true }),
  );
  return new Map([...fields, ...customFilterFields(tenant, "lead")]);
}

/** The rules as they hold at the moment of a call. One whose field is gone adds nothing. */
export async function reckonedRules(call: Caller): Promise<ReckonedRule[]> {
  const fields = scorableFields(call.tenant);
  const context = { now: call.now, timeZone: call.tenant.timeZone, me: "" };
  return (await scoringRules.of(call.table)).flatMap(({ id, name, points, halfLifeDays, when }): ReckonedRule[] => {
    if (typeof when === "string") return [{ id, name, points, halfLifeDays, when }];
    if (filterErrors(when, fields, "when").length > 0) return [];
    return [{ id, name, points, halfLifeDays, when: resolveFilter(when, fields, context) }];
  });
}
