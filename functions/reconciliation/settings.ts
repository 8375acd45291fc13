import { Kept } from "../../shared/kept.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { splitRule } from "../credits/table.ts";
import { defaultPolicy, type Policy } from "./schema.ts";
import { POLICY_ID, policyRow } from "./table.ts";

/** A changed policy or split rule acts in every process within this time, and in the one that changed it at once. */
export const SETTINGS_KEPT_MS = 5_000;

export type SplitRuleRow = RowOf<typeof splitRule>;

const policies = new Kept<Policy>(SETTINGS_KEPT_MS);
const splitRules = new Kept<SplitRuleRow[]>(SETTINGS_KEPT_MS);

/** The tenant's policy; the defaults until it has written one. */
export const policyOf = (table: Table): Promise<Policy> =>
  policies.get(table.tenantId, async () => (await table.find(policyRow, POLICY_ID)) ?? defaultPolicy);

/** The tenant's active split rules, in the order in which they are tried. */
export const splitRulesOf = (table: Table): Promise<SplitRuleRow[]> =>
  splitRules.get(table.tenantId, async () => {
    const rows = await Array.fromAsync(table.each(splitRule, { sources: [sourceOf(splitRule, "all")] }));
    return rows.filter((r) => !r.archived).sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  });

/** Forgets what this process remembers of a tenant's policy and rules. */
export function forgetSettings(tenantId: string): void {
  policies.forget(tenantId);
  splitRules.forget(tenantId);
}
