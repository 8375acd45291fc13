import type { Caller } from "../../shared/http/route.ts";
import { applicationActions } from "./application.ts";
import { payerKeysOf } from "./engine/index.ts";
import { factsOf } from "./facts.ts";
import { type Lesson, teachActions } from "./memory.ts";
import type { AccountRow, ReceivableRow, Transaction } from "./rows.ts";
import { applicationOf, type Wanted } from "./rules.ts";
import { reconciliationPolicy } from "./table.ts";

/** A claimed receipt is held for one person this long, unless it is let go. */
export const LOCK_MINUTES = 10;

type With = {
  rows: ReadonlyMap<string, ReceivableRow>;
  accounts: ReadonlyMap<string, AccountRow>;
  /** More of the same claim follows: then the receipt stays held. */
  held?: Pick<Transaction, "lockedBy" | "lockedUntilAt">;
  /** The runs of the receipt before this claim; what a later one has taught is not taught again. */
  begun?: number;
};

/** Books what a person says, and remembers the payer for the accounts that are paid. */
export async function applied(
  { table, now }: Pick<Caller, "table" | "now">,
  row: Transaction,
  wanted: Wanted,
  { rows, accounts, held, begun = row.runs ?? 0 }: With,
): Promise<Transaction> {
  const application = applicationOf(row, wanted, rows, accounts, now);
  const known = new Set((row.taught ?? []).flatMap((t) => (t.run > begun ? t.accountId : [])));
  const paid = new Set(application.entries.flatMap((e) => e.accountId ?? [])).difference(known);
  const keys = payerKeysOf(factsOf(row), await reconciliationPolicy.held(table));
  const lessons: Lesson[] = keys.flatMap((key) => [...paid].map((accountId) => ({ key, accountId })));
  const run = application.transaction.runs ?? 1;
  const taught = [...(row.taught ?? []), ...lessons.map((lesson) => ({ ...lesson, run }))];
  const transaction = { ...application.transaction, ...held, ...(taught.length > 0 && { taught }) };
  const actions = await applicationActions(table, row, { ...application, transaction }, now);
  await table.commit([...actions, ...(await teachActions(table, lessons, now))]);
  return transaction;
}
