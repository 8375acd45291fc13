import { nextVersion } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { tenantContext } from "../users/context.ts";
import { dueInstants, nextDue, reportedDays } from "./rules.ts";
import { dueReport, reportSubscription } from "./table.ts";

/**
 * Runs every minute and makes every report that is due in any tenant. A report's due time moves on only after all of its
 * mails stand in the outbox, and a mail's id follows from subscription, day and recipient: a run that is repeated, doubled
 * or broken off leads to the same mails.
 */
export const handler = dueWork("reports", dueReport, async ({ table, row, now }) => {
  const subscription = await table.find(reportSubscription, row.subscriptionId);
  if (!subscription || subscription.archived) return;
  const tenant = await tenantContext(table.tenantId, table);
  // Charts and workbooks are loaded where a report is due.
  const { tellDay } = await import("./daily.ts");
  for (const due of dueInstants(subscription, new Date(row.dueAt), now)) {
    const reported = reportedDays(subscription, due);
    for (const on of reported) {
      // Of several days only yesterday is worth a mail that says that nothing came.
      const skipsEmpty = on !== reported.at(-1);
      await tellDay({ table, tenant, subscription, on, skipsEmpty, now: now.toISOString() });
    }
  }
  const dueAt = nextDue(subscription, now).toISOString();
  await table.replace(dueReport, row, nextVersion(row, now.toISOString(), { dueAt }));
});
