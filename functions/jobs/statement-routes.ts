import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { Filter } from "../../shared/filter/filter.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { locale, text } from "../../shared/schema.ts";
import { type JobKind, JobView } from "./schema.ts";
import { start } from "./start.ts";
import { job } from "./table.ts";

const readers = {
  contactRole: text(100).describe("The role of the contacts that are written to, as it stands in their records."),
  locale: locale.optional().describe("The language; the tenant's, unless told otherwise."),
};

const StatementsInput = z.strictObject({
  filter: Filter.optional().describe("The accounts that are sent one; all that owe something, where left out."),
  ...readers,
});

type RunSpec = Pick<Route, "path" | "summary" | "example"> & {
  kind: JobKind;
  body: z.ZodType<{ filter?: Filter | undefined }>;
  /** The noun whose records a filter chooses. */
  over: string;
  needs: string;
};

/** A call that begins a run over the records that its filter chooses, for whoever may also do the same by hand. */
const runRoute = ({ kind, over, needs, ...of }: RunSpec): Route =>
  route({
    ...of,
    method: "POST",
    permission: "jobs.write",
    reply: JobView,
    status: 202,
    noun: job.noun,
    run: async (call) => {
      if (!call.access.can(needs)) throw new Fault("forbidden", `This call needs ${needs}.`);
      const { checkFilter, listedNoun } = await import("./asked.ts");
      const noun = await listedNoun(call, over, "read");
      if (call.body.filter) checkFilter(call, noun, call.body.filter);
      return start(call, { kind, of: noun, params: call.body });
    },
  });

const statements = runRoute({
  kind: "statements",
  over: "account",
  needs: "receivables.read",
  path: "/v1/statement-runs",
  summary: "Sends statements of account by mail, in the background: to each account that owes something, once a run.",
  body: StatementsInput,
  example: { body: { contactRole: "财务" } },
});

const ReceiptsInput = z.strictObject({
  filter: Filter.optional().describe(
    "The bank transactions that receipts are sent for, also those that have one; all that were applied and have none, where left out.",
  ),
  ...readers,
});

const receipts = runRoute({
  kind: "receipts",
  over: "bankTransaction",
  needs: "bank.write",
  path: "/v1/receipt-runs",
  summary:
    "Makes out the receipts for money that came and was applied, and sends them by mail, in the background: each once a run.",
  body: ReceiptsInput,
  example: { body: { contactRole: "财务" } },
});

const InvoicesInput = z.strictObject({
  filter: Filter.optional().describe("The receivables that are invoiced; all that have no invoice, where left out."),
  contactRole: text(100).optional().describe("The role of the contacts who get them by mail; nobody, where left out."),
  locale: locale.optional().describe("The language of the mails; the tenant's, unless told otherwise."),
});

const invoices = runRoute({
  kind: "invoices",
  over: "receivable",
  needs: "invoices.write",
  path: "/v1/invoice-runs",
  summary:
    "Issues the invoices of many receivables in the background, numbered one after the other, and sends them where a role is named.",
  body: InvoicesInput,
  example: { body: { filter: { field: "reference", op: "eq", value: "INV-EXAMPLE" } } },
});

export const statementRoutes: Route[] = [statements, receipts, invoices];
