import { Fault } from "../../shared/fault.ts";
import type { Call } from "../../shared/http/route.ts";
import { displayAmount } from "../../shared/money.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { file } from "../files/table.ts";
import { type ExpenseRow, expensePolicy } from "./table.ts";

/** Refuses what should have a receipt and has none that is ready to be read. */
export async function checkReceipt({ table }: Call<unknown>, { id, amountMinor, currency }: ExpenseRow): Promise<void> {
  const { receiptFromMinor } = await expensePolicy.held(table);
  if (receiptFromMinor === undefined || amountMinor < receiptFromMinor) return;
  const sources = [sourceOf(file, "parent", { relatedId: id })];
  const keep = ({ state, archived }: { state: string; archived?: boolean | undefined }) =>
    state === "ready" && !archived;
  const { rows } = await table.list(file, { sources, limit: 1, keep });
  if (rows.length > 0) return;
  const from = displayAmount(receiptFromMinor, currency);
  const message = `From ${from} on an expense needs a receipt: attach a file to it first (POST /v1/files).`;
  throw new Fault("invalid_state", message, { errors: [{ path: "files", code: "required", message }] });
}
