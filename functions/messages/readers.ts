import { type Access, projected, type TenantContext } from "../../shared/auth/access.ts";
import { accessOf } from "../users/access.ts";
import type { Clearing, Receipt, ReceiptReader } from "./facts.ts";
import { clearingsOf, type Gathered, type Transaction } from "./gather.ts";
import { addresses, type UserRow } from "./people.ts";

/** Somebody to be told: as whom, and of which clearings. */
export type Reader = {
  reader: ReceiptReader;
  addresses: ReturnType<typeof addresses>;
  recipientId: string;
  receipt: Receipt;
  clearings: Clearing[];
};

/**
 * The receipt as a user's roles show it: masked fields masked, hidden ones gone. `undefined` where the role does not show
 * the amount, since there is nothing to tell then.
 */
export function shownReceipt(access: Access, row: Transaction, receipt: Receipt): Receipt | undefined {
  if (!access.isCurbed("bankTransaction")) return receipt;
  const shown = projected(access, "bankTransaction", row) as Partial<Transaction>;
  if (shown.amountMinor !== row.amountMinor) return undefined;
  return {
    ...receipt,
    payerName: shown.payer ? receipt.payerName : "****",
    remittance: shown.remittance ?? undefined,
    accountName: shown.accountId === row.accountId ? receipt.accountName : undefined,
  };
}

/** Whether a receivable, or a credit of it, is somebody's own. */
function isConcerned(g: Gathered, receivableId: string, id: string): boolean {
  const row = g.receivables.get(receivableId);
  const named = [row?.ownerId, row?.partnerId, ...(row?.memberIds ?? [])].includes(id);
  return named || (g.credits.get(id) ?? []).some((e) => e.receivableId === receivableId);
}

/**
 * Whom the money concerns, each once and as the one who may see most: the account's owner and finance see everything, the
 * owner of all that was cleared as well; members and those with credit see the clearings that concern them; a partner
 * sees its own orders' clearings alone.
 */
export function readersOf(g: Gathered, tenant: TenantContext): Reader[] {
  const all = clearingsOf(g);
  const strip = (list: typeof all): Clearing[] => list.map(({ receivableId: _, ...clearing }) => clearing);
  const ownAll = (id: string): boolean =>
    all.length > 0 && all.every((c) => g.receivables.get(c.receivableId)?.ownerId === id);
  const users = new Map<string, UserRow>([...g.users, ...g.finance.map((row) => [row.id, row] as const)]);
  const fromUsers = [...users.values()].flatMap((row): Reader[] => {
    const receipt = shownReceipt(accessOf(row, tenant), g.row, g.receipt);
    const isOwner = g.row.ownerId === row.id || ownAll(row.id);
    const reader = isOwner ? "owner" : g.finance.some((f) => f.id === row.id) ? "finance" : "member";
    const clearings = reader === "member" ? all.filter((c) => isConcerned(g, c.receivableId, row.id)) : all;
    if (!receipt || (reader === "member" && clearings.length === 0)) return [];
    return [{ reader, addresses: addresses(row, tenant), recipientId: row.id, receipt, clearings: strip(clearings) }];
  });
  const fromPartners = [...g.partners.values()].flatMap((row): Reader[] => {
    const clearings = all.filter((c) => isConcerned(g, c.receivableId, row.id));
    if (clearings.length === 0) return [];
    const to = { addresses: addresses(row, tenant), recipientId: row.id };
    return [{ reader: "partner", ...to, receipt: g.receipt, clearings: strip(clearings) }];
  });
  return [...fromUsers, ...fromPartners];
}
