import { Fault } from "../../shared/fault.ts";
import type { Stretch } from "../../shared/stretch.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { splitRulesInForce } from "../credits/active.ts";
import {
  type CashPart,
  type CreditPackRow,
  givePart,
  type PartOfCredits,
  placedMinor,
  standingCredits,
  stretchesOf,
  takePart,
} from "../credits/rules.ts";
import { creditPack } from "../credits/table.ts";
import { giveBackCash, keepCashAgain } from "../receivables/rules.ts";
import { receivable } from "../receivables/table.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import type { Tie } from "./takeback.ts";

/** Receivables of one order, packs of its credits and receipts of an account among which cash is looked for. */
const ORDER_RECEIVABLES_MAX = 200;
const CREDITS_LOOKED_AT_MAX = 1_000;
const RECEIPTS_LOOKED_AT_MAX = 500;

type Claw = Pick<NonNullable<Transaction["clawedBack"]>[number], "bankTransactionId"> & CashPart;

/** The invoices whose cash a credit note gives back, the latest due first: its invoice, or those of its order. */
async function creditedBy(table: Table, note: ReceivableRow): Promise<ReceivableRow[]> {
  if (note.creditsReceivableId) return [await table.get(receivable, note.creditsReceivableId)];
  const { orderId } = note;
  if (!orderId) return [];
  const sources = [sourceOf(receivable, "parent", { orderId })];
  const keep = (row: ReceivableRow): boolean => row.kind === "invoice" && row.paidMinor > 0;
  const page = await table.list(receivable, { sources, descending: true, limit: ORDER_RECEIVABLES_MAX, keep });
  const rows = await table.getMany(
    receivable,
    page.rows.map((row) => row.id),
    true,
  );
  return page.rows.flatMap((row) => rows.get(row.id) ?? []);
}

/** The receipts that may have paid an invoice: by the credits of its order, else by its account, and the named one. */
async function receiptsOf(table: Table, { orderId, accountId }: ReceivableRow, named?: string): Promise<string[]> {
  if (orderId) {
    const sources = [sourceOf(creditPack, "parent", { orderId })];
    const { rows } = await table.list(creditPack, { sources, descending: true, limit: CREDITS_LOOKED_AT_MAX });
    return [...new Set([...(named ? [named] : []), ...rows.map((row) => row.bankTransactionId)])];
  }
  const sources = [sourceOf(bankTransaction, "account", { accountId })];
  const keep = (row: Transaction): boolean => standing(row).some((e) => e.kind === "payment");
  const query = { sources, range: { from: "btx#", to: "btx#\uffff" }, descending: true, limit: RECEIPTS_LOOKED_AT_MAX };
  const { rows } = await table.list(bankTransaction, { ...query, keep });
  return [...new Set([...(named ? [named] : []), ...rows.map((row) => row.id)])];
}

type Placed = { bankTransactionId: string; part: CashPart; at: Stretch };

/** Where all cash of an invoice lies, the highest first. Refused where not all of it is found, rather than taken wrongly. */
function placesOn(row: ReceivableRow, packs: ReadonlyMap<string, CreditPackRow[]>): Placed[] {
  const found = [...packs].flatMap(([bankTransactionId, own]) => {
    const ids = new Set(
      standingCredits(own).flatMap(({ entry }) => (entry.receivableId === row.id ? entry.allocationId : [])),
    );
    return [...ids].flatMap((allocationId) => {
      const part = { allocationId, receivableId: row.id, amountMinor: 0 };
      return stretchesOf(own, part).map(({ at }) => ({ bankTransactionId, part, at }));
    });
  });
  const total = found.reduce((sum, { at }) => sum + at[1] - at[0], 0);
  if (total !== placedMinor(row)) {
    const message = `Not all receipts that paid ${row.reference} are found; name the one by bankTransactionId, or try again.`;
    throw new Fault("invalid", message, { errors: [{ path: "bankTransactionId", code: "required", message }] });
  }
  return found.sort((a, b) => b.at[0] - a.at[0]);
}

