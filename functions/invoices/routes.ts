import * as z from "zod";
import { readRoutes } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/shown.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { checkSeen } from "../../shared/records/usable.ts";
import { locale } from "../../shared/schema.ts";
import { shownAsPdf } from "../documents/reply.ts";
import { invoiceActions, invoiceNoun } from "./noun.ts";
import { InvoiceInput, InvoiceView } from "./schema.ts";
import { invoice } from "./table.ts";

/** What the document of an invoice tells: whoever may not see one of these gets none. */
const PRINTED = ["number", "lines", "netMinor", "taxMinor", "totalMinor", "buyer", "currency", "reference"];

const make = route({
  method: "POST",
  path: invoiceNoun.path,
  permission: "invoices.write",
  summary:
    "Issues the invoice of a receivable, or the credit note, with the next number of its series; a number is never left out and never given twice.",
  noun: invoice.noun,
  body: InvoiceInput.strict(),
  reply: InvoiceView,
  status: 201,
  example: { body: { receivableId: "{receivableId}" } },
  run: async (call) => {
    const { receivableId } = call.body;
    const { issue } = await import("./issue.ts");
    return shown(call, invoiceNoun, await issue(call, receivableId));
  },
});

const pdf = route({
  method: "GET",
  path: `${invoiceNoun.path}/{id}/pdf`,
  permission: "invoices.read",
  summary: "The invoice as a PDF, in Chinese or English; what it says is as it was issued.",
  query: z.strictObject({
    locale: locale.optional().describe("The language of the document; the tenant's, unless told otherwise."),
  }),
  example: { params: { id: "{id}" }, query: { locale: "en" } },
  run: async (call) => {
    const row = await load(call, invoice);
    checkSeen(call.access, invoice.noun, PRINTED, "The document");
    const { invoiceSheet } = await import("./papers.ts");
    return shownAsPdf(invoiceSheet(row, call.query.locale ?? call.tenant.locale), row.number ?? row.id);
  },
});

export const routes: Route[] = [make, ...readRoutes(invoiceNoun), ...actionRoutes(invoiceNoun, invoiceActions), pdf];
