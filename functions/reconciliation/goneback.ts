/**
 * Money that goes back is the inverse of a part. `standing` nets an entry with the entries that name it by
 * `reversesId`, so a part of a payment is taken by one more negative entry and given again by a positive one: the
 * entry keeps its id, its run and what its claim taught, and undoing a return leaves the very allocations that were.
 * An outgoing line has entries of its own kinds (`returned`, `refund`, `creditNotePaidOut`, `fee`, `excluded`), the
 * receipt its mirror of the first two, each naming the other by `bankTransactionId`; Σ standing cash + unapplied =
 * amount for lines of both directions. What is tied to another line is undone there and nowhere else.
 */
import { Fault } from "../../shared/fault.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import type { Entry } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { splitRulesInForce } from "../credits/active.ts";
import { type CashPart, givePart, type PartOfCredits, stretchesOf, takePart } from "../credits/rules.ts";
import { creditPack } from "../credits/table.ts";
import { applyToReceivable, takeBackFromReceivable } from "../receivables/rules.ts";
import { receivable } from "../receivables/table.ts";
import { deductionsFollow } from "./deductions.ts";
import { teachActions, unteachActions } from "./memory.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { byReceivable, settlementOf } from "./rules.ts";
import { prepayment } from "./table.ts";
import { advanceAfter, givenAgain, type Part, partsOf, type Tie, takenFrom } from "./takeback.ts";

/** What changes of a receipt when a line that went out is closed or opened again, besides the line itself. */
export type ReceiptChange = { receipt: Transaction; actions: Action[]; taught?: Transaction["taught"] };

/** The parts as entries, so that they can be told apart by receivable; of a part no more than it. */
const asEntries = (parts: readonly Part[]): Entry[] =>
  parts.map(({ entry, amountMinor }) => ({ ...entry, amountMinor }));

const cashParts = (parts: readonly Part[]): CashPart[] =>
  parts.flatMap(({ entry, amountMinor }) =>
    entry.kind === "payment" && entry.receivableId
      ? [{ allocationId: entry.id, receivableId: entry.receivableId, amountMinor }]
      : [],
  );

type Context = {
  packs: Awaited<ReturnType<typeof creditsOf>>;
  rows: Map<string, ReceivableRow>;
  rules: Awaited<ReturnType<typeof splitRulesInForce.of>>;
};

const creditsOf = (table: Table, bankTransactionId: string) =>
  table.collect(creditPack, { bankTransactionId }, "credit#");

async function contextOf(table: Table, receipt: Transaction, parts: readonly Part[]): Promise<Context> {
  const [packs, rows, rules] = await Promise.all([
    creditsOf(table, receipt.id),
    table.getMany(
      receivable,
      parts.flatMap(({ entry }) => entry.receivableId ?? []),
      true,
    ),
    splitRulesInForce.of(table),
  ]);
  return { packs, rows, rules };
}

/** Refuses to take cash whose credits a paid out credit note has taken already: that goes back first. */
export function checkCredits(packs: Context["packs"], parts: readonly CashPart[]): void {
  for (const part of parts) {
    const heldMinor = stretchesOf(packs, part).reduce((sum, { at }) => sum + at[1] - at[0], 0);
    if (heldMinor >= part.amountMinor) continue;
    const what = `A credit note has given back cash of the receivable ${part.receivableId}`;
    throw new Fault("cash_applied", `${what}; undo the bank line that paid it out first.`);
  }
}

/** The receivables after parts of what settled them are taken away (−1) or given again (+1). */
function receivableActions(
  { rows }: Context,
  parts: readonly Part[],
  places: PartOfCredits["places"],
  sign: 1 | -1,
  now: string,
): Action[] {
  return byReceivable(asEntries(parts)).map(([id, group]) => {
    const before = rows.get(id);
    if (!before) throw new Fault("stale", `The receivable ${id} was changed meanwhile.`);
    const settlement = settlementOf(group);
    const cleared = settlement.cashMinor + settlement.adjustedMinor;
    if (sign > 0 && cleared > before.openMinor) {
      const open = `${before.openMinor} of ${before.reference} are open, and ${cleared} would be settled again`;
      throw new Fault("cash_applied", `Only ${open}; undo what was applied to it since.`);
    }
    const at = places.get(id) ?? (settlement.cashMinor === 0 ? [] : undefined);
    const figures =
      sign > 0 ? applyToReceivable(before, settlement, at) : takeBackFromReceivable(before, settlement, at);
    return write.replace(receivable, before, nextVersion(before, now, figures));
  });
}

