import { Kept } from "../../shared/kept.ts";
import type { Table } from "../../shared/table/table.ts";
import { defaultPolicy, type Policy } from "./schema.ts";
import { POLICY_ID, policyRow } from "./table.ts";

/** A changed policy acts in every process within this time, and in the one that changed it at once. */
export const SETTINGS_KEPT_MS = 5_000;

const policies = new Kept<Policy>(SETTINGS_KEPT_MS);

/** The tenant's policy; the defaults until it has written one. */
export const policyOf = (table: Table): Promise<Policy> =>
  policies.get(table.tenantId, async () => (await table.find(policyRow, POLICY_ID)) ?? defaultPolicy);

/** Forgets what this process remembers of a tenant's policy. */
export function forgetSettings(tenantId: string): void {
  policies.forget(tenantId);
}
