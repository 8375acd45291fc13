import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { type Entry, standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { checkLock } from "./claim.ts";
import type { DeductionRow } from "./deducted.ts";
import type { ResolveBody } from "./deduction-routes.ts";
import { BY_RECEIVABLE } from "./deductions.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { appliedTo, entryId, reversing, takenBack } from "./rules.ts";
import { SETTLING } from "./schema.ts";
import { deduction } from "./table.ts";

type Settling = { line: Transaction; owed: ReceivableRow };

/** The bank line that a deduction is of, and the receivable that it was taken off, as they stand. */
async function settlingOf(call: Caller, row: DeductionRow): Promise<Settling> {
  const [line, owed] = await Promise.all([
    call.table.get(bankTransaction, row.bankTransactionId),
    call.table.get(receivable, row.receivableId),
  ]);
  checkLock(line, call);
  return { line, owed };
}

/** The bank line with one entry more, which settles the receivable by what was deducted. */
function settle(row: DeductionRow, { line, owed }: Settling, now: string): { actions: Action[]; allocationId: string } {
  if (row.amountMinor > owed.openMinor) {
    const message = `Only ${owed.openMinor} of ${owed.reference} are open, and ${row.amountMinor} were deducted.`;
    throw new Fault("invalid_state", `${message} Say that it was recovered, or undo what settled the rest.`);
  }
  const run = line.deductions?.find(({ id }) => id === row.id)?.run ?? 0;
  const { receivableId, accountId, amountMinor } = row;
  const allocations = line.allocations ?? [];
  const id = entryId(line.id, -allocations.length, 0);
  const entry: Entry = { id, receivableId, accountId, amountMinor, kind: "deduction", run };
  const [settled] = appliedTo(new Map([[owed.id, owed]]), [entry], now);
  return {
    allocationId: id,
    actions: [
      write.replace(bankTransaction, line, nextVersion(line, now, { allocations: [...allocations, entry] })),
      write.replace(receivable, owed, settled?.after ?? owed),
    ],
  };
}

/** The entry that settled a deduction is taken back by its negative, and its receivable is open by as much again. */
function unsettle(row: DeductionRow, { line, owed }: Settling, now: string): Action[] {
  const undone = standing(line).filter(({ id }) => id === row.allocationId);
  const allocations = [...(line.allocations ?? []), ...reversing(line, undone)];
  return [
    write.replace(bankTransaction, line, nextVersion(line, now, { allocations })),
    ...takenBack(new Map([[owed.id, owed]]), undone, () => [], now).map((c) =>
      write.replace(receivable, c.before, c.after),
    ),
  ];
}

const isSettled = ({ state }: DeductionRow): boolean => (SETTLING as readonly string[]).includes(state);

/** Closes an open deduction. */
export async function resolved(
  call: Caller,
  row: DeductionRow,
  { as, reason: why }: z.output<typeof ResolveBody>,
): Promise<DeductionRow> {
  const closed = { state: as, reason: why, resolvedBy: call.actor.principalId, resolvedAt: call.now };
  const settling = as === "recovered" ? undefined : settle(row, await settlingOf(call, row), call.now);
  const after = changed(call, row, { ...closed, allocationId: settling?.allocationId });
  await call.table.commit([write.replace(deduction, row, after), ...(settling?.actions ?? [])]);
  return after;
}

/** Opens a resolved deduction again. */
export async function reopened(call: Caller, row: DeductionRow, reason: string): Promise<DeductionRow> {
  if (row.resolvedBy === BY_RECEIVABLE)
    throw new Fault("invalid_state", `The deduction was closed with ${row.receivableId}; undo what settled that.`);
  const actions = isSettled(row) ? unsettle(row, await settlingOf(call, row), call.now) : [];
  const opened = { state: "open" as const, reason: reason };
  const after = changed(call, row, {
    ...opened,
    ...{ allocationId: undefined, resolvedBy: undefined, resolvedAt: undefined },
  });
  await call.table.commit([write.replace(deduction, row, after), ...actions]);
  return after;
}
