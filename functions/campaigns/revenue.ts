import type * as z from "zod";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type RowOf, timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { creditPack } from "../credits/table.ts";
import { order } from "../orders/table.ts";
import type { AttributionQuery } from "./schema.ts";

type Query = z.output<typeof AttributionQuery>;
type Period = { from: string; to: string };

/** Packs of credits, or orders, that one answer is reckoned of. */
const ROWS_MAX = 20_000;
/** Days from the making of an order to its signature that are looked back on. */
export const MADE_BEFORE_DAYS = 400;

/** What one order, or one account without an order, has brought in a period, refunds and undone receipts taken off. */
export type Cash = {
  accountId: string;
  orderId?: string;
  currency: string;
  bucket: string;
  firstAt: string;
  amountMinor: number;
};

const monthOf = (at: string, timeZone: string): string => civilDate(new Date(at), timeZone).slice(0, 7);
const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** What rows of time ask for: the month or quarter of an instant. */
function bucketOf({ by }: Query, at: string, timeZone: string): string {
  const month = monthOf(at, timeZone);
  return by === "month" ? month : by === "quarter" ? quarterOf(month) : "";
}

const instantsOf = ({ from, to }: Period, timeZone: string): string[] =>
  [from, addDays(to, 1)].map((on) => zonedInstant(on, "00:00", timeZone).toISOString());

type Pack = Pick<RowOf<typeof creditPack>, "accountId" | "orderId" | "currency" | "earnedAt" | "entries">;

/** One more pack of credits among the cash of its order, or of its account, of one currency and bucket. */
export function taken(
  found: Map<string, Cash>,
  { accountId, orderId, currency, earnedAt, entries }: Pack,
  bucket: string,
) {
  const primary = entries.filter(({ ledger }) => ledger === "primary");
  const amountMinor = primary.reduce((sum, entry) => sum + entry.amountMinor, 0);
  const key = [orderId ?? accountId, currency, bucket].join("\n");
  const before = found.get(key);
  const firstAt = before && before.firstAt < earnedAt ? before.firstAt : earnedAt;
  const base = { accountId, ...(orderId && { orderId }), currency, bucket };
  found.set(key, { ...base, firstAt, amountMinor: (before?.amountMinor ?? 0) + amountMinor });
}

/** The cash of a period that the caller sees, by order, currency and what rows of time ask for. */
export async function cashOf(call: Caller, query: Query, period: Period): Promise<Cash[]> {
  const { timeZone } = call.tenant;
  const [from = "", to = ""] = instantsOf(period, timeZone).map(timeKey);
  const found = new Map<string, Cash>();
  let packs = 0;
  const rows = call.table.each(creditPack, { sources: [sourceOf(creditPack, "all")], range: { from, to } });
  for await (const row of rows) {
    packs += 1;
    if (packs > ROWS_MAX) throw new Fault("too_large", "The period has more receipts than one answer; narrow it.");
    if (call.access.sees(creditPack, row)) taken(found, row, bucketOf(query, row.earnedAt, timeZone));
  }
  return [...found.values()];
}

/** What was signed in a period and stands, of the orders that the caller sees. */
export async function signedOf(call: Caller, query: Query, period: Period): Promise<Cash[]> {
  const { timeZone } = call.tenant;
  const [from = "", to = ""] = instantsOf(period, timeZone);
  const made = zonedInstant(addDays(period.from, -MADE_BEFORE_DAYS), "00:00", timeZone).toISOString();
  const rows = call.table.each(order, {
    sources: [sourceOf(order, "all")],
    range: { from: timeKey(made), to: timeKey(to) },
  });
  const found: Cash[] = [];
  let seen = 0;
  for await (const row of rows) {
    seen += 1;
    if (seen > ROWS_MAX) throw new Fault("too_large", "The period has more orders than one answer; narrow it.");
    const { id: orderId, status, signedAt, accountId, currency, totalMinor: amountMinor } = row;
    if (status !== "signed" || row.archived || !signedAt || signedAt < from || signedAt >= to) continue;
    if (!call.access.sees(order, row)) continue;
    const bucket = bucketOf(query, signedAt, timeZone);
    found.push({ accountId, orderId, currency, bucket, firstAt: signedAt, amountMinor });
  }
  return found;
}
