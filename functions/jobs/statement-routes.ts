import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { Filter } from "../../shared/filter/filter.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { locale, text } from "../../shared/schema.ts";
import { JobView } from "./schema.ts";
import { start } from "./start.ts";
import { job } from "./table.ts";

const StatementsInput = z.strictObject({
  filter: Filter.optional().describe("The accounts that are sent one; all that owe something, where left out."),
  contactRole: text(100).describe("The role of the contacts that are written to, as it stands in their records."),
  locale: locale.optional().describe("The language; the tenant's, unless told otherwise."),
});

const statements = route({
  method: "POST",
  path: "/v1/statement-runs",
  permission: "jobs.write",
  summary: "Sends statements of account by mail, in the background: to each account that owes something, once a run.",
  body: StatementsInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { contactRole: "财务" } },
  run: async (call) => {
    if (!call.access.can("receivables.read")) throw new Fault("forbidden", "This call needs receivables.read.");
    const { checkFilter, listedNoun } = await import("./asked.ts");
    const of = await listedNoun(call, "account", "read");
    if (call.body.filter) checkFilter(call, of, call.body.filter);
    return start(call, { kind: "statements", of, params: call.body });
  },
});

const ReceiptsInput = z.strictObject({
  filter: Filter.optional().describe(
    "The bank transactions that receipts are sent for, also those that have one; all that were applied and have none, where left out.",
  ),
  contactRole: text(100).describe("The role of the contacts that are written to, as it stands in their records."),
  locale: locale.optional().describe("The language; the tenant's, unless told otherwise."),
});

const receipts = route({
  method: "POST",
  path: "/v1/receipt-runs",
  permission: "jobs.write",
  summary:
    "Makes out the receipts for money that came and was applied, and sends them by mail, in the background: each once a run.",
  body: ReceiptsInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { contactRole: "财务" } },
  run: async (call) => {
    if (!call.access.can("bank.write")) throw new Fault("forbidden", "This call needs bank.write.");
    const { checkFilter, listedNoun } = await import("./asked.ts");
    const of = await listedNoun(call, "bankTransaction", "read");
    if (call.body.filter) checkFilter(call, of, call.body.filter);
    return start(call, { kind: "receipts", of, params: call.body });
  },
});

const InvoicesInput = z.strictObject({
  filter: Filter.optional().describe("The receivables that are invoiced; all that have no invoice, where left out."),
  contactRole: text(100).optional().describe("The role of the contacts who get them by mail; nobody, where left out."),
  locale: locale.optional().describe("The language of the mails; the tenant's, unless told otherwise."),
});

const invoices = route({
  method: "POST",
  path: "/v1/invoice-runs",
  permission: "jobs.write",
  summary:
    "Issues the invoices of many receivables in the background, numbered one after the other, and sends them where a role is named.",
  body: InvoicesInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { filter: { field: "reference", op: "eq", value: "INV-EXAMPLE" } } },
  run: async (call) => {
    if (!call.access.can("invoices.write")) throw new Fault("forbidden", "This call needs invoices.write.");
    const { checkFilter, listedNoun } = await import("./asked.ts");
    const of = await listedNoun(call, "receivable", "read");
    if (call.body.filter) checkFilter(call, of, call.body.filter);
    return start(call, { kind: "invoices", of, params: call.body });
  },
});

export const statementRoutes: Route[] = [statements, receipts, invoices];
