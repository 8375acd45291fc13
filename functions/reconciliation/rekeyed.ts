/**
 * How a line's words are compared with names and numbers changes with releases, and what was written before lies under its
 * old keys. Here a record is entered under those of today. The old ones stay: what a key leads to is compared anew where it
 * is read, so that they lead to too much and to nothing wrong.
 */
import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { payerKeysOf } from "./engine/index.ts";
import { factsOf } from "./facts.ts";
import { type Lesson, teachActions, unteachActions } from "./memory.ts";
import { isEarlyReturn } from "./reconcile.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { type Bearer, receiptBearer, receivableBearer, reversalBearer, signal, signalRow } from "./signals.ts";
import { learnStyles } from "./styles.ts";
import { reconciliationPolicy } from "./table.ts";

type At = { table: Table; now: string };

/** Tries while others change the receipt or what is remembered of its payer. */
const RACES_MAX = 8;

/** Enters a record under its keys; one that it is under already stays as it is. */
export async function enterUnder({ table, now }: At, { keys, ...bearer }: Bearer): Promise<void> {
  for (const key of keys) await table.createOnce(signal, signalRow(bearer, key, now));
}

/** Lets a receivable be found by its numbers, and its numbers' style be known. */
export async function rekeyReceivable(at: At, row: ReceivableRow): Promise<void> {
  await enterUnder(at, receivableBearer(row));
  await learnStyles(at.table, row, at.now);
}

/** Lets a receipt, or a return that waits for one, be found by what it carries, and what it taught by its payer's keys. */
export async function rekeyLine(at: At, row: Transaction): Promise<void> {
  if (row.direction === "credit") await enterUnder(at, receiptBearer(row));
  if (row.state === "claimable" && isEarlyReturn(unpackProof(row.proof))) await enterUnder(at, reversalBearer(row));
  if (row.direction === "credit" && row.taught) await relearn(at, row.id);
}

const kindOf = (key: string): string => key.slice(0, key.indexOf(":"));

/** Moves what a receipt taught to the keys that its payer has today, lesson by lesson; what somebody revoked stays forgotten. */
async function relearn({ table, now }: At, id: string): Promise<void> {
  const policy = await reconciliationPolicy.held(table);
  for (;;) {
    const isDone = await anew(RACES_MAX, async () => {
      const row = await table.get(bankTransaction, id);
      const keys = new Map(payerKeysOf(factsOf(row), policy).map((key) => [kindOf(key), key]));
      const keyNow = ({ key }: Lesson): string => keys.get(kindOf(key)) ?? key;
      const taught = row.taught ?? [];
      const at = taught.findIndex((lesson) => keyNow(lesson) !== lesson.key);
      const old = taught[at];
      if (!old) return true;
      const moved = { ...old, key: keyNow(old) };
      const forgets = await unteachActions(table, [old], now);
      const learns = forgets.length > 0 ? await teachActions(table, [moved], now) : [];
      const after = nextVersion(row, now, { taught: taught.with(at, moved) });
      await table.commit([write.replace(bankTransaction, row, after), ...forgets, ...learns]);
      return false;
    });
    if (isDone) return;
  }
}
