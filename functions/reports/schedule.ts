import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { nextTurn } from "./rules.ts";
import { dueReport, type reportSubscription } from "./table.ts";

type Subscription = RowOf<typeof reportSubscription>;

const dueReportId = (subscriptionId: string): string => subscriptionId.replace(/^sub_/, `${dueReport.prefix}_`);

/**
 * What changes beside a subscription: when it is due next, counted from this change. A mail that was due before the change
 * is still sent.
 */
export async function scheduled(call: Caller, after: Subscription, before?: Subscription): Promise<Action[]> {
  const known = before && (await call.table.find(dueReport, dueReportId(after.id)));
  if (after.archived) return known ? [write.delete(dueReport, known)] : [];
  const isOverdue = known !== undefined && known.dueAt <= after.updatedAt;
  const dueAt = isOverdue ? known.dueAt : nextTurn(after, new Date(after.updatedAt)).toISOString();
  if (known) return [write.replace(dueReport, known, nextVersion(known, call.now, { dueAt }))];
  const base = { id: dueReportId(after.id), version: 1, createdAt: call.now, updatedAt: call.now };
  return [write.create(dueReport, { ...base, subscriptionId: after.id, dueAt })];
}
