import type * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { dayName, YEAR_DAYS } from "../accounts/rules.ts";
import { goneMinor } from "../bank/rules.ts";
import type { BankTransaction } from "../bank/schema.ts";
import type { Order } from "../orders/schema.ts";
import type { Receivable } from "../receivables/schema.ts";

type OrderRow = z.output<typeof Order>;
type ReceivableRow = z.output<typeof Receivable>;
type ReceiptRow = z.output<typeof BankTransaction>;

/** What one record adds to its account's figures, under the names of the counters; `on` is the day of what came in. */
export type Worth = { sums: Record<string, number>; on?: string };

const NOTHING: Worth = { sums: {} };

/** A signed order that stands counts, and with all that it is worth. */
export const orderWorth = (row: OrderRow): Worth =>
  row.status === "signed" && !row.archived
    ? { sums: { [`${row.currency}_orders`]: 1, [`${row.currency}_ordersMinor`]: row.totalMinor } }
    : NOTHING;

/** What is open of an invoice; a credit note is no claim of ours. */
export const receivableWorth = (row: ReceivableRow): Worth =>
  row.kind === "invoice" && row.openMinor > 0 ? { sums: { [`${row.currency}_openMinor`]: row.openMinor } } : NOTHING;

/** What of a receipt has been applied or kept as a prepayment: it is the account's payment as far as it stands. */
export function receiptWorth(row: ReceiptRow): Worth {
  const receivedMinor = row.amountMinor - row.unappliedMinor - goneMinor(row);
  const counts = row.direction === "credit" && (row.state === "applied" || row.state === "partlyApplied");
  if (!counts || receivedMinor <= 0) return NOTHING;
  const { currency, bookedOn } = row;
  return {
    sums: { [`${currency}_receivedMinor`]: receivedMinor, [`${currency}_${dayName(bookedOn)}`]: receivedMinor },
    on: bookedOn,
  };
}

/** The counters that change from one counting of a record to the next; those of days apart, by their year. */
export function deltasOf(before: Record<string, number>, after: Record<string, number>, today: string) {
  const totals: Record<string, number> = {};
  const days: Record<string, Record<string, number>> = {};
  const first = dayName(addDays(today, -YEAR_DAYS));
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const delta = (after[name] ?? 0) - (before[name] ?? 0);
    const [, day] = /_(\d{8})$/.exec(name) ?? [];
    if (delta === 0) continue;
    if (!day) totals[name] = delta;
    // What lies further back can come into no year's sum any more.
    else if (day >= first) days[day.slice(0, 4)] = { ...days[day.slice(0, 4)], [name]: delta };
  }
  return { totals, days };
}

type Accounted = { accountId?: string };

/** True where a change of a record changes what its account is worth, or whose it is. */
export function changesWorth<R extends Accounted>(worthOf: (row: R) => Worth, before?: R, after?: R): boolean {
  const worth = (row?: R): string =>
    JSON.stringify(row?.accountId ? [row.accountId, worthOf(row).sums] : [undefined, {}]);
  const counted = (row?: R): boolean => row !== undefined && Object.keys(worthOf(row).sums).length > 0;
  return (counted(before) || counted(after)) && worth(before) !== worth(after);
}