/** Which payments' cash goes: of each invoice what was paid last, to the amount. */
function clawsOf(
  rows: readonly ReceivableRow[],
  packs: ReadonlyMap<string, CreditPackRow[]>,
  amountMinor: number,
): Claw[] {
  let rest = amountMinor;
  const claws = new Map<string, Claw>();
  for (const row of rows) {
    if (rest === 0) break;
    for (const { bankTransactionId, part, at } of placesOn(row, packs)) {
      const taken = Math.min(rest, at[1] - at[0]);
      if (taken === 0) break;
      const before = claws.get(part.allocationId)?.amountMinor ?? 0;
      claws.set(part.allocationId, { ...part, bankTransactionId, amountMinor: before + taken });
      rest -= taken;
    }
  }
  return [...claws.values()];
}

async function packsOf(table: Table, ids: Iterable<string>): Promise<Map<string, CreditPackRow[]>> {
  const all = [...new Set(ids)];
  const found = await Promise.all(
    all.map((bankTransactionId) => table.collect(creditPack, { bankTransactionId }, "credit#")),
  );
  return new Map(all.map((id, n) => [id, found[n] as CreditPackRow[]]));
}

/** Takes or gives the credits of claws, receipt by receipt; each receivable is changed once. */
async function clawActions(
  table: Table,
  claws: readonly Claw[],
  packs: ReadonlyMap<string, CreditPackRow[]>,
  move: typeof takePart,
  figures: typeof giveBackCash,
  stamp: { now: string; causeId: string },
): Promise<Action[]> {
  const [rows, rules] = await Promise.all([
    table.getMany(
      receivable,
      claws.map((c) => c.receivableId),
      true,
    ),
    splitRulesInForce.of(table),
  ]);
  const now: Map<string, ReceivableRow> = new Map(rows);
  const written: CreditPackRow[] = [];
  for (const [id, own] of Map.groupBy(claws, (c) => c.bankTransactionId)) {
    const part: PartOfCredits = move(packs.get(id) ?? [], own, now, rules, stamp);
    written.push(...part.packs);
    for (const [receivableId, group] of Map.groupBy(own, (c) => c.receivableId)) {
      const row = now.get(receivableId) as ReceivableRow;
      const amountMinor = group.reduce((sum, c) => sum + c.amountMinor, 0);
      now.set(receivableId, { ...row, ...figures(row, amountMinor, part.places.get(receivableId) ?? []) });
    }
  }
  return [
    ...[...rows.values()].map((before) =>
      write.replace(receivable, before, nextVersion(before, stamp.now, now.get(before.id) as ReceivableRow)),
    ),
    ...written.map((pack) => write.create(creditPack, pack)),
  ];
}

/**
 * Takes back the sales credits of the cash that a paid out credit note gives back: of its invoice, or of its order's
 * invoices, the latest due first, and of each what was paid last. Afterwards the credits of every invoice are the split of
 * `paidMinor − givenBackMinor`, on each ledger; what nobody has paid has earned nothing and takes nothing back.
 */
export async function clawBack(
  table: Table,
  note: ReceivableRow,
  amountMinor: number,
  receiptId: string | undefined,
  tie: Tie & { causeId: string },
  now: string,
): Promise<{ actions: Action[]; clawedBack: NonNullable<Transaction["clawedBack"]> }> {
  const rows = (await creditedBy(table, note)).filter((row) => placedMinor(row) > 0);
  const [first] = rows;
  if (!first) return { actions: [], clawedBack: [] };
  const packs = await packsOf(table, await receiptsOf(table, first, receiptId));
  const claws = clawsOf(rows, packs, amountMinor);
  const actions = await clawActions(table, claws, packs, takePart, giveBackCash, { now, causeId: tie.causeId });
  return { actions, clawedBack: claws.map((claw) => ({ ...claw, run: tie.run })) };
}

/** The exact inverse of `clawBack`. */
export async function unclaw(
  table: Table,
  clawed: NonNullable<Transaction["clawedBack"]>,
  stamp: { now: string; causeId: string },
): Promise<Action[]> {
  if (clawed.length === 0) return [];
  const packs = await packsOf(
    table,
    clawed.map((c) => c.bankTransactionId),
  );
  return clawActions(table, clawed, packs, givePart, keepCashAgain, stamp);
}
