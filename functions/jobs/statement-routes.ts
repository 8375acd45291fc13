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

const dryRun = z
  .boolean()
  .optional()
  .describe("True for a trial: each record is looked at, nothing is made out and nobody is written to.");

type RunSpec = Pick<Route, "path" | "summary" | "example"> & {
  kind: JobKind;
  label: Readonly<Record<"zh-CN" | "en", string>>;
  /** The noun whose records a filter chooses. */
  over: string;
  /** The records that it is of where no filter chooses. */
  all: Readonly<Record<"zh-CN" | "en", string>>;
  filter: string;
  asks: z.ZodRawShape;
  needs: string;
};

/** A call that begins a run over the records that its filter chooses, for whoever may also do the same by hand. */
const runRoute = ({ kind, label, over, all, filter, asks, needs, ...of }: RunSpec): Route =>
  route({
    ...of,
    method: "POST",
    permission: "jobs.write",
    body: z.strictObject({ filter: Filter.optional().describe(filter), dryRun, ...asks }),
    reply: JobView,
    status: 202,
    noun: job.noun,
    starts: { name: kind, over, label, all, needs, asks: z.strictObject(asks) },
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
  label: { "zh-CN": "发送对账单", en: "Send statements" },
  over: "account",
  all: { "zh-CN": "所有有欠款的客户", en: "All accounts that owe something" },
  filter: "The accounts that are sent one; all that owe something, where left out.",
  asks: readers,
  needs: "receivables.read",
  path: "/v1/statement-runs",
  summary: "Sends statements of account by mail, in the background: to each account that owes something, once a run.",
  example: { body: { contactRole: "财务" } },
});

const receipts = runRoute({
  kind: "receipts",
  label: { "zh-CN": "发送收款确认", en: "Send receipts" },
  over: "bankTransaction",
  all: { "zh-CN": "所有已核销、还没有收款确认的到款", en: "All money that was applied and has no receipt" },
  filter:
    "The bank transactions that receipts are sent for, also those that have one; all that were applied and have none, where left out.",
  asks: readers,
  needs: "bank.write",
  path: "/v1/receipt-runs",
  summary:
    "Makes out the receipts for money that came and was applied, and sends them by mail, in the background: each once a run.",
  example: { body: { contactRole: "财务" } },
});

const invoices = runRoute({
  kind: "invoices",
  label: { "zh-CN": "批量开票", en: "Issue invoices" },
  over: "receivable",
  all: { "zh-CN": "所有还没有发票的应收单", en: "All receivables that have no invoice" },
  filter: "The receivables that are invoiced; all that have no invoice, where left out.",
  asks: {
    contactRole: text(100)
      .optional()
      .describe("The role of the contacts who get them by mail; nobody, where left out."),
    locale: locale.optional().describe("The language of the mails; the tenant's, unless told otherwise."),
  },
  needs: "invoices.write",
  path: "/v1/invoice-runs",
  summary:
    "Issues the invoices of many receivables in the background, numbered one after the other, and sends them where a role is named.",
  example: { body: { filter: { field: "reference", op: "eq", value: "INV-EXAMPLE" } } },
});

export const statementRoutes: Route[] = [statements, receipts, invoices];
