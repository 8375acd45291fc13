import { addDays } from "../../shared/clock.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { type AdviceRow, adviceFor } from "./advices.ts";
import { type LookupKey, lookupKeysOf, type Signals, signalsOf } from "./engine/index.ts";
import { accountFacts, factsOf, openItem } from "./facts.ts";
import { likelyIds } from "./likely.ts";
import { type Marks, markedReceipts } from "./marks.ts";
import { advancesOf, originalsOf } from "./originals.ts";
import type { AccountRow, ReceivableRow, Transaction } from "./rows.ts";
import type { DecisionInput, MemoryEntry, PaidItem, Policy, TransactionFacts } from "./schema.ts";
import { type SignalRow, signal } from "./signals.ts";
import { stylesOf } from "./styles.ts";

/** Accounts whose open items one decision looks at; a key that leads to more identifies nobody. */
export const CANDIDATE_ACCOUNTS_MAX = 20;
/** Open receivables of one account that one decision looks at, oldest first. */
export const CANDIDATE_ITEMS_MAX = 500;
/** Recent receipts of one account among which a duplicate is looked for. */
const RECENT_RECEIPTS_MAX = 50;

/** A decision's input and the rows that it was made of, whose versions the application is conditioned on. */
export type Case = {
  transaction: Transaction;
  input: DecisionInput;
  receivables: Map<string, ReceivableRow>;
  accounts: Map<string, AccountRow>;
  /** The remittance advice that the line is of. */
  advice?: AdviceRow;
  /** Whether an equal amount was paid to an account just now. */
  marks: Marks;
  /** The receipts of these accounts among which a repeat was looked for. */
  receipts: Transaction[];
};

/** How a case is read. */
export type Reading = {
  /** Rows that an index shows, and signals, are read from the table itself, consistently: what an index shows may be old. */
  consistent?: boolean;
  /** Receivables that were just made or opened again, which their accounts' index may not show yet. */
  opened?: readonly ReceivableRow[];
};

/** The rows behind all keys of a line, read side by side. */
export async function bearersOf(table: Table, keys: LookupKey[], consistent: boolean): Promise<SignalRow[]> {
  const found = await Promise.all(keys.map((key) => table.collect(signal, { key }, "signal#", consistent)));
  // What claims taught and somebody revoked leads nowhere.
  return found.flat().filter((row) => row.claims !== 0);
}

/** Which account an id means today: one that was merged into another means that one. */
type Meant = (accountId: string) => string;

function memoryOf(signals: SignalRow[], meant: Meant): MemoryEntry[] {
  const taught = signals.filter((s) => s.source === "memory");
  return [...Map.groupBy(taught, (s) => s.key)].map(([payerKey, rows]) => {
    const accounts: Record<string, number> = {};
    for (const { accountId, claims = 1 } of rows) {
      const id = meant(accountId);
      accounts[id] = (accounts[id] ?? 0) + claims;
    }
    return { payerKey, accounts };
  });
}

/** Puts those in the place of merged accounts that took them in; what is named by either leads there. */
export async function withHeirs(table: Table, rows: Map<string, AccountRow>): Promise<Meant> {
  const heirs = new Map<string, string>();
  const merged = (): AccountRow[] => [...rows.values()].filter((row) => row.mergedInto);
  for (let gone = merged(); gone.length > 0; gone = merged()) {
    for (const { id, mergedInto = "" } of gone) {
      heirs.set(id, mergedInto);
      rows.delete(id);
    }
    const missing = gone.map((row) => row.mergedInto ?? "").filter((id) => !rows.has(id) && !heirs.has(id));
    for (const [id, row] of await table.getMany(account, missing)) rows.set(id, row);
  }
  const meant: Meant = (id) => (heirs.has(id) ? meant(heirs.get(id) as string) : id);
  return meant;
}

