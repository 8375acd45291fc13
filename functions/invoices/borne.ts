import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew, isStale } from "../../shared/table/anew.ts";
import { receivableNoun } from "../receivables/noun.ts";
import { receivable } from "../receivables/table.ts";
import { type InvoiceRow, invoice } from "./table.ts";

/** Tries at a receivable that others write at the same moment. */
const TRIES_MAX = 5;

/** Lets the receivable of an invoice in force bear it, where the invoice is older than that note. */
export async function borne(work: Work, told: InvoiceRow): Promise<void> {
  const call = callerOf(work, "invoices");
  const once = async (): Promise<void> => {
    const owed = await work.table.find(receivable, told.receivableId);
    const paper = await work.table.find(invoice, told.id);
    if (!owed || paper?.status !== "issued" || owed.invoiceId === paper.id) return;
    const fields = { invoiceId: paper.id, invoiceNumber: paper.number };
    await commit(call, await replacement(call, receivableNoun, owed, fields, { anyState: true }));
  };
  await anew(TRIES_MAX, once, isStale);
}
