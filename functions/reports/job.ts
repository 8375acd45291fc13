import { nextVersion } from "../../shared/table/entity.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { dueWork } from "../tenants/due.ts";
import { workingCalendar } from "../tenants/table.ts";
import { tenantContext } from "../users/context.ts";
import { dueInstants, nextTurn, reportedDays } from "./rules.ts";
import { dueReport, reportSubscription } from "./table.ts";

/**
 * Runs every minute and makes every report that is due in any tenant. A report's due time moves on only after all of its
 * messages stand in the outbox, and a message's id follows from report, due time, days and recipient: a run that is
 * repeated, doubled or broken off leads to the same messages.
 */
export const handler = dueWork("reports", dueReport, async ({ table, row, now }) => {
  const subscription = await table.find(reportSubscription, row.subscriptionId);
  if (!subscription || subscription.archived) return;
  const [tenant, calendar] = await Promise.all([tenantContext(table.tenantId, table), workingCalendar.held(table)]);
  const working = new WorkingTime(calendar, tenant.timeZone);
  // Charts and workbooks are loaded where a report is due.
  const { tell } = await import("./run.ts");
  for (const due of dueInstants(subscription, new Date(row.dueAt), now, working)) {
    const days = reportedDays(subscription, due, working);
    await tell({ table, tenant, subscription, due, days, now });
  }
  const dueAt = nextTurn(subscription, now).toISOString();
  await table.replace(dueReport, row, nextVersion(row, now.toISOString(), { dueAt }));
});
