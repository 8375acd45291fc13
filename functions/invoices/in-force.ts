import type { Caller } from "../../shared/http/route.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type InvoiceRow, invoice } from "./table.ts";

/** The invoice in force of a receivable. */
export async function inForceOf(
  { table }: Pick<Caller, "table">,
  receivableId: string,
): Promise<InvoiceRow | undefined> {
  const sources = [sourceOf(invoice, "parent", { receivableId })];
  const { rows } = await table.list(invoice, {
    sources,
    limit: 1,
    descending: true,
    keep: (row) => row.status === "issued",
  });
  return rows[0];
}
