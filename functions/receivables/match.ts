/**
 * A receivable of a file is matched by its reference, which nothing holds unique: two customers may number alike, and
 * a signing of 36 instalments has no room for as many markers. The signals that lead payers to it lead a file to it
 * too; where several have it the row is refused. What a file says again of a settled one changes nothing, since only
 * what differs counts as a change.
 */
import type { Caller } from "../../shared/http/route.ts";
import { unspaced } from "../../shared/names.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { receivableBearer, signal } from "../reconciliation/signals.ts";
import { receivable } from "./table.ts";

type Row = RowOf<typeof receivable>;

/** Those that a reference leads payers to: one key query, whatever the tenant has. */
async function signalled(call: Caller, key: string): Promise<Row[]> {
  const bearers = await call.table.collect(signal, { key }, "signal#receivable#");
  const rows = await call.table.getMany(
    receivable,
    bearers.map(({ bearerId }) => bearerId),
    true,
  );
  return [...rows.values()];
}

/** A reference that says too little to lead anybody is looked for among those of its account. */
const ofAccount = (call: Caller, accountId: string): Promise<Row[]> =>
  Array.fromAsync(call.table.each(receivable, { sources: [sourceOf(receivable, "account", { accountId })] }));

/** The receivables that a row of a file means by its reference: of the account that it names, where it names one. */
export async function byReference(call: Caller, values: Record<string, unknown>): Promise<Row[]> {
  const { reference, accountId } = values as { reference?: string; accountId?: string };
  if (reference === undefined) return [];
  const [key] = receivableBearer({ id: "", accountId: "", reference, status: "open" }).keys;
  const rows = key ? await signalled(call, key) : accountId ? await ofAccount(call, accountId) : [];
  return rows.filter(
    (row) =>
      unspaced(row.reference) === unspaced(reference) &&
      row.status !== "cancelled" &&
      (accountId === undefined || row.accountId === accountId) &&
      call.access.sees(receivable, row),
  );
}
