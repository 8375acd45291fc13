import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { type StoredProof, unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { loadCase } from "./case.ts";
import { decide } from "./engine/index.ts";
import { Pending } from "./pending.ts";
import { proofOf } from "./reconcile.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { nobodys } from "./rules.ts";
import { reconciliationPolicy } from "./table.ts";
import { isUndoable, undoOf } from "./undoing.ts";

const FIELDS = ["rule", "policy", "step", "why", "signals", "rivals", "unread", "suggestions"] as const;

/** A proof with what a person might have chosen from. */
const Shown = z.looseObject({ rule: z.string(), policy: z.int(), step: z.string(), why: z.string() });
const Replay = z.object({
  transactionId: z.string(),
  state: z.string(),
  /** Was what this proof has led to taken back since? */
  undone: z.boolean(),
  undoReason: z.string().optional(),
  /** Does the engine come to the same proof, byte for byte? */
  same: z.boolean(),
  kept: Shown,
  replayed: Shown,
  /** What differs, by field; nothing where all is the same. */
  changed: z.array(z.object({ field: z.string(), kept: z.unknown(), replayed: z.unknown() })),
});

/** A line that was applied or closed, and taken back. */
export const wasUndone = (row: Transaction): boolean =>
  !isUndoable(row) && (row.allocations ?? []).some((e) => e.reversesId !== undefined);

/** The line as it was when it came. */
const asItCame = (row: Transaction): Transaction => ({
  ...row,
  ...nobodys(row),
  state: "received",
  exclusion: undefined,
  allocations: undefined,
  runs: undefined,
  taught: undefined,
  unappliedMinor: row.amountMinor,
});

/**
 * The world as it would be without what this line has done: its receivables are open again, in memory alone. Nothing is written.
 */
async function without(table: Table, row: Transaction, now: string) {
  const pending = new Pending(table);
  const bare = asItCame(row);
  const opened: ReceivableRow[] = [];
  if (isUndoable(row)) {
    const { actions } = await undoOf(table, row, now);
    pending.add(actions);
    for (const action of actions)
      if (action.kind === "replace" && action.entity.noun === "receivable") opened.push(action.after as ReceivableRow);
  }
  pending.add([write.replace(bankTransaction, row, { ...bare, version: row.version + 1 })]);
  return { table: pending.table, row: bare, opened };
}

/** Has the engine decide a line once more, of everything as it is now but for what the line itself has done. */
async function replayed(table: Table, row: Transaction, now: string): Promise<string> {
  const world = await without(table, row, now);
  const policy = await reconciliationPolicy.held(table);
  const { input } = await loadCase(world.table, world.row, policy, { consistent: true, opened: world.opened });
  return proofOf(decide(input));
}

const differing = (kept: StoredProof, now: StoredProof) =>
  FIELDS.filter((field) => JSON.stringify(kept[field]) !== JSON.stringify(now[field])).map((field) => ({
    field,
    kept: kept[field],
    replayed: now[field],
  }));

export const replayRoute: Route = route({
  method: "POST",
  path: "/v1/bank-transactions/{id}/explanation/replay",
  permission: "reconciliation.read",
  summary:
    "Decides a line once more, of everything as it is now but for what the line itself has done, and says whether the proof is the same to the byte, or what has changed. Nothing is written.",
  noun: "bankTransaction",
  reply: Replay,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call as never, bankTransaction);
    const kept = unpackProof(row.proof);
    if (row.proof === undefined || !kept)
      throw new Fault("invalid_state", "The engine has not decided this line, so there is no proof to replay.");
    const proof = await replayed(call.table, row, call.now);
    const after = unpackProof(proof) as StoredProof;
    return {
      transactionId: row.id,
      state: row.state,
      undone: wasUndone(row),
      undoReason: row.undoReason,
      same: proof === row.proof,
      kept,
      replayed: after,
      changed: differing(kept, after),
    };
  },
});
