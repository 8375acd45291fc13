import assert from "node:assert";
import { Fault } from "../../shared/fault.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { cashOf, type Entry, standing } from "../bank/rules.ts";
import type { Transaction } from "./rows.ts";
import { entryId, nobodys, reversing } from "./rules.ts";
import type { Exclusion } from "./schema.ts";

/** A piece of an outgoing line that is closed at once with others. */
export type Piece = Pick<Entry, "kind" | "amountMinor" | "receivableId" | "bankTransactionId" | "prepaymentId">;

/** Whose money it was, where that is known: the line is shown to them as their receipts are. */
export type Concerned = { accountId?: string; ownerId?: string; departmentId?: string };

/** What was not closed by anybody's decision but left aside by the engine has entries of this run. */
const ENGINE_RUN = 0;

/** True of a line that went out and that the engine has left aside, or an earlier version of it without entries. */
export const isLeftAside = (row: Transaction): boolean =>
  row.direction === "debit" && row.state === "excluded" && standing(row).every((e) => e.run === ENGINE_RUN);

/** What a line is, as the pieces tell that it was closed into: the weightiest names it. */
function exclusionOf(entries: readonly Entry[], otherwise: string | undefined): string | undefined {
  const has = (kind: Entry["kind"]): boolean => entries.some((e) => e.kind === kind);
  if (has("returned")) return "reversal";
  if (has("creditNotePaidOut")) return "creditNotePaidOut";
  if (has("refund")) return "refund";
  return has("fee") ? "fee" : otherwise;
}

const settled = (row: Transaction, allocations: Entry[], otherwise?: string): Partial<Transaction> => {
  const entries = standing({ allocations });
  const unappliedMinor = row.amountMinor - cashOf(entries);
  assert(unappliedMinor >= 0, "no more of a line is closed than it has");
  const state = unappliedMinor === 0 ? "excluded" : entries.length > 0 ? "partlyApplied" : "claimable";
  return {
    allocations,
    unappliedMinor,
    state,
    exclusion: state === "excluded" ? exclusionOf(entries, otherwise) : undefined,
  };
};

/** The line once the engine leaves it aside: one entry says why, and undoing that takes the line up again. */
export function leftAside(row: Transaction, exclusion: Exclusion, now: string): Transaction {
  const entry: Entry = {
    id: entryId(row.id, ENGINE_RUN, 0),
    kind: exclusion === "fee" ? "fee" : "excluded",
    amountMinor: row.unappliedMinor,
    run: ENGINE_RUN,
  };
  return nextVersion(row, now, settled(row, [...(row.allocations ?? []), entry], exclusion));
}

/** The line as if the engine had not left it aside; what it wrote is taken back by further entries. */
export function takenUp(row: Transaction): Transaction {
  if (!isLeftAside(row)) return row;
  const allocations = [...(row.allocations ?? []), ...reversing(row, standing(row))];
  return { ...row, ...settled(row, allocations) };
}

/**
 * The line after pieces of it are closed in one run. Σ standing entries + unapplied = amount before and after, or it
 * throws.
 */
export function closedLine(
  row: Transaction,
  pieces: readonly Piece[],
  concerned: Concerned,
  now: string,
  otherwise?: string,
): { line: Transaction; entries: Entry[] } {
  assert(row.direction === "debit", "only what went out is closed");
  const total = pieces.reduce((sum, p) => sum + p.amountMinor, 0);
  if (total > row.unappliedMinor) {
    const message = `Only ${row.unappliedMinor} minor units of this line are left to close.`;
    throw new Fault("invalid", message, { errors: [{ path: "amountMinor", code: "too_much", message }] });
  }
  const run = (row.runs ?? 0) + 1;
  const entries: Entry[] = pieces.map((piece, n) => ({
    ...piece,
    ...(concerned.accountId && { accountId: concerned.accountId }),
    id: entryId(row.id, run, n),
    run,
  }));
  const { departmentId } = concerned;
  const line = nextVersion(row, now, {
    ...settled(row, [...(row.allocations ?? []), ...entries], otherwise),
    runs: run,
    accountId: concerned.accountId ?? row.accountId,
    ownerId: concerned.ownerId ?? row.ownerId,
    ...(!row.departmentId && departmentId && { departmentId, departmentFrom: "account" as const }),
    lockedBy: undefined,
    lockedUntilAt: undefined,
  });
  return { line, entries };
}

/** The line after closings of it are undone: their money waits again, for a person alone. */
export function reopenedLine(row: Transaction, undone: readonly Entry[], now: string): Transaction {
  const allocations = [...(row.allocations ?? []), ...reversing(row, undone)];
  const runs = new Set(undone.map((e) => e.run));
  const next = settled(row, allocations, row.exclusion);
  const clawedBack = (row.clawedBack ?? []).filter((c) => !runs.has(c.run));
  return nextVersion(row, now, {
    ...next,
    runs: Math.max(1, row.runs ?? 0),
    clawedBack: clawedBack.length > 0 ? clawedBack : undefined,
    ...(next.state === "claimable" && { closeReason: undefined, ...nobodys(row) }),
  });
}
