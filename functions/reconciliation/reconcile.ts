import { Fault } from "../../shared/fault.ts";
import { errorFields, log } from "../../shared/log.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { isPassing } from "../../shared/table/retry.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { packProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { applicationActions } from "./application.ts";
import { type Case, loadCase } from "./case.ts";
import { closeRefund, closeReturned, closingActions, said } from "./closings.ts";
import { decide, RULE_VERSION } from "./engine/index.ts";
import { leftAside } from "./outgoing.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { applicationOf } from "./rules.ts";
import { ALLOCATIONS_MAX, type Decision, type Exclusion } from "./schema.ts";
import { policyOf } from "./settings.ts";
import { reversalBearer, signalActions } from "./signals.ts";
import { prepayment } from "./table.ts";

/** A decision that lost a race is made anew this often; then its event is tried again later. */
const RACES_MAX = 8;

/** What the stored proof says: the engine's proof and, for a person, its suggestions. */
const proofText = (decision: Decision): string => packProof({ ...decision.proof, suggestions: decision.suggestions });

/** A line that the engine may still decide: new, or waiting with nothing applied and nobody at it. */
function decidable(row: Transaction, now: string): boolean {
  const isLocked = row.lockedUntilAt !== undefined && row.lockedUntilAt > now;
  return !isLocked && (row.state === "received" || (row.state === "claimable" && !row.runs));
}

/**
 * Decides one line and writes the decision: one transaction under the versions of all rows that it was made from. If
 * any of them has changed meanwhile, nothing was written and the line is decided anew, of rows that are read consistently.
 *
 *   stored ── decide ──┬─ apply ───── bank line + receivables + credits (+ prepayment)
 *                      ├─ reverse ─── bank line + what its original had made, taken back wholly or in part
 *                      ├─ refund ──── bank line + the prepayment that it pays back, and its receipt
 *                      ├─ exclude ─── bank line
 *                      └─ claimable ─ bank line, with suggestions
 */
export async function reconcile(table: Table, given: Transaction, now: string, opened?: ReceivableRow): Promise<void> {
  let row: Transaction = given;
  for (let races = 0; races < RACES_MAX; races++) {
    if (!decidable(row, now)) return;
    const policy = await policyOf(table);
    let theCase = await loadCase(table, row, policy, { consistent: races > 0, opened });
    let decision = decide(theCase.input);
    // An index that lags may show what is paid already; nobody is asked before that was looked up.
    if (decision.outcome === "claimable" && races === 0 && theCase.receivables.size > 0) {
      theCase = await loadCase(table, row, policy, { consistent: true, opened });
      decision = decide(theCase.input);
    }
    try {
      const actions = await decisionActions(table, theCase, decision, now);
      if (actions.length > 0) await table.commit(actions);
      return;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
    row = await table.get(bankTransaction, row.id);
  }
  throw new Fault("unavailable", "This receipt is being changed by others all the time; it will be tried again.");
}

async function decisionActions(table: Table, theCase: Case, decision: Decision, now: string): Promise<Action[]> {
  const { transaction: row } = theCase;
  if (decision.outcome === "exclude") return closing(row, decision, decision.exclusion ?? "outgoing", now);
  if (decision.outcome === "reverse" || decision.outcome === "refund") return goingBack(table, row, decision, now);
  const tooMany = decision.allocations.length > ALLOCATIONS_MAX;
  if (decision.outcome === "claimable" || tooMany) return waiting(row, decision, tooMany, now);
  const application = applicationOf(row, decision, theCase.receivables, theCase.accounts, now);
  const transaction = { ...application.transaction, proof: proofText(decision) };
  return applicationActions(table, row, { ...application, transaction }, now, theCase.marks);
}

/** A line whose decision fails for good is laid before people, who see why it was not decided. */
export async function layBeforePeople(table: Table, id: string, now: string): Promise<void> {
  await anew(RACES_MAX, async () => {
    const row = await table.find(bankTransaction, id);
    if (row?.state !== "received") return;
    const undecided = {
      rule: RULE_VERSION,
      policy: 0,
      step: "none",
      signals: [],
      rivals: [],
      unread: [],
      suggestions: [],
    };
    const proof = packProof({ ...undecided, why: "decisionFailed" });
    const fields = { state: "claimable" as const, proof, accountId: row.mappedAccountId };
    await table.replace(bankTransaction, row, nextVersion(row, now, fields));
  });
}

/** Decides one of many lines: one that fails for good goes to people and holds up none of the others. */
export async function reconcileOneOf(
  table: Table,
  row: Transaction,
  now: string,
  opened?: ReceivableRow,
): Promise<void> {
  try {
    await reconcile(table, row, now, opened);
  } catch (error) {
    if (isPassing(error)) throw error;
    log.error("decision failed", { tenantId: table.tenantId, transactionId: row.id, ...errorFields(error) });
    await layBeforePeople(table, row.id, now);
  }
}

const closing = (row: Transaction, decision: Decision, exclusion: Exclusion, now: string): Action[] => {
  const proof = proofText(decision);
  const fields = { state: "excluded" as const, exclusion, unappliedMinor: 0, proof };
  const isOutgoing = row.direction === "debit";
  const after = isOutgoing ? { ...leftAside(row, exclusion, now), proof } : nextVersion(row, now, fields);
  return [write.replace(bankTransaction, row, after)];
};

/** The line waits for a person; a line that waits already, for the same reasons, is left as it is. */
function waiting(row: Transaction, decision: Decision, tooMany: boolean, now: string): Action[] {
  const proof = tooMany
    ? proofText({ ...decision, proof: { ...decision.proof, why: "tooManyReceivables" }, suggestions: [] })
    : proofText(decision);
  if (row.state === "claimable" && row.proof === proof) return [];
  const isEarly = row.state === "received" && isEarlyReturn(decision.proof);
  const fields = { state: "claimable" as const, proof, accountId: decision.accountId ?? row.mappedAccountId };
  return [
    write.replace(bankTransaction, row, nextVersion(row, now, fields)),
    ...(isEarly ? signalActions(now, reversalBearer(row)) : []),
  ];
}

/** Whether a line waits for the receipt that it takes back. */
export const isEarlyReturn = (proof: { why: string } | undefined): boolean => proof?.why === "reversalOfUnknown";

/** Money that went back: by its bank, or as a refund; a person decides where something else is in the way. */
async function goingBack(table: Table, row: Transaction, decision: Decision, now: string): Promise<Action[]> {
  const { reverses, refunds, returnedMinor = row.unappliedMinor, feeMinor = 0 } = decision;
  const receipt = await table.get(bankTransaction, reverses ?? refunds?.bankTransactionId ?? "");
  const advance = refunds && (await table.get(prepayment, refunds.id));
  try {
    const closed = advance
      ? closeRefund(row, receipt, advance, row.unappliedMinor, now)
      : await closeReturned(table, row, receipt, { amountMinor: returnedMinor, feeMinor }, now);
    return closingActions(row, said(closed, { proof: proofText(decision) }));
  } catch (error) {
    if (!(error instanceof Fault) || (error.code !== "cash_applied" && error.code !== "invalid")) throw error;
    const why = error.code === "invalid" ? "lessIsLeft" : "prepaymentUsed";
    return waiting(row, { ...decision, proof: { ...decision.proof, why } }, false, now);
  }
}
