import type { Action } from "../../shared/table/action.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { splitRulesInForce } from "../credits/active.ts";
import { creditPacks } from "../credits/rules.ts";
import { creditPack } from "../credits/table.ts";
import { receivable } from "../receivables/table.ts";
import { type Marks, markActions } from "./marks.ts";
import type { Transaction } from "./rows.ts";
import type { Application } from "./rules.ts";
import { deduction, prepayment } from "./table.ts";

/**
 * All writes of an application: the bank line, its receivables, the credits that the cash earns, a prepayment, the marks
 * of its amounts (`marks` are those that its decision has read).
 */
export async function applicationActions(
  table: Table,
  before: Transaction,
  application: Application,
  now: string,
  marks?: Marks,
): Promise<Action[]> {
  const { transaction, entries, receivables } = application;
  const paid = entries.filter((e) => e.kind === "payment");
  const packs = creditPacks({
    transaction,
    payments: paid.map((entry) => ({
      allocationId: entry.id,
      amountMinor: entry.amountMinor,
      receivable: receivables.find((r) => r.before.id === entry.receivableId)!.before,
    })),
    run: transaction.runs ?? 1,
    rules: await splitRulesInForce.of(table),
    now,
  });
  return [
    write.replace(bankTransaction, before, transaction),
    ...receivables.map((r) => write.replace(receivable, r.before, r.after)),
    ...packs.map((pack) => write.create(creditPack, pack)),
    ...prepaymentAction(application),
    ...(application.deductions ?? []).map((row) => write.create(deduction, row)),
    ...(await markActions(table, before, application, now, marks)),
  ];
}

/** A surplus makes a prepayment; an advance changes the one that it draws on. */
function prepaymentAction({ prepayment: after, drawnFrom }: Application): Action[] {
  if (!after) return [];
  return [drawnFrom ? write.replace(prepayment, drawnFrom, after) : write.create(prepayment, after)];
}
