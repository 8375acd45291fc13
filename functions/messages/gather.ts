import type { Work } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { bankConnection, type bankTransaction } from "../bank/table.ts";
import { creditPack } from "../credits/table.ts";
import { partner } from "../partners/table.ts";
import { receivable } from "../receivables/table.ts";
import { department, user } from "../users/table.ts";
import type { Clearing, Difference, OwnCredit, Receipt } from "./facts.ts";
import { nearestFinance, type UserRow } from "./people.ts";

export type Transaction = RowOf<typeof bankTransaction>;
export type Entry = NonNullable<Transaction["allocations"]>[number];
export type ReceivableRow = RowOf<typeof receivable>;
type CreditRow = RowOf<typeof creditPack>;

/** What one application of a receipt (or its undoing) did, with the names and people that the messages need. */
export type Gathered = {
  row: Transaction;
  /** The entries that this change appended; those of an undo are negative. */
  entries: Entry[];
  receivables: Map<string, ReceivableRow>;
  receipt: Receipt;
  /** By beneficiary: the credits that these entries brought, or took back. */
  credits: Map<string, CreditRow["entries"]>;
  finance: UserRow[];
  users: Map<string, UserRow>;
  partners: Map<string, RowOf<typeof partner>>;
};

const DIFFERENCES: readonly string[] = [
  "discount",
  "tolerance",
  "charges",
  "netting",
  "deduction",
] satisfies Difference[];

/** The receipt as messages tell it. */
export async function receiptOf(work: Work, row: Transaction): Promise<Receipt> {
  const [accounts, departments, connections] = await Promise.all([
    work.table.getMany(account, row.accountId ? [row.accountId] : []),
    work.table.getMany(department, row.departmentId ? [row.departmentId] : []),
    work.table.getMany(bankConnection, [row.connectionId]),
  ]);
  return {
    id: row.id,
    bookedOn: row.bookedOn,
    amountMinor: row.amountMinor,
    currency: row.currency,
    payerName: row.payer?.name ?? row.payer?.accountNo ?? "",
    remittance: row.remittance,
    accountName: accounts.get(row.accountId ?? "")?.name,
    departmentName: departments.get(row.departmentId ?? "")?.name,
    bankConnectionName: connections.get(row.connectionId)?.name,
  };
}

/** Which credits of a receipt a change is about. */
export type CreditPick = (entry: CreditRow["entries"][number], pack: CreditRow) => boolean;

/** Credits that entries brought, or that their undoing took back. */
export function creditsOfEntries(entries: readonly Entry[], isUndo: boolean): CreditPick {
  const touched = new Set(entries.flatMap((e) => (isUndo ? (e.reversesId ?? []) : e.id)));
  return (e, pack) =>
    touched.has(e.allocationId) && pack.causeId === undefined && (e.reversesId !== undefined) === isUndo;
}

/** Credits that the closing of a line took back, or (once that is undone) gave again. */
export function creditsOfClosings(entries: readonly { closingId: string }[], isGivenAgain: boolean): CreditPick {
  const causes = new Set(entries.map((e) => e.closingId));
  return (e, pack) => causes.has(pack.causeId ?? "") && e.amountMinor > 0 === isGivenAgain;
}

/** Picked credits by beneficiary, each once though many may share a row. */
export function creditsBy(packs: readonly CreditRow[], pick: CreditPick) {
  const found = new Map<string, CreditRow["entries"]>();
  for (const pack of packs) {
    const entries = pack.entries.filter((e) => pick(e, pack));
    const { beneficiaryId } = pack;
    if (beneficiaryId && entries.length > 0) {
      found.set(beneficiaryId, [...(found.get(beneficiaryId) ?? []), ...entries]);
    }
  }
  return found;
}

/** Users and partners by their ids. */
export async function peopleBy({ table }: Work, ids: readonly string[]): Promise<Pick<Gathered, "users" | "partners">> {
  const of = (prefix: string): string[] => ids.filter((id) => id.startsWith(`${prefix}_`));
  const [users, partners] = await Promise.all([
    table.getMany(user, of(user.prefix)),
    table.getMany(partner, of(partner.prefix)),
  ]);
  return { users, partners };
}

/** Everybody whom a receivable names: owner, members and partner of its order. */
const peopleOf = (row: ReceivableRow): string[] => [row.ownerId ?? "", row.partnerId ?? "", ...(row.memberIds ?? [])];

/**
 * Reads what the messages about appended entries need: two rounds of reads, each of a handful of requests, however many
 * receivables and people there are.
 */
export async function gather(work: Work, row: Transaction, entries: Entry[], pick: CreditPick): Promise<Gathered> {
  const { table, tenant } = work;
  const [receivables, packs, receipt, finance] = await Promise.all([
    table.getMany(
      receivable,
      entries.flatMap((e) => e.receivableId ?? []),
    ),
    table.collect(creditPack, { bankTransactionId: row.id }, "credit#"),
    receiptOf(work, row),
    nearestFinance(table, tenant, row.departmentId),
  ]);
  const credits = creditsBy(packs, pick);
  const ids = [row.ownerId ?? "", ...credits.keys(), ...[...receivables.values()].flatMap(peopleOf)];
  const { users, partners } = await peopleBy(work, ids);
  return { row, entries, receivables, receipt, credits, finance, users, partners };
}

/** What the entries did to each receivable, in the order in which they were applied. Credit notes are no clearing. */
export function clearingsOf({ entries, receivables }: Gathered): (Clearing & { receivableId: string })[] {
  const groups = Map.groupBy(
    entries.filter((e) => e.receivableId !== undefined),
    (e) => e.receivableId as string,
  );
  return [...groups].flatMap(([receivableId, group]) => {
    const row = receivables.get(receivableId);
    if (!row || row.kind === "creditNote") return [];
    const sum = (kind: string): number =>
      Math.abs(group.filter((e) => e.kind === kind).reduce((total, e) => total + e.amountMinor, 0));
    const differences = DIFFERENCES.map((kind) => ({ kind: kind as Difference, amountMinor: sum(kind) }));
    return [
      {
        receivableId,
        reference: row.reference,
        contractNo: row.contractNo,
        dueOn: row.dueOn,
        amountMinor: sum("payment"),
        openMinor: row.openMinor,
        differences: differences.filter((d) => d.amountMinor > 0),
      },
    ];
  });
}

/** Somebody's own credits of these entries, a sum per ledger. */
export function ownCredits({ credits }: Pick<Gathered, "credits">, beneficiaryId: string): OwnCredit[] {
  const own = credits.get(beneficiaryId) ?? [];
  return (["primary", "overlay"] as const).flatMap((ledger) => {
    const amountMinor = own.filter((e) => e.ledger === ledger).reduce((total, e) => total + e.amountMinor, 0);
    return amountMinor === 0 ? [] : [{ ledger, amountMinor }];
  });
}
