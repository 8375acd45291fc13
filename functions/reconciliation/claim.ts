import { later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { CLOSE_KINDS } from "../bank/schema.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import type { ClaimInput } from "./bodies.ts";
import { claimAsLinesSay } from "./claim-lines.ts";
import { applied, LOCK_MINUTES } from "./claimed.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";

/** Refuses what is for receipts alone. */
export function checkReceipt(row: Transaction): void {
  if (row.direction === "credit") return;
  const kinds = CLOSE_KINDS.join(", ");
  const how = `POST /v1/bank-transactions/${row.id}/close with as: ${kinds}`;
  throw new Fault("outgoing_line", `This line is money that went out and pays no receivable. Close it: ${how}.`);
}

/** Refuses a line that waits for nobody, or that is held for somebody else. */
export function checkClaimable(row: Transaction, call: Pick<Call<unknown, unknown>, "actor" | "now">): void {
  if (row.state === "applied" || row.state === "excluded") {
    throw new Fault("invalid_state", `This receipt is ${row.state}; nothing of it is left to decide or to claim.`);
  }
  checkLock(row, call);
}

/** Refuses a line that is held for somebody else. */
export function checkLock(row: Transaction, { actor, now }: Pick<Call<unknown, unknown>, "actor" | "now">): void {
  const held = row.lockedBy !== undefined && row.lockedBy !== actor.principalId && (row.lockedUntilAt ?? "") > now;
  if (held) throw new Fault("locked", `Somebody else is claiming this receipt until ${row.lockedUntilAt}.`);
}

/** Everything wrong with a claim's allocations, each with its path. */
function wrongAllocations(row: Transaction, body: ClaimInput, rows: ReadonlyMap<string, ReceivableRow>): InputError[] {
  const seen = new Set<string>();
  return body.allocations.flatMap(({ receivableId, amountMinor, deduction }, n) => {
    const at = (field: string, code: string, message: string) => [{ path: `allocations.${n}.${field}`, code, message }];
    const found = rows.get(receivableId);
    if (!found) return at("receivableId", "unknown_reference", `There is no receivable ${receivableId}.`);
    if (seen.has(receivableId)) return at("receivableId", "duplicate", `${receivableId} is named twice.`);
    seen.add(receivableId);
    if (found.kind === "creditNote") return at("receivableId", "invalid", `${found.reference} is a credit note.`);
    if (found.currency !== row.currency) {
      return at(
        "receivableId",
        "currency",
        `${found.reference} is in ${found.currency}, the receipt in ${row.currency}.`,
      );
    }
    const deductedMinor = deduction?.amountMinor ?? 0;
    if (amountMinor <= found.openMinor && amountMinor + deductedMinor > found.openMinor) {
      const most = found.openMinor - amountMinor;
      return at("deduction.amountMinor", "too_much", `Only ${most} minor units of ${found.reference} stay open.`);
    }
    if (amountMinor > found.openMinor) {
      return at("amountMinor", "too_much", `Only ${found.openMinor} minor units are open on ${found.reference}.`);
    }
    return [];
  });
}

/**
 * A person assigns a receipt. Cash goes to the named receivables; with `accountId` the rest is that account's
 * prepayment, without it the rest stays claimable. The payer is remembered for the accounts that were paid.
 */
export async function claim(call: Call<ClaimInput, unknown>): Promise<Transaction> {
  const { table, body } = call;
  const row = await load(call, bankTransaction);
  checkReceipt(row);
  checkClaimable(row, call);
  if (body.asLinesSay && body.allocations.length > 0)
    throw invalidField("allocations", "Name receivables, or have them booked as the lines say, not both.");
  if (body.asLinesSay) return claimAsLinesSay(call, row, body.accountId);
  const rows = await table.getMany(
    receivable,
    body.allocations.map((a) => a.receivableId),
    true,
  );
  for (const [id, found] of rows) if (!call.access.sees(receivable, found)) rows.delete(id);
  const errors = wrongAllocations(row, body, rows);
  const total = body.allocations.reduce((sum, a) => sum + a.amountMinor, 0);
  if (total > row.unappliedMinor) {
    const message = `The allocations sum to ${total}; ${row.unappliedMinor} minor units are left on the receipt.`;
    errors.push({ path: "allocations", code: "too_much", message });
  }
  if (body.allocations.length === 0 && !body.accountId) {
    errors.push({
      path: "allocations",
      code: "required",
      message: "Name receivables, or the account whose money it is.",
    });
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const accountIds = [
    ...new Set([...[...rows.values()].map((r) => r.accountId), ...(body.accountId ? [body.accountId] : [])]),
  ];
  const accounts = await table.getMany(account, accountIds);
  const payer = body.accountId && accounts.get(body.accountId);
  if (body.accountId && (!payer || !call.access.sees(account, payer))) {
    const message = `There is no account ${body.accountId}.`;
    throw new Fault("unknown_reference", message, {
      errors: [{ path: "accountId", code: "unknown_reference", message }],
    });
  }
  const allocations = body.allocations.map(({ receivableId, amountMinor }) => ({
    ...{ receivableId, amountMinor },
    kind: "payment" as const,
    accountId: (rows.get(receivableId) as ReceivableRow).accountId,
  }));
  const deductions = body.allocations.flatMap(({ receivableId, deduction }) => {
    const { accountId } = rows.get(receivableId) as ReceivableRow;
    return deduction ? [{ receivableId, accountId, ...deduction }] : [];
  });
  const wanted = {
    ...{ allocations, deductions },
    prepaymentMinor: body.accountId ? row.unappliedMinor - total : 0,
    accountId: body.accountId,
  };
  return applied(call, row, wanted, { rows, accounts });
}

/** Holds a receipt for the caller while the claim is being worked out, or lets it go. */
export async function setLock(call: Call<unknown, unknown>, isLocked: boolean): Promise<Transaction> {
  const row = await load(call, bankTransaction);
  checkClaimable(row, call);
  const until = later(call.now, LOCK_MINUTES * MINUTE_MS);
  const fields = isLocked
    ? { lockedBy: call.actor.principalId, lockedUntilAt: until }
    : { lockedBy: undefined, lockedUntilAt: undefined };
  const after = nextVersion(row, call.now, fields);
  await call.table.commit([write.replace(bankTransaction, row, after)]);
  return after;
}
