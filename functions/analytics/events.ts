import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { activity } from "../activities/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { competitor } from "../competitors/table.ts";
import { contact } from "../contacts/table.ts";
import { creditPack } from "../credits/table.ts";
import { lead } from "../leads/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { quota } from "../quotas/table.ts";
import { quote } from "../quotes/table.ts";
import { receivable } from "../receivables/table.ts";
import { deduction } from "../reconciliation/table.ts";
import { factChange, factWatch } from "./table.ts";

/** The nouns that facts are made of. */
export const COUNTED: readonly Entity[] = [
  ...[account, contact, lead, opportunity, activity, quote, order, receivable],
  ...[creditPack, quota, partner, competitor, product, bankTransaction, deduction],
] as unknown as Entity[];

/** Notes that facts are to be made of a record anew. Told twice, late or in any order, the record itself says what it is. */
async function note({ table, now }: Work, noun: string, row: AnyRow | undefined): Promise<void> {
  if (!row) return;
  await factWatch.ask(table, now);
  // A pack of credits lies with its bank line, and is found by it.
  const place = noun === creditPack.noun ? { bankTransactionId: row.bankTransactionId } : {};
  await table.commit([write.put(factChange, { id: row.id, of: noun, version: row.version }, { place })]);
}

export const emits: Emission[] = COUNTED.map((entity) => when(entity, `${entity.noun}.counted`, () => true));

export const handles: Handler[] = COUNTED.map((entity) =>
  handle(entity, `${entity.noun}.counted`, "rest", "notes that facts are made of it anew", ({ before, after }, work) =>
    note(work, entity.noun, (after ?? before) as AnyRow | undefined),
  ),
);
