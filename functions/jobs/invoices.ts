import type { Filter } from "../../shared/filter/filter.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { issue } from "../invoices/issue.ts";
import { draftOf } from "../invoices/mail.ts";
import { inForceOf } from "../invoices/noun.ts";
import type { receivable } from "../receivables/table.ts";
import { failure } from "./apply.ts";
import type { Planned } from "./named.ts";
import { callerFor, type Kind, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";
import { planSelected, without } from "./selected.ts";
import { nobodyOf, recipientsOf } from "./statements.ts";

type Params = { filter?: Filter; dryRun?: boolean; contactRole?: string; locale?: Locale };
const paramsOf = ({ job }: Run): Params => job.params as Params;

/** One receivable's invoice: issued where there is none in force, then sent; a repeated run finds both done, and a trial does neither. */
async function issued(run: Run, { number, id }: Planned): Promise<ItemResult> {
  const { contactRole, dryRun, locale = run.call.tenant.locale } = paramsOf(run);
  const given = callerFor(run, id);
  const call = dryRun ? { ...given, table: given.table.trial() } : given;
  const before = await inForceOf(call, id);
  const row = before ?? (await issue(call, id));
  const people = contactRole ? await recipientsOf(run, row.accountId, contactRole) : [];
  for (const person of dryRun ? [] : people) {
    await post(call.table, [await draftOf(call, row, person, locale, run.job.id)], call.now);
  }
  if (contactRole && people.length === 0) {
    const { name } = await call.table.get(account, row.accountId);
    return { number, id, outcome: "failed", errors: [nobodyOf(contactRole, name)] };
  }
  return { number, id, noun: "receivable", outcome: before ? "unchanged" : "created" };
}

/** Those of a page that are invoiced: where nobody has chosen them, those that have no invoice in force. */
async function chosen({ call, job }: Run, rows: AnyRow[]): Promise<AnyRow[]> {
  const owed = (rows as RowOf<typeof receivable>[]).filter(({ status }) => status !== "cancelled");
  if ((job.params as Params).filter) return owed;
  return without(owed, ({ id }) => inForceOf(call, id));
}

/** Invoices of many receivables. They are numbered one after the other, in the order in which they were chosen. */
export const invoicing: Kind = {
  plan: async (run) => {
    const ids = async (rows: AnyRow[], first: number) =>
      (await chosen(run, rows)).map(({ id }, n): Planned => ({ number: first + n, id }));
    return { cursor: await planSelected(run, paramsOf(run).filter, ids) };
  },
  work: async (run, items) => {
    const results: ItemResult[] = [];
    for (const item of items as Planned[]) {
      results.push(await issued(run, item).catch((error) => failure(item.number, error, item.id)));
    }
    return results;
  },
};
