import { filterErrors } from "../../shared/filter/errors.ts";
import { filterFieldsOf } from "../../shared/filter/fields.ts";
import type { FilterField } from "../../shared/filter/filter.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { Kept } from "../../shared/kept.ts";
import { customFilterFields } from "../../shared/records/filtering.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { LeadPolicy } from "./policy.ts";
import type { ReckonedRule } from "./rules.ts";
import { Lead } from "./schema.ts";
import { LEAD_POLICY_ID, leadPolicy, scoringRule } from "./table.ts";

/** A changed policy or rule acts in every process within this time, and in the one that changed it at once. */
export const LEAD_SETTINGS_KEPT_MS = 5_000;

const policies = new Kept<LeadPolicy>(LEAD_SETTINGS_KEPT_MS);
const rules = new Kept<RowOf<typeof scoringRule>[]>(LEAD_SETTINGS_KEPT_MS);

const defaults: LeadPolicy = LeadPolicy.parse({});

/** The tenant's lead policy; the defaults until it has written one. */
export const leadPolicyOf = (table: Table): Promise<LeadPolicy> =>
  policies.get(table.tenantId, async () => (await table.find(leadPolicy, LEAD_POLICY_ID)) ?? defaults);

/** The tenant's scoring rules in force. */
export const scoringRulesOf = (table: Table): Promise<RowOf<typeof scoringRule>[]> =>
  rules.get(table.tenantId, async () => {
    const rows = await Array.fromAsync(table.each(scoringRule, { sources: [sourceOf(scoringRule, "all")] }));
    return rows.filter((rule) => !rule.archived);
  });

/** Forgets what this process remembers of a tenant's policy and rules. */
export function forgetLeadSettings(tenantId: string): void {
  policies.forget(tenantId);
  rules.forget(tenantId);
}

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
  return (await scoringRulesOf(call.table)).flatMap(({ id, name, points, halfLifeDays, when }): ReckonedRule[] => {
    if (typeof when === "string") return [{ id, name, points, halfLifeDays, when }];
    if (filterErrors(when, fields, "when").length > 0) return [];
    return [{ id, name, points, halfLifeDays, when: resolveFilter(when, fields, context) }];
  });
}
