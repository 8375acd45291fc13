import * as z from "zod";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { locale } from "../../shared/schema.ts";
import { account } from "../accounts/table.ts";
import { AsOf } from "../receivables/bounds.ts";
import { NumberedReceiptView } from "./schema.ts";
import { Statement } from "./statement-schema.ts";

const Query = z.strictObject({
  locale: locale.optional().describe("The language of the document; the tenant's, unless told otherwise."),
});

const statement = route({
  method: "GET",
  path: "/v1/accounts/{id}/statement",
  permission: "receivables.read",
  summary:
    "What an account owes now, or owed at the end of an earlier day: every open paper, what is overdue by age, and the sums by currency.",
  query: z.strictObject({ asOf: AsOf }),
  reply: Statement,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id } = await load(call, account);
    return (await import("./statement.ts")).statementOf(call, id, call.query.asOf);
  },
});

const statementPdf = route({
  method: "GET",
  path: "/v1/accounts/{id}/statement/pdf",
  permission: "receivables.read",
  summary: "The statement of account as a PDF, in Chinese or English.",
  query: Query.extend({ asOf: AsOf }),
  example: { params: { id: "{id}" }, query: { locale: "en" } },
  run: async (call) => {
    const row = await load(call, account);
    const language = call.query.locale ?? call.tenant.locale;
    const [{ statementOf }, { headOf }, { statementSheet }, { shownAsPdf }] = await Promise.all([
      import("./statement.ts"),
      import("../documents/letterhead.ts"),
      import("./papers.ts"),
      import("../documents/reply.ts"),
    ]);
    const [of, head] = await Promise.all([statementOf(call, row.id, call.query.asOf), headOf(call, language)]);
    const name = call.access.isClosed(account.noun, "name") ? "" : row.name;
    return shownAsPdf(statementSheet(of, name, head, language, call.now), `statement-${of.on}`);
  },
});

const idIn = ({ params: { id = "" } }: { params: Record<string, string> }): string => id;

const receiptPdf = route({
  method: "GET",
  path: "/v1/bank-transactions/{id}/receipt/pdf",
  permission: "bank.read",
  summary: "A receipt for money that came and was applied, as a PDF, in Chinese or English.",
  query: Query,
  example: { params: { id: "{id}" }, query: { locale: "zh-CN" } },
  run: async (call) => {
    const [{ receiptSheetOf }, { shownAsPdf }] = await Promise.all([
      import("./receipt.ts"),
      import("../documents/reply.ts"),
    ]);
    const { row, sheet } = await receiptSheetOf(call, idIn(call), call.query.locale ?? call.tenant.locale);
    return shownAsPdf(sheet, `receipt-${row.id}`);
  },
});

const receipt = route({
  method: "POST",
  path: "/v1/bank-transactions/{id}/receipt",
  permission: "bank.write",
  summary:
    "Makes out the receipt for money that came and was applied: it has the next number of its series, and the same one each time that it is asked for.",
  reply: NumberedReceiptView,
  example: { params: { id: "{id}" } },
  run: async (call) => (await import("./receipt.ts")).issuedReceipt(call, idIn(call)),
});

export const paperRoutes: Route[] = [statement, statementPdf, receipt, receiptPdf];
