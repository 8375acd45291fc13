import type { Caller } from "../../shared/http/route.ts";
import { commit, creation } from "../../shared/records/write.ts";
import { invoiceNoun } from "./noun.ts";
import type { InvoiceRow } from "./table.ts";

/** Issues the invoice of a receivable: its number is taken in the very transaction that makes it. */
export async function issue(call: Caller, receivableId: string): Promise<InvoiceRow> {
  return (await commit(call, await creation(call, invoiceNoun, { receivableId }))) as InvoiceRow;
}