/** The accounts named by any key, and their groups: parents, subsidiaries, sisters. */
async function accountsWithGroups(
  table: Table,
  ids: string[],
): Promise<{ accounts: Map<string, AccountRow>; meant: Meant }> {
  const rows = await table.getMany(account, ids);
  const meant = await withHeirs(table, rows);
  const inGroups = [...rows.values()].filter((row) => row.parentId || row.hasChildren);
  const roots = new Set(inGroups.map((row) => row.parentId ?? row.id));
  const families = await Promise.all(
    [...roots]
      .slice(0, CANDIDATE_ACCOUNTS_MAX)
      .map((parentId) =>
        table.list(account, { sources: [sourceOf(account, "parent", { parentId })], limit: CANDIDATE_ACCOUNTS_MAX }),
      ),
  );
  for (const row of families.flatMap((page) => page.rows)) rows.set(row.id, row);
  const parents = [...roots].filter((id) => !rows.has(id));
  for (const [id, row] of await table.getMany(account, parents)) rows.set(id, row);
  return { accounts: rows, meant };
}

/** Every receivable that an account still owes, complete from the sparse index: one query, and where that was old a read. */
async function openOf(table: Table, accountId: string, { consistent, opened = [] }: Reading): Promise<ReceivableRow[]> {
  const sources = [sourceOf(receivable, "work", { accountId })];
  const { rows } = await table.list(receivable, { sources, limit: CANDIDATE_ITEMS_MAX });
  rows.push(...opened.filter((one) => one.accountId === accountId && !rows.some(({ id }) => id === one.id)));
  if (!consistent) return rows;
  const ids = rows.map(({ id }) => id);
  return [...(await table.getMany(receivable, ids, true)).values()].filter((row) => row.openMinor > 0);
}

/** The account's receipts of the days in which an equal one would be suspected to be a repetition. */
async function recentReceipts(table: Table, accountId: string, row: Transaction, days: number): Promise<Transaction[]> {
  const page = await table.list(bankTransaction, {
    sources: [sourceOf(bankTransaction, "account", { accountId })],
    range: { from: `btx#${addDays(row.bookedOn, -days)}`, to: "btx#\uffff" },
    descending: true,
    limit: RECENT_RECEIPTS_MAX,
  });
  return page.rows.filter((other) => other.id !== row.id);
}

function paidItem(row: ReceivableRow, amountMinor: number, paidOn: string, transactionId?: string): PaidItem {
  const { id, accountId, reference, paymentReference, contractNo, orderId, currency, instalmentNo, instalmentCount } =
    row;
  const settled = row.openMinor === 0;
  return {
    id,
    accountId,
    reference,
    paymentReference,
    contractNo,
    orderId,
    instalmentNo,
    instalmentCount,
    amountMinor,
    currency,
    paidOn,
    settled,
    transactionId,
  };
}

/** What has been paid lately, or is named though nothing is open on it: a payment of it would be a repetition. */
function paidItems(receipts: Transaction[], named: ReceivableRow[], rows: Map<string, ReceivableRow>): PaidItem[] {
  const recent = receipts.flatMap((receipt) =>
    standing(receipt).flatMap((entry) => {
      const row = entry.kind === "payment" ? rows.get(entry.receivableId ?? "") : undefined;
      return row ? [paidItem(row, entry.amountMinor, receipt.bookedOn, receipt.id)] : [];
    }),
  );
  const covered = new Set(recent.map((item) => item.id));
  const settled = named.filter((row) => row.paidMinor > 0 && !covered.has(row.id));
  return [...recent, ...settled.map((row) => paidItem(row, row.paidMinor, row.updatedAt.slice(0, 10)))];
}

type Said = { facts: TransactionFacts; signals: Signals; bearers: SignalRow[]; advice?: AdviceRow };

