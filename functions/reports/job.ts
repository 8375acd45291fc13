import type { Context } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { errorFields, log } from "../../shared/log.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { systemTable, type Table, tenantTable } from "../../shared/table/table.ts";
import { tenantContext } from "../users/context.ts";
import { dueInstants, nextDue, reportedDays } from "./rules.ts";
import type { DueReport } from "./schedule.ts";
import { dueReport, reportSubscription } from "./table.ts";

const stamp = { actor: "system:reports", from: "", requestId: "", unattended: true };

/** Due reports that are looked at together; what one run does not reach is still due in the next minute. */
const PAGE = 50;
/** A run ends itself this long before Lambda would end it. */
const SPARE_MS = 60_000;

/**
 * Runs every minute and makes every report that is due in any tenant. A report's due time moves on only after all of its
 * mails stand in the outbox, and a mail's id follows from subscription, day and recipient: a run that is repeated, doubled
 * or broken off leads to the same mails.
 */
export async function handler(_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> {
  const now = clock.now();
  const directory = systemTable(stamp);
  const seen = new Set<string>();
  const sources = [sourceOf(dueReport, "work")];
  const range = { to: `${timeKey(now.toISOString())}~` };
  for (;;) {
    const { rows } = await directory.list(dueReport, { sources, range, limit: PAGE, keep: (row) => !seen.has(row.id) });
    if (rows.length === 0) return;
    for (const entry of rows) {
      if (context.getRemainingTimeInMillis() < SPARE_MS) return;
      seen.add(entry.id);
      // One tenant's trouble must not keep the others from their mail; the entry stays due.
      await run(directory, entry, now).catch((error) =>
        log.error("report not made", { subscriptionId: entry.subscriptionId, ...errorFields(error) }),
      );
    }
  }
}

async function run(directory: Table, indexed: DueReport, now: Date): Promise<void> {
  const entry = await directory.find(dueReport, indexed.id);
  if (!entry || entry.dueAt > now.toISOString()) return;
  const table = await tenantTable(entry.tenantId, stamp);
  const subscription = await table.find(reportSubscription, entry.subscriptionId);
  if (!subscription || subscription.archived) return;
  const tenant = await tenantContext(entry.tenantId, table);
  // Charts and workbooks are loaded where a report is due: most runs find none.
  const { tellDay } = await import("./daily.ts");
  for (const due of dueInstants(subscription, new Date(entry.dueAt), now)) {
    const reported = reportedDays(subscription, due);
    for (const on of reported) {
      // Of several days only yesterday is worth a mail that says that nothing came.
      const skipsEmpty = on !== reported.at(-1);
      await tellDay({ table, tenant, subscription, on, skipsEmpty, now: now.toISOString() });
    }
  }
  const dueAt = nextDue(subscription, now).toISOString();
  try {
    await directory.replace(dueReport, entry, nextVersion(entry, now.toISOString(), { dueAt }));
  } catch (error) {
    // Another run, or a change of the subscription, has moved it already.
    if (!isStale(error)) throw error;
  }
}
