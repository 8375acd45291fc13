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
import { CITED_ALLOCATIONS_MAX, decide, RULE_VERSION } from "./engine/index.ts";
import { linkTo } from "./links.ts";
import { mappedOwner } from "./mapped.ts";
import { decidedTooEarly, giveWay, isBookedBefore, undecidedBefore } from "./order.ts";
import { leftAside } from "./outgoing.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { applicationOf, rowsOf } from "./rules.ts";
import { ALLOCATIONS_MAX, type Decision, type Exclusion } from "./schema.ts";
import { reversalBearer, signalActions } from "./signals.ts";
import { prepayment, reconciliationPolicy } from "./table.ts";

/** A decision that lost a race is made anew this often; then its event is tried again later. */
const RACES_MAX = 8;

/** What the stored proof says: the engine's proof and, for a person, its suggestions, as far as anybody can look them through. */
const proofText = (decision: Decision): string =>
  packProof({
    ...decision.proof,
    suggestions: decision.suggestions.filter(({ allocations }) => allocations.length <= CITED_ALLOCATIONS_MAX),
  });

/** More than one transaction can apply; a person divides it. */
const isTooMany = (decision: Decision): boolean => decision.outcome === "apply" && rowsOf(decision) > ALLOCATIONS_MAX;

/** The proof of a decision as it is kept with its line. */
export const proofOf = (decision: Decision): string =>
  isTooMany(decision)
    ? proofText({ ...decision, proof: { ...decision.proof, why: "tooManyReceivables" }, suggestions: [] })
    : proofText(decision);

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
 *
 * @returns the lines that gave way to this one and are to be decided anew.
 */
async function decideLine(
  table: Table,
  given: Transaction,
  now: string,
  opened?: ReceivableRow,
): Promise<Transaction[]> {
  let row: Transaction = given;
  const gaveWay: Transaction[] = [];
  const just = opened && [opened];
  for (let races = 0; races < RACES_MAX; races++) {
    if (!decidable(row, now)) return gaveWay;
    const policy = await reconciliationPolicy.held(table);
    let theCase = await loadCase(table, row, policy, { consistent: races > 0, opened: just });
    let decision = decide(theCase.input);
    // An index that lags may show what is paid already; nobody is asked before that was looked up.
    if (decision.outcome === "claimable" && races === 0 && theCase.receivables.size > 0) {
      theCase = await loadCase(table, row, policy, { consistent: true, opened: just });
      decision = decide(theCase.input);
    }
    try {
      const later = await decidedTooEarly(table, theCase, decision);
      if (later && (await giveWay(table, later, now))) {
        gaveWay.push(later);
        continue;
      }
      const actions = await decisionActions(table, theCase, decision, now);
      if (actions.length > 0) await table.commit(actions);
      return gaveWay;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
    row = await table.get(bankTransaction, row.id);
  }
  throw new Fault("unavailable", "This receipt is being changed by others all the time; it will be tried again.");
}

/**
 * Decides a line, after those of its payer that were told before it in the same delivery. Equal payments that were booked later
 * and had been decided first give way and are decided after this one.
 */
export async function reconcile(table: Table, given: Transaction, now: string, opened?: ReceivableRow): Promise<void> {
  for (const before of await undecidedBefore(table, given)) await reconcileOneOf(table, before, now);
  const gaveWay = await decideLine(table, given, now, opened);
  for (const { id } of gaveWay.sort((a, b) => (isBookedBefore(a, b) ? -1 : 1)))
    await reconcileOneOf(table, await table.get(bankTransaction, id), now);
}

async function decisionActions(table: Table, theCase: Case, decision: Decision, now: string): Promise<Action[]> {
  const { transaction: row, advice } = theCase;
  const link = linkTo(advice, row, now);
  if (decision.outcome === "exclude") return closing(row, decision, decision.exclusion ?? "outgoing", now);
  if (decision.outcome === "reverse" || decision.outcome === "refund") return goingBack(table, row, decision, now);
  if (decision.outcome === "claimable" || isTooMany(decision)) return waiting(table, row, decision, now, link);
  const application = applicationOf(row, decision, theCase.receivables, theCase.accounts, now);
  const transaction = { ...application.transaction, ...link.fields, proof: proofText(decision) };
  const actions = await applicationActions(table, row, { ...application, transaction }, now, theCase.marks);
  return [...actions, ...link.actions];
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
    const ownerId = await mappedOwner(table, row);
    const fields = { state: "claimable" as const, proof, accountId: row.mappedAccountId, ownerId };
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
async function waiting(
  table: Table,
  row: Transaction,
  decision: Decision,
  now: string,
  link: ReturnType<typeof linkTo> = { fields: {}, actions: [] },
): Promise<Action[]> {
  const proof = proofOf(decision);
  if (row.state === "claimable" && row.proof === proof && link.actions.length === 0) return [];
  const isEarly = row.state === "received" && isEarlyReturn(decision.proof);
  const accountId = decision.accountId ?? row.mappedAccountId;
  const fields = { state: "claimable" as const, proof, accountId, ownerId: await mappedOwner(table, row) };
  return [
    write.replace(bankTransaction, row, nextVersion(row, now, { ...fields, ...link.fields })),
    ...link.actions,
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
    return waiting(table, row, { ...decision, proof: { ...decision.proof, why } }, now);
  }
}