/** What a line says, and whom that leads to; with the lines of the advice that it is of, where there is one. */
async function saidBy(
  table: Table,
  row: Transaction,
  facts: TransactionFacts,
  how: { policy: Policy; numberingStyles?: readonly string[]; consistent: boolean },
): Promise<Said> {
  const { policy, numberingStyles, consistent } = how;
  const signals = signalsOf(facts, policy, numberingStyles);
  const bearers = await bearersOf(table, lookupKeysOf(signals), consistent);
  const advice = await adviceFor(table, row, { facts, signals, bearers }, consistent);
  if (!advice) return { facts, signals, bearers };
  const whole = { ...facts, remittanceLines: advice.lines };
  const all = signalsOf(whole, policy, numberingStyles);
  return { facts: whole, signals: all, bearers: await bearersOf(table, lookupKeysOf(all), consistent), advice };
}

/**
 * Gathers what one decision depends on. Requests: one query a lookup key, one batched get and one query for the
 * accounts and their groups, two queries an account, one batched get of their marks; none of them grows with the tenant.
 */
export async function loadCase(table: Table, row: Transaction, policy: Policy, reading: Reading = {}): Promise<Case> {
  const { consistent = false } = reading;
  const numberingStyles = await stylesOf(table);
  const [{ facts, signals, bearers, advice }, earlier] = await Promise.all([
    saidBy(table, row, factsOf(row), { policy, numberingStyles, consistent }),
    originalsOf(table, row),
  ]);
  const likely = await likelyIds(table, signals, bearers);
  const found = [...bearers.map((b) => b.accountId), row.mappedAccountId, ...likely.ids];
  const ids = [...new Set(found.filter((id) => id !== undefined))];
  const { accounts, meant } = await accountsWithGroups(table, ids.slice(0, CANDIDATE_ACCOUNTS_MAX));
  const candidates = [...accounts.keys()].slice(0, CANDIDATE_ACCOUNTS_MAX);
  const [prepayments, open, recent] = await Promise.all([
    advancesOf(table, row, candidates),
    Promise.all(candidates.map((id) => openOf(table, id, reading))),
    Promise.all(candidates.map((id) => recentReceipts(table, id, row, policy.duplicateWindowDays))),
  ]);
  // A list that was cut may look as if it had one explanation; the engine is told.
  const isCut = open.some((rows) => rows.length === CANDIDATE_ITEMS_MAX);
  const truncated = isCut || likely.cut || Math.max(ids.length, accounts.size) > CANDIDATE_ACCOUNTS_MAX;
  const receivables = new Map(open.flat().map((r) => [r.id, r]));
  const marked = await markedReceipts(table, row, candidates, recent.flat());
  const receipts = [...recent.flat(), ...marked.receipts];
  const named = bearers.filter((b) => b.source === "receivable").map((b) => b.bearerId);
  const paidIds = receipts.flatMap((r) => standing(r).map((e) => e.receivableId ?? ""));
  const others = [...named, ...paidIds].filter((id) => id !== "" && !receivables.has(id));
  const further = await table.getMany(receivable, others, consistent);
  const known = new Map([...further, ...receivables]);
  // What is named is a candidate even where its account owes more than one decision looks at.
  for (const id of named) {
    const row = further.get(id);
    if (row && row.openMinor > 0) receivables.set(id, row);
  }
  const virtualAccountNo = row.virtualAccountNo;
  const mappedId = row.mappedAccountId && meant(row.mappedAccountId);
  return {
    transaction: row,
    receivables,
    accounts,
    advice,
    marks: marked.marks,
    receipts,
    input: {
      transaction: facts,
      openItems: [...receivables.values()].map(openItem),
      paidItems: paidItems(
        receipts,
        named.flatMap((id) => (receivables.has(id) ? [] : (further.get(id) ?? []))),
        known,
      ),
      earlier,
      prepayments,
      accounts: [...accounts.values()].map(accountFacts),
      virtualAccounts: virtualAccountNo
        ? [{ accountNo: virtualAccountNo, departmentId: row.departmentId, accountId: mappedId }]
        : [],
      memory: memoryOf(bearers, meant),
      numberingStyles,
      truncated,
      policy,
    },
  };
}
