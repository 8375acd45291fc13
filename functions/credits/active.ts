import { Kept } from "../../shared/kept.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { splitRule } from "./table.ts";

/** A changed split rule acts in every process within this time, and in the one that changed it at once. */
export const SPLIT_RULES_KEPT_MS = 5_000;

const kept = new Kept<RowOf<typeof splitRule>[]>(SPLIT_RULES_KEPT_MS);

/** The tenant's active split rules; `ruleFor` chooses among them. */
export const activeSplitRules = (table: Table): Promise<RowOf<typeof splitRule>[]> =>
  kept.get(table.tenantId, async () => {
    const rows = await Array.fromAsync(table.each(splitRule, { sources: [sourceOf(splitRule, "all")] }));
    return rows.filter((rule) => !rule.archived);
  });

/** Forgets what this process remembers of a tenant's split rules. */
export const forgetSplitRules = (tenantId: string): void => kept.forget(tenantId);
