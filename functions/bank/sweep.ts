import { nextVersion } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { continuity } from "./ledger.ts";
import { bankStatement } from "./table.ts";

/**
 * Runs every five minutes and compares statements that came a while ago with what was moved. A gap is all that is not
 * explained up to the statement's end: a line that was booked a day late leaves two gaps that cancel out, and is none. It is
 * told off the stream.
 */
export const handler = dueWork("continuity", bankStatement, async ({ table, row, now }) => {
  const { connectionId, subAccountNo, currency, fromOn, closingOn } = row;
  const days = await continuity(table, { connectionId, subAccountNo, from: fromOn, to: closingOn });
  const gapMinor = days.filter((day) => day.currency === currency).reduce((sum, day) => sum + day.gapMinor, 0);
  const found = gapMinor === 0 ? { state: "complete" as const } : { state: "gap" as const, gapMinor };
  await table.replace(bankStatement, row, nextVersion(row, now.toISOString(), found));
});
