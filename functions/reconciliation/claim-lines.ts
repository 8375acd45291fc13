import { later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { anew } from "../../shared/table/anew.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { applied, LOCK_MINUTES } from "./claimed.ts";
import { AS_LINES_SAY } from "./engine/index.ts";
import { decidedAnew } from "./replayed.ts";
import type { Transaction } from "./rows.ts";
import type { Wanted } from "./rules.ts";
import { leftOf, runsOf, stagesOf } from "./stages.ts";
import { undoOf } from "./undoing.ts";

/** Tries while others change the receipt or its receivables. */
const RACES_MAX = 8;

const isPlain = ({ remittanceLines = [] }: Transaction): boolean =>
  remittanceLines.every((line) => line.amountMinor > 0 && !line.discountMinor && !line.deduction);

/** What the lines say that is paid: as the engine would book it, or, where it asks a person, as they lie before one. */
async function toldBy(call: Caller, row: Transaction, accountId: string | undefined): Promise<Wanted> {
  const { decision } = await decidedAnew(call.table, row, call.now);
  if (decision.outcome === "apply") {
    const { allocations, deductions, prepaymentMinor } = decision;
    return { allocations, deductions, prepaymentMinor, accountId: accountId ?? decision.accountId };
  }
  const [only, ...others] = decision.suggestions.filter(({ reason }) => reason === AS_LINES_SAY);
  if (!only || others.length > 0 || !isPlain(row))
    throw new Fault(
      "invalid_state",
      "The lines of this receipt do not tell by themselves what is paid; name the receivables.",
    );
  const total = only.allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    allocations: only.allocations.map((one) => ({ ...one, kind: "payment" as const, accountId: only.accountId })),
    prepaymentMinor: accountId ? row.amountMinor - total : 0,
    accountId,
  };
}

/** Refuses what the caller may not see, before anything is booked. */
async function checkSeen(call: Caller, { allocations, accountId }: Wanted): Promise<void> {
  const ids = [...new Set(allocations.map(({ receivableId }) => receivableId))];
  const rows = await call.table.getMany(receivable, ids, true);
  const isSeen = (id: string): boolean => {
    const row = rows.get(id);
    return row !== undefined && call.access.sees(receivable, row);
  };
  const hidden = ids.filter((id) => !isSeen(id));
  const payer = accountId ? await call.table.find(account, accountId) : undefined;
  if (accountId && !(payer && call.access.sees(account, payer)))
    throw new Fault("unknown_reference", `There is no account ${accountId}.`);
  if (hidden.length > 0)
    throw new Fault(
      "unknown_reference",
      `${hidden.length} of the receivables are not yours to see; nothing is applied.`,
    );
}

/**
 * Applies a receipt as its remittance lines say, by as many transactions as it takes: a person says so in one call, where the engine may
 * not, since one transaction holds a hundred rows. Between them the receipt is held for the caller. Where somebody else has taken what
 * the lines pay, all of it is taken back; called again after a failure, it goes on with what is left.
 */
export async function claimAsLinesSay(call: Caller, row: Transaction, accountId?: string): Promise<Transaction> {
  if (!row.remittanceLines) throw invalidField("asLinesSay", "This receipt has no remittance lines.");
  const wanted = await toldBy(call, row, accountId);
  await checkSeen(call, wanted);
  const begun = row.runs ?? 0;
  const made: number[] = [];
  let after = row;
  try {
    for (;;) {
      const left = leftOf(wanted, standing(after));
      if (!left) throw new Fault("invalid_state", "Something else is applied from this receipt; undo it first.");
      const [stage, ...more] = stagesOf(left);
      if (!stage) return after;
      const isLast = more.length === 0;
      after = await staged(call, after, stage, { begun, isLast });
      made.push(after.runs ?? 0);
      if (isLast) return after;
    }
  } catch (error) {
    await takenBack(call, row.id, made);
    throw error;
  }
}

/** Books one part, of rows as they are now; only what the receipt itself has gone through since may be in the way. */
const staged = (
  call: Caller,
  known: Transaction,
  stage: Wanted,
  { begun, isLast }: { begun: number; isLast: boolean },
): Promise<Transaction> =>
  anew(RACES_MAX, async (tried) => {
    const { table, now, actor } = call;
    const row = tried === 1 ? known : await table.get(bankTransaction, known.id);
    if (row.runs !== known.runs)
      throw new Fault("conflict", "Somebody else has changed this receipt; look at it again.");
    const rows = await table.getMany(
      receivable,
      stage.allocations.map(({ receivableId }) => receivableId),
      true,
    );
    const taken = stage.allocations.filter(({ receivableId }) => {
      const sum = stage.allocations.filter((one) => one.receivableId === receivableId);
      const wantedMinor = sum.reduce((total, { amountMinor }) => total + amountMinor, 0);
      return wantedMinor > (rows.get(receivableId)?.openMinor ?? 0);
    });
    if (taken.length > 0) {
      const papers = [...new Set(taken.map(({ receivableId }) => rows.get(receivableId)?.reference ?? receivableId))];
      throw new Fault("conflict", `Less is open by now on ${papers.slice(0, 5).join(", ")}; nothing is applied.`);
    }
    const accountIds = [
      ...stage.allocations.map((one) => one.accountId),
      ...(stage.accountId ? [stage.accountId] : []),
    ];
    const accounts = await table.getMany(account, new Set(accountIds));
    const held = { lockedBy: actor.principalId, lockedUntilAt: later(now, LOCK_MINUTES * MINUTE_MS) };
    return applied(call, row, stage, { rows, accounts, begun, ...(isLast ? {} : { held }) });
  });

/** Takes back what this call has booked, and nobody else, part by part, the latest first. */
async function takenBack({ table, now }: Caller, id: string, made: readonly number[]): Promise<void> {
  for (;;) {
    const isDone = await anew(RACES_MAX, async () => {
      const row = await table.get(bankTransaction, id);
      const [ids] = runsOf(standing(row).filter(({ run }) => made.includes(run)));
      if (!ids) return true;
      const { actions, transaction } = await undoOf(table, row, now, ids);
      const free = { ...transaction, lockedBy: undefined, lockedUntilAt: undefined };
      await table.commit([write.replace(bankTransaction, row, free), ...actions]);
      return false;
    });
    if (isDone) return;
  }
}
