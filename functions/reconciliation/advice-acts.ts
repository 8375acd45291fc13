import { Fault } from "../../shared/fault.ts";
import { changed, checkReferences, fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { ownership } from "../users/ownership.ts";
import type { Advised } from "./advice-rules.ts";
import { type AdviceRow, paymentIdsOf } from "./advices.ts";
import { checkLock } from "./claim.ts";
import { partActions } from "./links.ts";
import { reconcileOneOf } from "./reconcile.ts";
import type { Transaction } from "./rows.ts";
import { adviceBearer, signalActions } from "./signals.ts";
import { remittanceAdvice } from "./table.ts";

/** Keeps advices, each to be found by its payment: all of them or none. */
export async function keepAdvices(call: Caller, given: readonly (Advised & { id?: string })[]): Promise<AdviceRow[]> {
  const rows = await Promise.all(
    given.map(async (advised): Promise<AdviceRow> => {
      await checkReferences(call, { accountId: account }, advised);
      const owner = advised.accountId ? await call.table.get(account, advised.accountId) : undefined;
      const owned = owner ? await accountOwnership(call, owner, {}) : await ownership(call, {});
      return { ...fresh(call, remittanceAdvice, advised.id), ...advised, ...(owned as object), state: "waiting" };
    }),
  );
  await call.table.commit(
    rows.flatMap((row) => [write.create(remittanceAdvice, row), ...signalActions(call.now, adviceBearer(row))]),
  );
  return rows;
}

/** Parts payments from their advice, where nothing of them is applied; they are decided anew without, and what else one pays waits again. */
async function unlink(call: Caller, row: AdviceRow): Promise<{ lines: Transaction[]; actions: Action[] }> {
  const lines = [...(await call.table.getMany(bankTransaction, paymentIdsOf(row), true)).values()];
  for (const line of lines) {
    if (standing(line).length > 0) {
      const message = `The payment ${line.id} was applied as this advice says; undo that first.`;
      throw new Fault("invalid_state", message);
    }
    checkLock(line, call);
  }
  const ids = lines.flatMap(({ adviceIds = [] }) => adviceIds).filter((id) => id !== row.id);
  const others = [...(await call.table.getMany(remittanceAdvice, ids, true)).values()];
  return { lines, actions: partActions(lines, others, call.now) };
}

/** An advice that is cancelled; one that a payment waits with is parted from it, and the payment is decided without. */
export async function cancelled(call: Caller, row: AdviceRow, reason: string): Promise<AdviceRow> {
  const parted = row.state === "used" ? await unlink(call, row) : undefined;
  const closed = {
    state: "cancelled" as const,
    cancelReason: reason,
    bankTransactionId: undefined,
    bankTransactionIds: undefined,
    difference: undefined,
  };
  const after = changed(call, row, closed);
  await call.table.commit([
    write.replace(remittanceAdvice, row, after),
    ...signalActions(call.now, adviceBearer(after), adviceBearer(row)),
    ...(parted?.actions ?? []),
  ]);
  for (const { id } of parted?.lines ?? [])
    await reconcileOneOf(call.table, await call.table.get(bankTransaction, id), call.now);
  return after;
}
