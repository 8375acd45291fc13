import { errorFields, log } from "../../shared/log.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion, type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { continuity } from "./ledger.ts";
import { bankStatement } from "./table.ts";

/** By then the stream has brought the lines of a statement to its days. */
const CHECKED_AFTER_MS = 10 * 60_000;
/** Statements of one tenant that one run checks; the next run goes on. */
const STATEMENTS_MAX = 200;

type StatementRow = RowOf<typeof bankStatement>;

/** Runs every five minutes: statements that came a while ago are compared with what was moved. A gap is told off the stream. */
export const handler = everyTenant("continuity", sweep);

async function sweep({ table, now }: Turn): Promise<void> {
  const to = timeKey(new Date(now.getTime() - CHECKED_AFTER_MS).toISOString());
  const sources = [sourceOf(bankStatement, "work")];
  const { rows } = await table.list(bankStatement, { sources, range: { to }, limit: STATEMENTS_MAX });
  for (const row of rows) {
    await check(table, row, now.toISOString()).catch((error) => {
      if (!isStale(error))
        log.error("statement not checked", { tenantId: table.tenantId, statementId: row.id, ...errorFields(error) });
    });
  }
}

/**
 * Compares one statement. Its gap is all that is not explained up to its end: a line that was booked a day late leaves two gaps that
 * cancel out, and is none.
 */
async function check(table: Table, row: StatementRow, now: string): Promise<void> {
  const { connectionId, subAccountNo, currency, fromOn, closingOn } = row;
  const days = await continuity(table, { connectionId, subAccountNo, from: fromOn, to: closingOn });
  const gapMinor = days.filter((day) => day.currency === currency).reduce((sum, day) => sum + day.gapMinor, 0);
  const found = gapMinor === 0 ? { state: "complete" as const } : { state: "gap" as const, gapMinor };
  await table.replace(bankStatement, row, nextVersion(row, now, found));
}
