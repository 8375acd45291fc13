import * as z from "zod";
import { hashedId } from "../../shared/hashed.ts";
import type { Action } from "../../shared/table/action.ts";
import { entity, type RowOf, recordFields } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import {
  type LookupKey,
  nameKeysOf,
  payerAccountKey,
  payerNameKey,
  referenceKey,
  referenceKeysOf,
} from "./engine/index.ts";

/** What claims have taught and nobody has revoked. */
const isRemembered = (row: { source: string; claims?: number }): boolean => row.source === "memory" && row.claims !== 0;

/**
 * What a bank line may say, and whom that leads to: one row for each key and bearer. Receivables and orders bear
 * references, accounts bear names, claims teach payer accounts and names. A decision reads the partitions of its own
 * keys and nothing else, so it costs what its payer has and not what the tenant has.
 */
export const signal = entity({
  noun: "signal",
  plural: "signals",
  prefix: "sig",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    key: z.string(),
    /** The row that bears the key; for what a claim taught, the account. */
    bearerId: z.string(),
    accountId: z.string(),
    source: z.enum(["receivable", "order", "account", "memory", "reversal", "receipt", "advice"]),
    /** Standing claims that taught it; 0 where it was revoked. */
    claims: z.int().optional(),
    /** Who made it forgotten, and why. */
    revoked: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
  }),
  indexes: {
    all: { by: [], sorts: "createdAt", when: isRemembered, answers: "what claims have taught of payers" },
    account: {
      by: ["accountId"],
      tag: "memory",
      sorts: "createdAt",
      when: isRemembered,
      answers: "what claims have taught of the payers of one account",
    },
  },
  key: (row) => ({ pk: `signal#${row.key}`, sk: `signal#${row.source}#${row.bearerId}` }),
});
export type SignalRow = RowOf<typeof signal>;

/** A lookup key of the engine, what a reversal waits for, the id that a payer gave a payment, or what an advice waits for. */
export type SignalKey = LookupKey | `reversal:${string}` | `e2e:${string}` | `advice:${string}`;

/** A bearer and its keys. */
export type Bearer = { id: string; accountId: string; source: SignalRow["source"]; keys: SignalKey[] };

export const receivableBearer = (row: {
  id: string;
  accountId: string;
  reference: string;
  paymentReference?: string;
  status: string;
}): Bearer => ({
  id: row.id,
  accountId: row.accountId,
  source: "receivable",
  keys:
    row.status === "cancelled"
      ? []
      : referenceKeysOf({ reference: row.reference, paymentReference: row.paymentReference }),
});

export const orderBearer = (row: { id: string; accountId: string; contractNo?: string; status: string }): Bearer => ({
  id: row.id,
  accountId: row.accountId,
  source: "order",
  keys: row.status === "signed" ? referenceKeysOf({ reference: row.contractNo ?? "", orderId: row.id }) : [],
});

export const accountBearer = (row: {
  id: string;
  name: string;
  payerNames?: string[];
  archived?: boolean;
}): Bearer => ({
  id: row.id,
  accountId: row.id,
  source: "account",
  keys: row.archived ? [] : nameKeysOf({ name: row.name, payerNames: row.payerNames ?? [] }),
});

/** The key under which a receipt is found by its payer's id for it, and what takes it back. */
export function endToEndKeys(row: { endToEndId?: string }): SignalKey[] {
  const key = referenceKey(row.endToEndId ?? "");
  return key === "" ? [] : [`e2e:${key}`];
}

/**
 * A return that came before its original waits under the original's id and under its payer's id, and is decided anew when
 * that arrives.
 */
export const reversalBearer = (row: { id: string; reversesId?: string; endToEndId?: string }): Bearer => ({
  id: row.id,
  accountId: "",
  source: "reversal",
  keys: [...(row.reversesId ? [`reversal:${row.reversesId}` as const] : []), ...endToEndKeys(row)],
});

/** A receipt that carries its payer's id, to be found when that comes back. */
export const receiptBearer = (row: { id: string; endToEndId?: string }): Bearer => ({
  id: row.id,
  accountId: "",
  source: "receipt",
  keys: endToEndKeys(row),
});

/** Under what the advices of one amount wait for their payments. */
export const adviceKey = (currency: string, totalMinor: number): SignalKey => `advice:${currency}:${totalMinor}`;

/** Under what lines are entered that may be of an advice together with others. */
export const enteredKey = (adviceId: string): SignalKey => `advice:${adviceId}`;

/** Under what the waiting advices of one payer are found, whatever their amounts. */
export const payersAdviceKeys = (payer: { name?: string; accountNo?: string }): SignalKey[] =>
  [payerAccountKey(payer.accountNo), payerNameKey(payer.name)]
    .filter((key) => key !== "")
    .map((key): SignalKey => `advice:${key}`);

type Advised = {
  id: string;
  currency: string;
  totalMinor: number;
  state: string;
  payer: { name?: string; accountNo?: string };
};

/** A remittance advice, to be found by its payment until it is used. */
export const adviceBearer = ({ id, currency, totalMinor, state, payer }: Advised): Bearer => ({
  id,
  accountId: "",
  source: "advice",
  keys:
    state === "waiting" || state === "differs"
      ? [...new Set([adviceKey(currency, totalMinor), ...payersAdviceKeys(payer)])]
      : [],
});

export const signalId = (key: string, source: string, bearerId: string): string =>
  hashedId("sig", `${key}\n${source}\n${bearerId}`);

export const signalRow = (bearer: Omit<Bearer, "keys">, key: SignalKey, now: string): SignalRow => ({
  id: signalId(key, bearer.source, bearer.id),
  version: 1,
  createdAt: now,
  updatedAt: now,
  key,
  bearerId: bearer.id,
  accountId: bearer.accountId,
  source: bearer.source,
});

/**
 * The writes that keep a bearer's signals right, for the transaction that writes the bearer itself. A key that stays
 * is not written; a bearer never moves to another account. They ask for nothing: a record that an earlier release wrote
 * may lie under other keys than it has today (`rekeyed.ts`), and is changed all the same.
 */
export function signalActions(now: string, after: Bearer, before?: Bearer): Action[] {
  const gone = (before?.keys ?? []).filter((key) => !after.keys.includes(key));
  const added = after.keys.filter((key) => !before?.keys.includes(key));
  const rowOf = (key: SignalKey): SignalRow => signalRow(after, key, now);
  return [
    ...gone.map((key) => write.remove(signal, rowOf(key))),
    ...added.map((key) => write.put(signal, rowOf(key), rowOf(key))),
  ];
}
