import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { activity } from "../activities/table.ts";
import { article } from "../articles/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { budget } from "../budgets/table.ts";
import { dealRegistration } from "../channel/table.ts";
import { competitor } from "../competitors/table.ts";
import { contact } from "../contacts/table.ts";
import { creditPack } from "../credits/table.ts";
import { expense } from "../expenses/table.ts";
import { lead } from "../leads/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { project } from "../projects/table.ts";
import { quota } from "../quotas/table.ts";
import { quote } from "../quotes/table.ts";
import { partnerStatement, rebateEntry } from "../rebates/table.ts";
import { receivable } from "../receivables/table.ts";
import { deduction } from "../reconciliation/table.ts";
import { renewal } from "../renewals/table.ts";
import { survey } from "../surveys/table.ts";
import { ticket } from "../tickets/table.ts";
import { projectCost, timeEntry } from "../time/table.ts";
import { besides } from "./besides.ts";
import { factChange, factWatch } from "./table.ts";

/** The nouns that facts are made of. */
export const COUNTED: readonly Entity[] = [
  ...[account, contact, lead, opportunity, activity, quote, order, receivable],
  ...[creditPack, quota, partner, competitor, product, bankTransaction, deduction, budget, expense],
  ...[project, timeEntry, projectCost, survey, ticket, article, renewal],
  ...[dealRegistration, rebateEntry, partnerStatement],
] as Entity[];

/** Notes that facts are to be made of a record anew. Told twice, late or in any order, the record itself says what it is. */
async function note({ table, now }: Work, noun: string, row: AnyRow | undefined): Promise<void> {
  if (!row) return;
  await factWatch.ask(table, now);
  // A pack of credits lies with its bank line, and is found by it.
  const place = noun === creditPack.noun ? { bankTransactionId: row.bankTransactionId } : {};
  await table.commit([write.put(factChange, { id: row.id, of: noun, version: row.version }, { place })]);
}

/** Notes the same of records beside which something has changed; each telling is a note of its own. */
async function noteBeside({ table, now, newId }: Work, noun: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await factWatch.ask(table, now);
  const cause = newId(factChange.prefix);
  await table.writeEach(ids.map((id) => write.put(factChange, { id, cause, of: noun, version: 1 }, { place: {} })));
}

export const emits: Emission[] = [
  ...COUNTED.map((entity) => when(entity, `${entity.noun}.counted`, () => true)),
  ...besides.map(({ entity, event, test }) => when(entity, event, test)),
];

export const handles: Handler[] = [
  ...COUNTED.map((entity) =>
    handle(
      entity,
      `${entity.noun}.counted`,
      "rest",
      "notes that facts are made of it anew",
      ({ before, after }, work) => note(work, entity.noun, (after ?? before) as AnyRow | undefined),
    ),
  ),
  ...besides.map(({ entity, event, tells, ids }) =>
    handle(entity, event, "rest", `notes that facts of a ${tells.noun} are made anew`, async (change, work) =>
      noteBeside(work, tells.noun, await ids(change, work)),
    ),
  ),
];
