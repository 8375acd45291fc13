import { addDays, civilDate } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { type OrderRow, sideOf } from "./rules.ts";
import { handOverPolicy, order } from "./table.ts";

/** The orders of an account for which something holds. */
export function ordersOf(
  { table }: Pick<Caller, "table">,
  accountId: string,
  holds: (row: OrderRow) => boolean,
): Promise<OrderRow[]> {
  const sources = [sourceOf(order, "account", { accountId })];
  const range = { from: `${order.prefix}#`, to: `${order.prefix}#\uffff` };
  return Array.fromAsync(table.each(order, { sources, range, keep: holds }));
}

/** The signed orders of an account for which something holds, the newest first. */
export async function signedOrders(
  call: Pick<Caller, "table">,
  accountId: string,
  holds: (row: OrderRow) => boolean,
): Promise<OrderRow[]> {
  const all = await ordersOf(call, accountId, (row) => row.status === "signed" && holds(row));
  return all.sort((a, b) => (String(a.signedAt) < String(b.signedAt) ? 1 : -1));
}

/** Refuses to sign what adds to a contract, or renews it, that was cancelled or ended before. */
export async function checkContract({ table }: Caller, { kind, baseOrderId, startsOn }: OrderRow): Promise<void> {
  const base = kind !== "new" && baseOrderId ? await table.find(order, baseOrderId) : undefined;
  if (!base) return;
  const { id, contractNo = id, status, terminatedOn, endsOn } = base;
  if (status === "cancelled")
    throw new Fault("invalid_state", `The order ${contractNo} was cancelled; make a new contract.`);
  // Later terms are those of the contracts that renewed it.
  const isOfIt = startsOn === undefined || (endsOn !== undefined && startsOn <= addDays(endsOn, 1));
  if (!terminatedOn || !isOfIt || (startsOn !== undefined && startsOn <= terminatedOn)) return;
  throw new Fault("invalid_state", `The order ${contractNo} ended on ${terminatedOn}; make a new contract.`);
}

/** The contract that a sale adds to: the one that it names, else the account's latest new one. */
async function baseOf(call: Caller, row: OrderRow): Promise<OrderRow | undefined> {
  const named = row.baseOrderId ? await call.table.find(order, row.baseOrderId) : undefined;
  if (named?.kind === "new") return named;
  return (await signedOrders(call, row.accountId, ({ kind, id }) => kind === "new" && id !== row.id))[0];
}

/**
 * Who is credited with an order that is signed now and names nobody: sales, which is its owner, or customer success, which
 * is whoever has that role in the account's team. Where nobody has, it stays the owner's, and the order says so.
 */
export async function handedOver(call: Caller, row: OrderRow): Promise<Pick<OrderRow, "handOver" | "credits">> {
  if (row.credits?.length) return {};
  const policy = await handOverPolicy.held(call.table);
  const { timeZone } = call.tenant;
  const base = row.kind === "upsell" ? await baseOf(call, row) : undefined;
  const decided = sideOf(policy, {
    kind: row.kind,
    signedOn: civilDate(new Date(call.now), timeZone),
    baseSignedOn: base?.signedAt && civilDate(new Date(base.signedAt), timeZone),
  });
  const about = decided.side === "customerSuccess" ? await call.table.find(account, row.accountId) : undefined;
  const userId = about?.team?.find(({ role }) => role === policy.teamRole)?.userId;
  return {
    handOver: { ...decided, ...(base && { baseOrderId: base.id }), ...(userId && { userId }) },
    ...(userId && { credits: [{ userId, basisPoints: BASIS_POINTS_WHOLE, ledger: "primary" as const }] }),
  };
}
