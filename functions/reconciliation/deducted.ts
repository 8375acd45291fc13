import type { RowOf } from "../../shared/table/entity.ts";
import type { Entry } from "../bank/rules.ts";
import type { AccountRow, Transaction } from "./rows.ts";
import type { Deducted } from "./schema.ts";
import type { deduction } from "./table.ts";

export type DeductionRow = RowOf<typeof deduction>;

/** Who closes a deduction of a kind that the tenant has named. */
const BY_POLICY = "policy";

/**
 * The records of what was taken off in one application, and the entries of those that the policy closes at once. `idOf` names
 * the nth of them as an entry.
 */
export function deductionsOf(
  line: Transaction,
  deducted: readonly Deducted[],
  run: number,
  idOf: (n: number) => string,
  accounts: ReadonlyMap<string, AccountRow>,
  now: string,
): { rows: DeductionRow[]; entries: Entry[] } {
  const entries: Entry[] = [];
  const rows = deducted.map(({ closedAs, ...facts }, n): DeductionRow => {
    const id = idOf(n);
    const { receivableId, accountId, amountMinor } = facts;
    if (closedAs) entries.push({ id, receivableId, accountId, amountMinor, kind: "deduction", run });
    const owner = accounts.get(accountId);
    return {
      ...{ id: id.replace(/^alc_/, "ded_"), version: 1, createdAt: now, updatedAt: now },
      ...facts,
      ...{ bankTransactionId: line.id, currency: line.currency, bookedOn: line.bookedOn },
      ...(closedAs ? { state: closedAs, allocationId: id, resolvedBy: BY_POLICY, resolvedAt: now } : { state: "open" }),
      ...{ ownerId: owner?.ownerId, departmentId: owner?.departmentId ?? line.departmentId },
    };
  });
  return { rows, entries };
}

export type Link = NonNullable<Transaction["deductions"]>[number];

/** How a bank line remembers its deductions. */
export const linksOf = (rows: readonly DeductionRow[], run: number): Link[] =>
  rows.map(({ id, receivableId }) => ({ id, receivableId, run }));
