import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { locale } from "../../shared/schema.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { headOf } from "../documents/letterhead.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { receivable } from "../receivables/table.ts";
import { Statement, statementOf } from "./statement.ts";

const Query = z.strictObject({
  locale: locale.optional().describe("The language of the document; the tenant's, unless told otherwise."),
});

const statement = route({
  method: "GET",
  path: "/v1/accounts/{id}/statement",
  permission: "receivables.read",
  summary: "What an account owes today: every open paper, what is overdue by age, and the sums by currency.",
  reply: Statement,
  example: { params: { id: "{id}" } },
  run: async (call) => statementOf(call, (await load(call, account)).id),
});

const statementPdf = route({
  method: "GET",
  path: "/v1/accounts/{id}/statement/pdf",
  permission: "receivables.read",
  summary: "The statement of account as a PDF, in Chinese or English.",
  query: Query,
  example: { params: { id: "{id}" }, query: { locale: "en" } },
  run: async (call) => {
    const row = await load(call, account);
    const language = call.query.locale ?? call.tenant.locale;
    const [of, head, { statementSheet }] = await Promise.all([
      statementOf(call, row.id),
      headOf(call, language),
      import("./papers.ts"),
    ]);
    const name = call.access.isClosed(account.noun, "name") ? "" : row.name;
    return shownAsPdf(statementSheet(of, name, head, language, call.now), `statement-${of.on}`);
  },
});

/** What a receipt tells of its bank line and of what that paid. */
const TOLD = ["amountMinor", "currency", "bookedOn", "allocations", "payer", "bankReference"];

const receiptPdf = route({
  method: "GET",
  path: "/v1/bank-transactions/{id}/receipt/pdf",
  permission: "bank.read",
  summary: "A receipt for money that came and was applied, as a PDF, in Chinese or English.",
  query: Query,
  example: { params: { id: "{id}" }, query: { locale: "zh-CN" } },
  run: async (call) => {
    const row = await load(call, bankTransaction);
    checkSeen(call.access, bankTransaction.noun, TOLD, "A receipt");
    if (row.direction !== "credit" || (row.state !== "applied" && row.state !== "partlyApplied")) {
      throw new Fault("invalid_state", "A receipt is made for money that came in and is applied.");
    }
    const language = call.query.locale ?? call.tenant.locale;
    const paid = (row.allocations ?? []).flatMap(({ receivableId }) => receivableId ?? []);
    const [found, about, head, { receiptSheet }] = await Promise.all([
      call.table.getMany(receivable, paid, true),
      row.accountId ? call.table.find(account, row.accountId) : undefined,
      headOf(call, language),
      import("./papers.ts"),
    ]);
    const references = new Map([...found].map(([id, { reference }]) => [id, reference]));
    const isNamed = about && call.access.sees(account, about) && !call.access.isClosed(account.noun, "name");
    return shownAsPdf(
      receiptSheet(row, references, isNamed ? about.name : undefined, head, language),
      `receipt-${row.id}`,
    );
  },
});

export const paperRoutes: Route[] = [statement, statementPdf, receiptPdf];
