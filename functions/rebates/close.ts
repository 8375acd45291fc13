import type { Caller } from "../../shared/http/route.ts";
import { beside, commit, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { write } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { type Draft, posting, type StatementRow } from "./ledger.ts";
import { partnerStatementNoun } from "./noun.ts";
import { entryId, partnerStatement, rebateEntry } from "./table.ts";

const TRIES_MAX = 20;

/** Closes a statement, once; what a partner owes by then goes into the statement that is open next. */
async function close(call: Caller, row: StatementRow): Promise<void> {
  const { id, partnerId, currency, totalMinor, ownerId, departmentId } = row;
  const isOwed = totalMinor < 0;
  const sums = isOwed ? { entries: row.entries + 1, totalMinor: 0 } : {};
  const fields = { state: "closed", closedAt: call.now, ...sums };
  const change = await replacement(call, partnerStatementNoun, row, fields, { as: "close" });
  if (!isOwed) {
    await commit(call, change);
    return;
  }
  const side = { partnerId, currency };
  const carried = (kind: Draft["kind"], amountMinor: number) => ({ id: entryId(id, kind), kind, amountMinor });
  const whose = { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }) };
  const base = { version: 1, createdAt: call.now, updatedAt: call.now, ...side, ...whose, statementId: id };
  const out = write.create(rebateEntry, { ...base, ...carried("carriedOut", -totalMinor) });
  const into = await posting(call, side, [carried("carriedIn", totalMinor)]);
  await commit(call, beside(change, [out, ...into]));
}

/** Runs every few minutes: closes the statements of months that are over in their tenant's time zone. */
export const handler = dueWork("partnerStatements", partnerStatement, async ({ row, caller, table }) => {
  const call = await caller();
  await anew(
    TRIES_MAX,
    async () => {
      const now = await table.get(partnerStatement, row.id);
      if (now.state === "open") await close(call, now);
    },
    isOvertaken,
  );
});
