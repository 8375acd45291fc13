import { foldTenant } from "../../functions/analytics/fold.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { TestStack } from "./stack.ts";

const STAMP = { actor: "system:test", from: "", requestId: "" };

/** Takes all that has changed in a tenant into its files of facts, however little it is; true where something was to be done. */
export const folded = async (stack: TestStack, { id }: { id: string }): Promise<boolean> =>
  foldTenant(await systemCaller(await tenantTable(id, STAMP), "facts", stack.clock.now()), 1);