/** The prepayments of a receipt that entries are of, as they stand after it. */
async function advanceActions(table: Table, after: Transaction, ids: Iterable<string>, now: string): Promise<Action[]> {
  const advances = await table.getMany(prepayment, ids, true);
  return [...advances.values()].map((row) => write.replace(prepayment, row, advanceAfter(row, after, now)));
}

const advancesIn = (entries: readonly Entry[]): Set<string> => new Set(entries.flatMap((e) => e.prepaymentId ?? []));

/**
 * Takes `amountMinor` of a receipt back for the sake of a line that went out: its allocations fall by that part (see
 * `partsOf`), receivables are open again, credits are reversed to the minor unit. Where nothing of a claim is left, what it
 * taught is forgotten, and handed over to be learned again when the line is undone.
 */
export async function takeBack(
  table: Table,
  receipt: Transaction,
  { amountMinor, receivableId }: { amountMinor: number; receivableId?: string },
  tie: Tie & { causeId: string },
  now: string,
): Promise<ReceiptChange> {
  const advances = await table.getMany(prepayment, advancesIn(receipt.allocations ?? []), true);
  const taking = partsOf(receipt, amountMinor, advances, receivableId);
  const context = await contextOf(table, receipt, taking.parts);
  const cash = cashParts(taking.parts);
  checkCredits(context.packs, cash);
  const { packs, places } = takePart(context.packs, cash, context.rows, context.rules, { now, causeId: tie.causeId });
  const after = takenFrom(receipt, taking, amountMinor, tie, now);
  const isGone = after.exclusion === "reversed";
  const forgotten = isGone ? (receipt.taught ?? []) : [];
  return {
    receipt: isGone ? { ...after, taught: undefined } : after,
    taught: forgotten.length > 0 ? forgotten : undefined,
    actions: [
      write.replace(bankTransaction, receipt, isGone ? { ...after, taught: undefined } : after),
      ...receivableActions(context, taking.parts, places, -1, now),
      ...packs.map((pack) => write.create(creditPack, pack)),
      ...(await advanceActions(table, after, advancesIn(asEntries(taking.parts)), now)),
      ...(await deductionsFollow(table, receipt, after, now)),
      ...(await unteachActions(table, forgotten, now)),
    ],
  };
}

/**
 * The exact inverse of `takeBack`, and of a refund: what the closing took of the receipt is given again. Refused with 409
 * `cash_applied` where something else has settled its receivables since.
 */
export async function giveAgain(
  table: Table,
  receipt: Transaction,
  tie: Tie & { causeId: string },
  taught: Transaction["taught"],
  now: string,
): Promise<ReceiptChange> {
  const { receipt: after, parts } = givenAgain(receipt, tie, now);
  const context = await contextOf(table, receipt, parts);
  const cash = cashParts(parts);
  const { packs, places } = givePart(context.packs, cash, context.rows, context.rules, { now, causeId: tie.causeId });
  const lessons = taught ?? [];
  const learned = { ...after, ...(lessons.length > 0 && { taught: [...(after.taught ?? []), ...lessons] }) };
  const touched = (receipt.allocations ?? []).filter((e) => e.bankTransactionId === tie.bankTransactionId);
  return {
    receipt: learned,
    actions: [
      write.replace(bankTransaction, receipt, learned),
      ...receivableActions(context, parts, places, 1, now),
      ...packs.map((pack) => write.create(creditPack, pack)),
      ...(await advanceActions(table, after, advancesIn(touched), now)),
      ...(await deductionsFollow(table, receipt, after, now)),
      ...(await teachActions(table, lessons, now)),
    ],
  };
}
