import { anew, isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { systemTable, type Table, write } from "../../shared/table/table.ts";
import { nextDue } from "./rules.ts";
import { dueReport, reportSubscription } from "./table.ts";

type Subscription = RowOf<typeof reportSubscription>;
export type DueReport = RowOf<typeof dueReport>;

const stamp = { actor: "system:reports", from: "", requestId: "" };
const TRIES_MAX = 6;

export const dueReportId = (subscriptionId: string): string => subscriptionId.replace(/^sub_/, `${dueReport.prefix}_`);

/**
 * Notes when a subscription is due next, as its current row has it: called again, or late, the result is the same. The
 * time is counted from the subscription's last change, and a mail that was due before the change is still sent.
 */
export async function schedule(table: Table, subscriptionId: string): Promise<void> {
  const directory = systemTable(stamp);
  const once = async (): Promise<void> => {
    const row = await table.find(reportSubscription, subscriptionId);
    const entry = await directory.find(dueReport, dueReportId(subscriptionId));
    await note(directory, table.tenantId, row, entry);
  };
  await anew(TRIES_MAX, once, isOvertaken);
}

async function note(
  directory: Table,
  tenantId: string,
  row: Subscription | undefined,
  entry: DueReport | undefined,
): Promise<void> {
  if (!row || row.archived) {
    if (entry) await directory.commit([write.delete(dueReport, entry)]);
    return;
  }
  if (entry && entry.subscriptionVersion >= row.version) return;
  const isOverdue = entry !== undefined && entry.dueAt <= row.updatedAt;
  const dueAt = isOverdue ? entry.dueAt : nextDue(row, new Date(row.updatedAt)).toISOString();
  const fields = { tenantId, subscriptionId: row.id, subscriptionVersion: row.version, dueAt };
  if (entry) await directory.replace(dueReport, entry, nextVersion(entry, row.updatedAt, fields));
  else {
    const base = { id: dueReportId(row.id), version: 1, createdAt: row.updatedAt, updatedAt: row.updatedAt };
    await directory.create(dueReport, { ...base, ...fields });
  }
}
