import { partnerStatement, rebateEntry } from "../../functions/rebates/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { tenantTable } from "../../shared/table/table.ts";

/** A partner's statements of months that are over, in the states in which the examples find them. */
export async function tellStatements(tenantId: string, ids: typeof demoId): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:demo", from: "", requestId: "" });
  const at = "2026-11-22T00:00:00.000Z";
  const row = { version: 1, createdAt: at, updatedAt: at };
  const side = { partnerId: ids("ptn"), currency: "CNY" };
  const dispute = { id: ids("dsp"), entryId: ids(rebateEntry.prefix, 2), reason: "少计一笔", at, by: "user:demo" };
  const states = ["closed", "closed", "closed", "settled", "settled"] as const;
  for (const [n, state] of states.entries()) {
    const id = ids(partnerStatement.prefix, n + 1);
    const sums = { entries: 1, totalMinor: 1_000, closesAt: at, closedAt: at, disputes: n === 1 ? [dispute] : [] };
    await table.create(partnerStatement, { ...row, ...side, id, month: `2025-0${n + 1}`, state, ...sums });
    const entry = { ...row, ...side, id: ids(rebateEntry.prefix, n + 1), statementId: id };
    await table.create(rebateEntry, { ...entry, kind: "accrual", amountMinor: 1_000, cashMinor: 20_000 });
  }
}
