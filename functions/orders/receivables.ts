import type { Caller } from "../../shared/http/route.ts";
import { tenantEntity } from "../../shared/records/custom.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { receivable } from "../receivables/table.ts";
import type { ReceivableRow, ReceivableWrite } from "./plan.ts";
import type { OrderRow } from "./rules.ts";

/** The writes of receivables and of the signals by which payers' references find them. */
export async function receivableActions(
  { now, tenant }: Caller,
  writes: readonly ReceivableWrite[],
): Promise<Action[]> {
  const entity = tenantEntity(receivable, tenant);
  const { receivableBearer, signalActions } = await import("../reconciliation/signals.ts");
  return writes.flatMap(({ before, after }) => [
    before ? write.replace(entity, before, after) : write.create(entity, after),
    ...signalActions(now, receivableBearer(after), before && receivableBearer(before)),
  ]);
}

/** The standing receivables of a signed order, in the plan's order and strongly consistent. */
export async function standing(call: Caller, row: OrderRow): Promise<ReceivableRow[]> {
  const ids = row.instalments.flatMap((i) => i.receivableId ?? []);
  const rows = await call.table.getMany(receivable, ids, true);
  return ids.flatMap((id) => rows.get(id) ?? []);
}
